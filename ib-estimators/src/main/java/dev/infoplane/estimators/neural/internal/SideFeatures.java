package dev.infoplane.estimators.neural.internal;

import java.util.Arrays;

/**
 * A few standardised numbers that stand for a row of one side: its values, or their leading principal components if they are many, and
 * on request their magnitudes and the length of the row, by which variables depend on each other that are not correlated.
 */
final class SideFeatures {
    /** The most values or components. */
    private static final int MOST = 40;

    /** Rows that teach for each value or component. */
    private static final int ROWS_A_FEATURE = 10;

    /** Rows from which components are found. */
    private static final int ROWS_OF_COMPONENTS = 400;

    /** Standard deviations to which a feature is limited. */
    private static final double REACH = 4;

    private static final int PASSES = 6;

    /** Keeps the logarithm of the length of an empty row finite, and is the part of a squared length that is only rounding. */
    private static final double LEAST = 1e-9;

    private final EncodedSide side;
    private final double[] mean;
    private final double[][] components;
    private final boolean magnitudes;
    private double[] centre;
    private double[] inverse;

    private SideFeatures(EncodedSide side, double[] mean, double[][] components, boolean magnitudes) {
        this.side = side;
        this.mean = mean;
        this.components = components;
        this.magnitudes = magnitudes;
    }

    /** Learns means, components and scales from some rows. */
    static SideFeatures of(EncodedSide side, int[] rows) {
        int d = side.dimensions();
        double[] mean = new double[d];
        for (int row : rows) {
            for (int j = 0; j < d; j++) {
                mean[j] += side.values()[row * d + j] / (double) rows.length;
            }
        }
        int most = Math.min(MOST, rows.length / ROWS_A_FEATURE);
        double[][] components = d <= most
                ? new double[0][]
                : components(side, Arrays.copyOf(rows, Math.min(rows.length, ROWS_OF_COMPONENTS)), mean, most);
        SideFeatures plain = new SideFeatures(side, mean, components, false);
        plain.scale(rows);
        return plain;
    }

    /** The same with magnitudes beside them. */
    SideFeatures withMagnitudes(int[] rows) {
        SideFeatures more = new SideFeatures(side, mean, components, true);
        more.scale(rows);
        return more;
    }

    private void scale(int[] rows) {
        double[][] all = Arrays.stream(rows).mapToObj(this::raw).toArray(double[][]::new);
        int k = all[0].length;
        centre = new double[k];
        inverse = new double[k];
        for (double[] row : all) {
            for (int j = 0; j < k; j++) {
                centre[j] += row[j] / all.length;
            }
        }
        for (double[] row : all) {
            for (int j = 0; j < k; j++) {
                inverse[j] += (row[j] - centre[j]) * (row[j] - centre[j]) / all.length;
            }
        }
        for (int j = 0; j < k; j++) {
            inverse[j] = inverse[j] > 0 ? 1 / Math.sqrt(inverse[j]) : 0;
        }
    }

    /** The leading eigenvectors of the covariance, by orthogonal iteration from the first rows. */
    private static double[][] components(EncodedSide side, int[] rows, double[] mean, int count) {
        double[][] centred =
                Arrays.stream(rows).mapToObj(row -> centred(side, row, mean)).toArray(double[][]::new);
        double[][] components = Arrays.copyOf(centred, count);
        orthonormal(components);
        for (int pass = 0; pass < PASSES; pass++) {
            double[][] next = new double[count][mean.length];
            for (double[] row : centred) {
                for (int a = 0; a < count; a++) {
                    add(next[a], dot(row, components[a]), row);
                }
            }
            components = next;
            orthonormal(components);
        }
        return components;
    }

    /** Gram and Schmidt; what is left of a vector that depends on those before it is of no size and stays zero. */
    private static void orthonormal(double[][] vectors) {
        for (int a = 0; a < vectors.length; a++) {
            double[] vector = vectors[a].clone();
            double before = dot(vector, vector);
            for (int b = 0; b < a; b++) {
                add(vector, -dot(vector, vectors[b]), vectors[b]);
            }
            double length = dot(vector, vector);
            double factor = length > LEAST * before ? 1 / Math.sqrt(length) : 0;
            for (int j = 0; j < vector.length; j++) {
                vector[j] *= factor;
            }
            vectors[a] = vector;
        }
    }

    private static void add(double[] sum, double factor, double[] vector) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * vector[j];
        }
    }

    private static double[] centred(EncodedSide side, int row, double[] mean) {
        double[] values = new double[mean.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = side.values()[row * values.length + j] - mean[j];
        }
        return values;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private double[] raw(int row) {
        double[] values = centred(side, row, mean);
        double[] z = components.length == 0
                ? values
                : Arrays.stream(components).mapToDouble(c -> dot(c, values)).toArray();
        if (!magnitudes) {
            return z;
        }
        double[] more = Arrays.copyOf(z, 2 * z.length + 1);
        for (int j = 0; j < z.length; j++) {
            more[z.length + j] = Math.abs(z[j]);
        }
        more[2 * z.length] = Math.log(dot(z, z) + LEAST);
        return more;
    }

    /** The features of rows. */
    double[][] of(int[] rows) {
        return Arrays.stream(rows).mapToObj(this::of).toArray(double[][]::new);
    }

    private double[] of(int row) {
        double[] values = raw(row);
        for (int j = 0; j < values.length; j++) {
            values[j] = Math.max(-REACH, Math.min(REACH, (values[j] - centre[j]) * inverse[j]));
        }
        return values;
    }
}
