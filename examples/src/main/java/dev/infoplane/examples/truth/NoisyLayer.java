package dev.infoplane.examples.truth;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A linear layer on images of independent pixels, whose information is known exactly when Gaussian noise is added to it: all
 * values turned, perhaps in a space of more dimensions. Noise of the same σ in all directions is the same after the layer is
 * turned back, so that each pixel is a channel of its own and further dimensions are noise only.
 *
 * @param probabilities of the levels 0, 1, … of a pixel
 * @param height of the images
 * @param width of the images
 */
record NoisyLayer(double[] probabilities, int height, int width) {
    private static final double REACH = 9;
    private static final double STEPS_A_SIGMA = 40;

    /** Levels whose probabilities are those of a normal variable, cut off at three deviations. */
    static double[] bellShaped(int levels) {
        double[] p = new double[levels];
        double deviation = (levels - 1) / 6.0;
        Arrays.setAll(p, v -> Math.exp(-Math.pow((v - (levels - 1) / 2.0) / deviation, 2) / 2));
        double sum = Arrays.stream(p).sum();
        Arrays.setAll(p, v -> p[v] / sum);
        return p;
    }

    /** Draws images {@code [1, height, width]}. */
    Samples draw(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = LevelChain.draw(probabilities, random);
        }
        return Samples.of(values, 1, height, width);
    }

    /** The layer: all values of an image turned by a random rotation, as a vector. */
    static Samples rotated(Samples x, long seed) {
        return rotated(x, x.dimensions(), seed);
    }

    /** The layer in a space of more dimensions. */
    static Samples rotated(Samples x, int dimensions, long seed) {
        int d = x.dimensions();
        double[][] axes = orthonormal(d, dimensions, seed);
        float[] values = new float[x.rows() * dimensions];
        float[] row = new float[d];
        for (int i = 0; i < x.rows(); i++) {
            x.copyRow(i, row, 0);
            for (int j = 0; j < dimensions; j++) {
                double sum = 0;
                for (int k = 0; k < d; k++) {
                    sum += axes[k][j] * row[k];
                }
                values[i * dimensions + j] = (float) sum;
            }
        }
        return Samples.of(values, dimensions);
    }

    /** Orthonormal rows, by Gram and Schmidt. */
    private static double[][] orthonormal(int count, int d, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[count][d];
        for (int i = 0; i < count; i++) {
            Arrays.setAll(rows[i], j -> random.nextGaussian());
            double[] row = rows[i];
            for (int k = 0; k < i; k++) {
                double[] before = rows[k];
                double along = dot(row, before);
                Arrays.setAll(row, j -> row[j] - along * before[j]);
            }
            double norm = Math.sqrt(dot(row, row));
            Arrays.setAll(row, j -> row[j] / norm);
        }
        return rows;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** The root mean square deviation of the layer's values, which is that of a pixel. */
    double deviation() {
        double mean = 0;
        double square = 0;
        for (int v = 0; v < probabilities.length; v++) {
            mean += v * probabilities[v];
            square += (double) v * v * probabilities[v];
        }
        return Math.sqrt(square - mean * mean);
    }

    /** What the images hold, in bits. */
    double bits() {
        return height * width * LevelChain.entropy(probabilities);
    }

    /** As {@link #bits(double)}, in so many dimensions: the deviation of the layer's values is smaller. */
    double bits(double relativeSigma, int dimensions) {
        return bits(relativeSigma * Math.sqrt((double) height * width / dimensions));
    }

    /** I(X; T + N(0, σ²)) in bits, σ given as a share of the layer's deviation; 0 for no noise. */
    double bits(double relativeSigma) {
        return relativeSigma == 0 ? bits() : height * width * pixelBits(probabilities, relativeSigma * deviation());
    }

    /**
     * What a level says through noise: the entropy of the mixture of normals minus that of one normal, by the trapezoid rule, which
     * for smooth functions that vanish at both ends is exact to rounding.
     */
    static double pixelBits(double[] probabilities, double sigma) {
        double step = sigma / STEPS_A_SIGMA;
        double entropy = 0;
        long points = Math.round((probabilities.length - 1 + 2 * REACH * sigma) / step);
        for (long k = 0; k <= points; k++) {
            double y = -REACH * sigma + k * step;
            double density = 0;
            for (int v = 0; v < probabilities.length; v++) {
                double z = (y - v) / sigma;
                density += probabilities[v] * Math.exp(-z * z / 2);
            }
            density /= sigma * Math.sqrt(2 * Math.PI);
            entropy -= density > 0 ? step * density * Math.log(density) : 0;
        }
        return (entropy - Math.log(sigma * Math.sqrt(2 * Math.PI * Math.E))) / Math.log(2);
    }
}
