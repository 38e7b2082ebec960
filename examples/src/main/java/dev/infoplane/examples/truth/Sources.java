package dev.infoplane.examples.truth;

import dev.infoplane.estimate.Samples;
import java.util.SplittableRandom;

/** Images whose information is known exactly, and what is known of them. All amounts are in bits. */
final class Sources {
    /** How likely a pixel of a Markov row differs from the one before it. */
    static final double FLIP = 0.15;

    /** How likely a colour of a pixel differs from the one before it. */
    static final double COLOUR_FLIP = 0.1;

    private Sources() {}

    /** Binary images {@code [1, height, width]} of independent rows, each a symmetric Markov chain with a fair first pixel. */
    static Samples markovRows(int n, int height, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n * height * width];
        for (int i = 0; i < values.length; i++) {
            boolean first = i % width == 0;
            boolean flip = random.nextDouble() < (first ? 0.5 : FLIP);
            float before = first ? 0 : values[i - 1];
            values[i] = flip ? 1 - before : before;
        }
        return Samples.of(values, 1, height, width);
    }

    /** What all rows hold; of every s-th column, with {@code width / s} columns and the flips of s steps. */
    static double markovBits(int height, int width, int stride) {
        double flip = (1 - Math.pow(1 - 2 * FLIP, stride)) / 2;
        return height * (1 + (width / stride - 1) * binaryEntropy(flip));
    }

    /** Every s-th column, as a map. */
    static Samples everyColumn(Samples x, int stride) {
        int[] shape = x.rowShape();
        int kept = shape[2] / stride;
        int d = shape[0] * shape[1] * kept;
        float[] values = new float[x.rows() * d];
        for (int i = 0; i < x.rows(); i++) {
            for (int p = 0; p < d; p++) {
                values[i * d + p] = x.get(i, p / kept * shape[2] + p % kept * stride);
            }
        }
        return Samples.of(values, shape[0], shape[1], kept);
    }

    /** Binary images of independent Markov rows in three colours: green is red, and blue is green, but for flips. */
    static Samples colouredRows(int n, int height, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Samples red = markovRows(n, height, width, random.nextLong());
        int places = height * width;
        float[] values = new float[n * 3 * places];
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < places; p++) {
                float v = red.get(i, p);
                for (int c = 0; c < 3; c++) {
                    v = c > 0 && random.nextDouble() < COLOUR_FLIP ? 1 - v : v;
                    values[(i * 3 + c) * places + p] = v;
                }
            }
        }
        return Samples.of(values, 3, height, width);
    }

    /** What all coloured rows hold, and of every s-th column what is seen of them. */
    static double colouredBits(int height, int width, int stride) {
        return markovBits(height, width, stride) + 2 * binaryEntropy(COLOUR_FLIP) * height * (width / stride);
    }

    /** A copy of images whose pixels are in a random order, one for all images. */
    static Samples permuted(Samples x, long seed, int... rowShape) {
        int d = x.dimensions();
        int[] order = new int[d];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < d; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        float[] values = new float[x.rows() * d];
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < d; j++) {
                values[i * d + j] = x.get(i, order[j]);
            }
        }
        return Samples.of(values, rowShape);
    }

    /** Square images of independent pixels, uniform on 256 levels. */
    static Samples uniformBytes(int n, int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        return Samples.of(values, 1, side, side);
    }

    /** The upper bits of each pixel. */
    static Samples upperBits(Samples bytes, int kept) {
        float[] values = bytes.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) values[i] >> (8 - kept);
        }
        return Samples.of(values, bytes.rowShape());
    }

    /** Uniform symbols sent through a symmetric channel, and what arrives, one-hot beside a coordinate of noise. */
    record Channel(Samples labels, Samples received, double bits) {
        static Channel of(int n, int classes, double error, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] labels = new int[n];
            float[] received = new float[n * (classes + 1)];
            for (int i = 0; i < n; i++) {
                int seen = random.nextInt(classes);
                labels[i] = random.nextDouble() < error ? (seen + 1 + random.nextInt(classes - 1)) % classes : seen;
                received[i * (classes + 1) + seen] = 1;
                received[i * (classes + 1) + classes] = (float) random.nextGaussian();
            }
            double lost = error == 0 ? 0 : error * log2(error / (classes - 1));
            return new Channel(
                    Samples.ofLabels(labels),
                    Samples.of(received, classes + 1),
                    log2(classes) + (1 - error) * log2(1 - error) + lost);
        }
    }

    private static double binaryEntropy(double p) {
        return -p * log2(p) - (1 - p) * log2(1 - p);
    }

    private static double log2(double v) {
        return Math.log(v) / Math.log(2);
    }
}
