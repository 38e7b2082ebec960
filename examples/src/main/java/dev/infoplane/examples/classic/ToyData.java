package dev.infoplane.examples.classic;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Random;

/**
 * All 4096 inputs of 12 bits and a label for each, after Shwartz-Ziv and Tishby (2017). Their label is a rotation-invariant
 * function of points on a sphere that we do not have; ours is a random quadratic form of the bits, cut at its median, so
 * that H(Y) is 1 bit. The order is random, so that the first rows can be the training set.
 *
 * @param inputs {@code [4096, 12]}, bits as -1 and 1
 * @param labels {@code [4096]}
 */
record ToyData(Samples inputs, Samples labels) {
    static final int BITS = 12;
    static final int INPUTS = 1 << BITS;

    static ToyData draw(long seed) {
        Random random = new Random(seed);
        double[][] form = new double[BITS][BITS];
        for (double[] row : form) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        int[] order = new int[INPUTS];
        Arrays.setAll(order, i -> i);
        for (int i = INPUTS - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        float[] bits = new float[INPUTS * BITS];
        double[] values = new double[INPUTS];
        for (int i = 0; i < INPUTS; i++) {
            for (int j = 0; j < BITS; j++) {
                bits[i * BITS + j] = (order[i] >> j & 1) == 1 ? 1 : -1;
            }
            for (int j = 0; j < BITS; j++) {
                values[i] += 1.5 * form[j][j] * bits[i * BITS + j];
                for (int k = 0; k < j; k++) {
                    values[i] += form[j][k] * bits[i * BITS + j] * bits[i * BITS + k];
                }
            }
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = (sorted[INPUTS / 2 - 1] + sorted[INPUTS / 2]) / 2;
        int[] labels = new int[INPUTS];
        Arrays.setAll(labels, i -> values[i] > median ? 1 : 0);
        return new ToyData(Samples.of(bits, BITS), Samples.ofLabels(labels));
    }
}
