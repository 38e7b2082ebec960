package dev.infoplane.models;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/** Images of which it is known what is known of them. Amounts are in bits. */
public final class KnownImages {
    private static final double FLIP = 0.15;

    private KnownImages() {}

    /** Binary images of independent rows, each a symmetric Markov chain. */
    public static Samples markovRows(int n, int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n * side * side];
        for (int i = 0; i < values.length; i++) {
            boolean isFirst = i % side == 0;
            float before = isFirst ? random.nextInt(2) : values[i - 1];
            values[i] = !isFirst && random.nextDouble() < FLIP ? 1 - before : before;
        }
        return Samples.of(values, 1, side, side);
    }

    /** H(X|T) of such rows, where T is every s-th column. */
    public static double markovRest(int side, int stride) {
        return markov(side, 1) - markov(side, stride);
    }

    public static double markov(int side, int stride) {
        double flip = (1 - Math.pow(1 - 2 * FLIP, stride)) / 2;
        return side * (1 + (side / stride - 1) * binaryEntropy(flip));
    }

    public static double binaryEntropy(double p) {
        return -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    public static Samples everyColumn(Samples x, int stride) {
        int side = x.rowShape()[2];
        int kept = side / stride;
        float[] values = new float[x.rows() * side * kept];
        for (int i = 0; i < values.length; i++) {
            int row = i / (side * kept);
            values[i] = x.get(row, i / kept % side * side + i % kept * stride);
        }
        return Samples.of(values, 1, side, kept);
    }

    /** Sub-pixels that stay at the level of the one before with 70 %, else take any. */
    public static Samples stayingLevels(int n, int levels, long seed, int... shape) {
        Random random = new Random(seed);
        int d = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[n * d];
        for (int k = 0; k < values.length; k++) {
            boolean stays = k % d > 0 && random.nextDouble() < 0.7;
            values[k] = stays ? values[k - 1] : random.nextInt(levels);
        }
        return Samples.of(values, shape);
    }

    /** Vectors of three independent normal numbers. */
    public static Samples normals(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n * 3];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return Samples.of(values, 3);
    }

    /** Every image of so many levels there is. */
    public static float[] every(int levels, int d) {
        int all = (int) Math.pow(levels, d);
        float[] every = new float[all * d];
        for (int i = 0; i < all; i++) {
            int rest = i;
            for (int p = 0; p < d; p++) {
                every[i * d + p] = rest % levels;
                rest /= levels;
            }
        }
        return every;
    }

    /** Independent pixels, uniform on 256 levels. */
    public static Samples uniformBytes(int n, int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        return Samples.of(values, 1, side, side);
    }

    public static Samples upperBits(Samples bytes, int kept) {
        float[] values = bytes.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) values[i] >> 8 - kept;
        }
        return Samples.of(values, bytes.rowShape());
    }

    /** Three colours: green is red and blue is green, but for flips of probability 0.1. */
    public static Samples colours(int n, int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Samples red = markovRows(n, side, random.nextLong());
        int places = side * side;
        float[] values = new float[n * 3 * places];
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < places; p++) {
                float v = red.get(i, p);
                for (int c = 0; c < 3; c++) {
                    v = c > 0 && random.nextDouble() < 0.1 ? 1 - v : v;
                    values[(i * 3 + c) * places + p] = v;
                }
            }
        }
        return Samples.of(values, 3, side, side);
    }

    /** Channels mixed by an invertible matrix: each becomes itself plus random shares of the others. */
    public static Samples mixed(Samples t, long seed) {
        int[] shape = t.rowShape();
        int places = shape[1] * shape[2];
        SplittableRandom random = new SplittableRandom(seed);
        double[][] matrix = new double[shape[0]][shape[0]];
        for (double[] row : matrix) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        float[] values = new float[t.rows() * t.dimensions()];
        for (int i = 0; i < values.length; i++) {
            int row = i / t.dimensions();
            int place = i % places;
            double sum = 0;
            for (int c = 0; c < shape[0]; c++) {
                sum += matrix[i % t.dimensions() / places][c] * t.get(row, c * places + place);
            }
            values[i] = (float) sum;
        }
        return Samples.of(values, shape);
    }

    /**
     * Images that are one of 8 random prototypes each, every bit of it flipped with probability 0.1.
     *
     * @param labels which prototype
     * @param flips how many bits of each image are flipped
     */
    public record Prototypes(Samples images, Samples labels, int[] flips) {
        private static final double FLIP = 0.1;

        /** −log2 p(x|label) by the true probabilities, on average over some rows. */
        public double restBits(int from, int to) {
            double flipped = Arrays.stream(flips, from, to).average().orElseThrow();
            return -bits(flipped * Math.log(FLIP) + (images.dimensions() - flipped) * Math.log(1 - FLIP));
        }
    }

    public static Prototypes prototypes(int n, int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = side * side;
        float[][] prototypes = new float[8][d];
        for (float[] prototype : prototypes) {
            for (int j = 0; j < d; j++) {
                prototype[j] = random.nextInt(2);
            }
        }
        int[] labels = new int[n];
        int[] flips = new int[n];
        float[] values = new float[n * d];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(8);
            for (int j = 0; j < d; j++) {
                float bit = prototypes[labels[i]][j];
                boolean isFlipped = random.nextDouble() < Prototypes.FLIP;
                flips[i] += isFlipped ? 1 : 0;
                values[i * d + j] = isFlipped ? 1 - bit : bit;
            }
        }
        return new Prototypes(Samples.of(values, 1, side, side), Samples.ofLabels(labels), flips);
    }

    public static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    public static double bits(double nats) {
        return nats / Math.log(2);
    }
}
