package dev.infoplane.examples.kernels;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The target of Allen-Zhu &amp; Li 2019: x of ±1, F(x) = (x1x2, x3x4, …), G_i(y) = (-1)^i y1y2y3y4, and F(x) + α G(F(x)) to be
 * learned. A model that has learned F and nothing of G has the squared error kα², where k is the number of outputs.
 *
 * @param inputs rows of ±1
 * @param targets rows of k values
 * @param baseBits y1 = x1x2 of each row, 0 or 1: one of the k bits of F, all of which are alike
 * @param compositeBits y1y2y3y4 of each row, 0 or 1: the bit that G is made of
 */
record Composition(double[][] inputs, double[][] targets, int[] baseBits, int[] compositeBits) {
    private static final int FACTORS = 4;

    /**
     * Random inputs and their targets.
     *
     * @param dimensions of x, even, at least 8
     * @param alpha the size of the composite part, above 0
     */
    static Composition draw(int rows, int dimensions, double alpha, long seed) {
        if (dimensions < 2 * FACTORS || dimensions % 2 != 0) {
            throw new IllegalArgumentException(
                    "the number of dimensions must be even and at least " + 2 * FACTORS + ", got " + dimensions);
        }
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("the size of the composite part must be above 0, got " + alpha);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[][] inputs = new double[rows][dimensions];
        double[][] targets = new double[rows][dimensions / 2];
        int[] base = new int[rows];
        int[] composite = new int[rows];
        for (int n = 0; n < rows; n++) {
            double[] x = inputs[n];
            for (int i = 0; i < dimensions; i++) {
                x[i] = random.nextBoolean() ? 1 : -1;
            }
            double product = Arrays.stream(x, 0, 2 * FACTORS).reduce(1, (a, b) -> a * b);
            base[n] = x[0] * x[1] > 0 ? 1 : 0;
            composite[n] = product > 0 ? 1 : 0;
            for (int i = 0; i < dimensions / 2; i++) {
                double sign = i % 2 == 0 ? -1 : 1; // outputs are counted from 1
                targets[n][i] = x[2 * i] * x[2 * i + 1] + alpha * sign * product;
            }
        }
        return new Composition(inputs, targets, base, composite);
    }

    /** The error of F(x), which is to be undercut: kα². */
    double line(double alpha) {
        return outputs() * alpha * alpha;
    }

    int rows() {
        return inputs.length;
    }

    int dimensions() {
        return inputs[0].length;
    }

    int outputs() {
        return targets[0].length;
    }

    Samples inputSamples() {
        return Samples.of(inputs);
    }

    /** The mean over rows of the squared error, summed over outputs. */
    double error(double[][] predicted) {
        double sum = 0;
        for (int n = 0; n < rows(); n++) {
            for (int i = 0; i < outputs(); i++) {
                double wrong = predicted[n][i] - targets[n][i];
                sum += wrong * wrong;
            }
        }
        return sum / rows();
    }
}
