package dev.infoplane.models.context;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What a sub-pixel is predicted from, activations apart: all channels of its causal neighbours, its own channels before it,
 * where it lies, and what sub-pixels at its position are like on average. For many levels also where neighbours are at the
 * lowest level, and logarithms of differences between them, which tell the scale.
 */
final class ContextFeatures {
    private static final int FEW_LEVELS = 16;
    private static final int FLAGS = 6;
    /** Pairs among the neighbours in order of distance: left, up, up-left, up-right, two left, two up. */
    private static final int[][] PAIRS = {{0, 1}, {0, 2}, {1, 2}, {1, 3}, {0, 4}, {1, 5}, {3, 5}};

    private final int[] shape;
    private final int[][] offsets;
    private final boolean hasManyLevels;
    private final float step;
    private final float[][] statistics;

    /** What neighbours outside of the image count as: the mean of their channel. */
    private final float[] outside;

    /** @param fit images to learn from */
    ContextFeatures(Samples fit, LevelScale levels, int radius) {
        shape = fit.rowShape();
        offsets = offsets(radius);
        hasManyLevels = levels.count() > FEW_LEVELS;
        step = 2f / (levels.count() - 1);
        statistics = statistics(fit, levels);
        outside = new float[shape[0]];
        for (int p = 0; p < statistics.length; p++) {
            outside[p * shape[0] / statistics.length] += statistics[p][0] * shape[0] / statistics.length;
        }
    }

    private static int[][] offsets(int radius) {
        List<int[]> all = new ArrayList<>();
        for (int dy = -radius; dy <= 0; dy++) {
            for (int dx = -radius; dx <= (dy < 0 ? radius : -1); dx++) {
                all.add(new int[] {dy, dx});
            }
        }
        all.sort(Comparator.comparingInt((int[] o) -> o[0] * o[0] + o[1] * o[1])
                .thenComparingInt(o -> -o[0])
                .thenComparingInt(o -> o[1]));
        return all.toArray(int[][]::new);
    }

    /** Mean, deviation and share of the lowest level at each position. */
    private static float[][] statistics(Samples fit, LevelScale levels) {
        int d = fit.dimensions();
        double[][] sums = new double[3][d];
        for (int i = 0; i < fit.rows(); i++) {
            for (int p = 0; p < d; p++) {
                float v = levels.toNetwork(fit.get(i, p));
                sums[0][p] += v;
                sums[1][p] += v * v;
                sums[2][p] += v == -1 ? 1 : 0;
            }
        }
        float[][] statistics = new float[d][3];
        for (int p = 0; p < d; p++) {
            double mean = sums[0][p] / fit.rows();
            statistics[p][0] = (float) mean;
            statistics[p][1] = (float) (2 * Math.sqrt(Math.max(0, sums[1][p] / fit.rows() - mean * mean)));
            statistics[p][2] = (float) (sums[2][p] / fit.rows());
        }
        return statistics;
    }

    /** Causal offsets of rows and columns, the nearest first. */
    int[][] offsets() {
        return offsets;
    }

    int count() {
        int channels = shape[0];
        return offsets.length * channels
                + (channels > 1 ? 2 * channels - 1 : 0)
                + 5
                + (hasManyLevels ? FLAGS + PAIRS.length : 0);
    }

    /** The mean of each sub-pixel, on the scale −1 to 1. */
    float[] means() {
        float[] means = new float[statistics.length];
        for (int p = 0; p < means.length; p++) {
            means[p] = statistics[p][0];
        }
        return means;
    }

    /** Which features are the two neighbours next to it, left and above, of a channel. */
    int[] nearest(int channel) {
        return new int[] {channel, shape[0] + channel};
    }

    /**
     * Writes the features of one sub-pixel.
     *
     * @param image on the scale −1 to 1, {@code [channels, height, width]}
     */
    void fill(float[] image, int subPixel, float[] target, int from) {
        int places = shape[1] * shape[2];
        int channel = subPixel / places;
        int y = subPixel % places / shape[2];
        int x = subPixel % shape[2];
        int at = from;
        for (int[] offset : offsets) {
            int i = y + offset[0];
            int j = x + offset[1];
            boolean isInside = i >= 0 && j >= 0 && j < shape[2];
            for (int c = 0; c < shape[0]; c++) {
                target[at++] = isInside ? image[c * places + i * shape[2] + j] : outside[c];
            }
        }
        if (shape[0] > 1) {
            for (int c = 0; c < shape[0] - 1; c++) {
                target[at++] = c < channel ? image[c * places + subPixel % places] : 0;
            }
            Arrays.fill(target, at, at + shape[0], 0);
            target[at + channel] = 1;
            at += shape[0];
        }
        target[at++] = 2f * y / Math.max(1, shape[1] - 1) - 1;
        target[at++] = 2f * x / Math.max(1, shape[2] - 1) - 1;
        System.arraycopy(statistics[subPixel], 0, target, at, 3);
        at += 3;
        if (hasManyLevels) {
            for (int k = 0; k < FLAGS; k++) {
                target[at++] = target[from + k * shape[0] + channel] == -1 ? 1 : 0;
            }
            for (int[] pair : PAIRS) {
                float difference =
                        target[from + pair[0] * shape[0] + channel] - target[from + pair[1] * shape[0] + channel];
                target[at++] = (float) Math.log(Math.abs(difference) / step + 0.5) / 2;
            }
        }
    }
}
