package dev.infoplane.models.decoder.internal.condition;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import java.util.SplittableRandom;

/**
 * Corrupted copies of images, as for a denoising autoencoder: averaged over cells of 1, 2, 4 or 8 pixels a side, plus normal
 * noise. A denoising parent learns from them how to use a condition, since it may not see the activations of any point. Cell
 * size and noise level are drawn for each image from the seed.
 *
 * @param levels of the pixels
 * @param channels of the images
 * @param height of the images
 * @param width of the images
 */
public record ImageCorruption(LevelScale levels, int channels, int height, int width) implements RowTransform {
    private static final int CELL_SIZES = 4;
    private static final double LEAST_NOISE = 0.05;
    private static final double MOST_NOISE = 1;

    @Override
    public float[] rows(Samples t, int[] chosen, long seed) {
        int d = channels * height * width;
        float[] values = new float[chosen.length * d];
        for (int i = 0; i < chosen.length; i++) {
            t.copyRow(chosen[i], values, i * d);
            SplittableRandom random = new SplittableRandom(seed + chosen[i]);
            int cell = 1 << random.nextInt(CELL_SIZES);
            double noise = LEAST_NOISE * Math.pow(MOST_NOISE / LEAST_NOISE, random.nextDouble());
            for (int c = 0; c < channels; c++) {
                blur(values, i * d + c * height * width, cell, noise, random);
            }
        }
        return values;
    }

    private void blur(float[] values, int from, int cell, double noise, SplittableRandom random) {
        for (int top = 0; top < height; top += cell) {
            for (int left = 0; left < width; left += cell) {
                int bottom = Math.min(height, top + cell);
                int right = Math.min(width, left + cell);
                double sum = 0;
                for (int row = top; row < bottom; row++) {
                    for (int column = left; column < right; column++) {
                        sum += levels.toNetwork(values[from + row * width + column]);
                    }
                }
                double mean = sum / ((bottom - top) * (right - left)) + noise * random.nextGaussian();
                for (int row = top; row < bottom; row++) {
                    for (int column = left; column < right; column++) {
                        values[from + row * width + column] = (float) mean;
                    }
                }
            }
        }
    }
}
