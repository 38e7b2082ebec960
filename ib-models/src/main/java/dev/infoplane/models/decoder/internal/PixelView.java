package dev.infoplane.models.decoder.internal;

import dev.infoplane.models.decoder.internal.head.LevelPrediction;
import dev.infoplane.models.decoder.internal.head.LevelScale;

/**
 * The numbers in which a network sees images and their predictions: the same for whole batches and for an image that is being
 * drawn.
 *
 * @param channels of the images
 */
public record PixelView(int channels, LevelScale levels) {
    /** How many numbers are told of a pixel when it is its turn. */
    public static final int OWN = 4;

    private static final float NEAR_ZERO = 8;
    private static final double LEAST_ERROR = 0.3;

    /** How many numbers the streams see of a pixel: its channels, and how far each was from its prediction. */
    public int seen() {
        return 2 * channels;
    }

    /** How many numbers are told of a place before the first pixel is known. */
    public int visible() {
        return 3 * channels + 1;
    }

    /**
     * What the streams see of a sub-pixel.
     *
     * @param pixel where the numbers of the pixel begin in {@code target}
     */
    public void see(float position, LevelPrediction prediction, int channel, float[] target, int pixel) {
        target[pixel + channel] = position;
        target[pixel + channels + channel] = prediction.residual(levels.index(position));
    }

    /** What is told of a pixel when it is its turn, from the prediction of its first channel: that of others contains the first. */
    public void own(LevelPrediction first, float[] target, int at) {
        target[at] = position(first.mean());
        target[at + 1] = (float) (Math.log(first.scale()) / 2 - 0.5);
        target[at + 2] = nearZero(first.mean());
        target[at + 3] = first.meanInScales();
    }

    /** A sub-pixel as it is reconstructed from activations alone: where it lies, whether it is zero, how large errors are. */
    void visible(float level, float usualError, float[] target, int at, int next) {
        target[at] = position(level);
        target[at + next] = nearZero(level);
        target[at + 2 * next] = (float) (Math.log(usualError + LEAST_ERROR) / 2 - 0.5);
    }

    private float position(float level) {
        return 2 * level / (levels.count() - 1) - 1;
    }

    private static float nearZero(float level) {
        return Math.max(-NEAR_ZERO, Math.min(NEAR_ZERO, level)) / NEAR_ZERO;
    }
}
