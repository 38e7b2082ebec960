package dev.infoplane.examples.truth;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Invertible linear maps of activations, which keep all information: whatever a measure says after one differs from what it
 * said before only through the code. Maps are {@code [channels, height, width]}. Sums are taken in double and rounded to floats,
 * which keeps activations of few levels, or with 16 bits to spare, exactly recoverable.
 */
final class Reencodings {
    private Reencodings() {}

    /** Channels mixed by a matrix of independent normals, the same at all places. */
    static Samples mixedChannels(Samples t, long seed) {
        int[] shape = t.rowShape();
        int places = shape[1] * shape[2];
        double[][] matrix = normals(shape[0], seed);
        return each(t, (row, j) -> {
            double sum = 0;
            for (int c = 0; c < shape[0]; c++) {
                sum += matrix[j / places][c] * row[c * places + j % places];
            }
            return sum;
        });
    }

    /** All values mixed by a matrix of independent normals. */
    static Samples mixedValues(Samples t, long seed) {
        double[][] matrix = normals(t.dimensions(), seed);
        return each(t, (row, j) -> {
            double sum = 0;
            for (int k = 0; k < row.length; k++) {
                sum += matrix[j][k] * row[k];
            }
            return sum;
        });
    }

    /** Sums along the rows of a map: each value plus all to its left. */
    static Samples cumulativeSums(Samples t) {
        int width = t.rowShape()[2];
        return each(t, (row, j) -> {
            double sum = 0;
            for (int k = j - j % width; k <= j; k++) {
                sum += row[k];
            }
            return sum;
        });
    }

    /** Places in a random order, which all channels share. */
    static Samples permutedPlaces(Samples t, long seed) {
        int[] shape = t.rowShape();
        int places = shape[1] * shape[2];
        int[] order = new int[places];
        SplittableRandom random = new SplittableRandom(seed);
        for (int p = 0; p < places; p++) {
            int other = random.nextInt(p + 1);
            order[p] = order[other];
            order[other] = p;
        }
        return each(t, (row, j) -> row[j - j % places + order[j % places]]);
    }

    /** Each channel with a scale, between a tenth and ten, and an offset, up to ten scales, of its own. */
    static Samples affine(Samples t, long seed) {
        int[] shape = t.rowShape();
        int places = shape[1] * shape[2];
        SplittableRandom random = new SplittableRandom(seed);
        double[] scale =
                drawn(shape[0], () -> (random.nextBoolean() ? 1 : -1) * Math.pow(10, random.nextDouble(-1, 1)));
        double[] offset = drawn(shape[0], () -> random.nextDouble(-10, 10));
        return each(t, (row, j) -> scale[j / places] * (row[j] + offset[j / places]));
    }

    private static double[] drawn(int count, DoubleSupplier source) {
        double[] values = new double[count];
        Arrays.setAll(values, k -> source.getAsDouble());
        return values;
    }

    private static double[][] normals(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] matrix = new double[size][];
        Arrays.setAll(matrix, k -> drawn(size, random::nextGaussian));
        return matrix;
    }

    /** What becomes of the j-th value of a row. */
    private interface Value {
        double of(float[] row, int j);
    }

    private static Samples each(Samples t, Value value) {
        int d = t.dimensions();
        float[] values = new float[t.rows() * d];
        float[] row = new float[d];
        for (int i = 0; i < t.rows(); i++) {
            t.copyRow(i, row, 0);
            for (int j = 0; j < d; j++) {
                values[i * d + j] = (float) value.of(row, j);
            }
        }
        return Samples.of(values, t.rowShape());
    }
}
