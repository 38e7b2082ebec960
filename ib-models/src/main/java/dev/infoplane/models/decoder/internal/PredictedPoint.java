package dev.infoplane.models.decoder.internal;

import dev.infoplane.models.decoder.internal.head.LevelPrediction;

/**
 * What is common to all predictions from one kind of activations.
 *
 * @param usualError the root mean square error of the reconstruction from activations alone, of each sub-pixel, in levels
 * @param isBlind whether there are no activations
 * @param table how likely levels are, given what is predicted
 */
public record PredictedPoint(float[] usualError, boolean isBlind, LevelPrediction.Table table) {
    /** What is known of an image before its first pixel, {@code [numbers, height, width]}. */
    public void visible(PixelView view, PredictedImage image, float[] target, int at) {
        int places = usualError.length / view.channels();
        for (int p = 0; p < usualError.length; p++) {
            int channel = p / places;
            view.visible(image.visible(p), usualError[p], target, at + 3 * channel * places + p % places, places);
        }
        int flag = at + 3 * usualError.length;
        for (int p = 0; p < places; p++) {
            target[flag + p] = isBlind ? 1 : 0;
        }
    }
}
