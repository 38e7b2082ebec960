package dev.infoplane.estimators.internal;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;

/**
 * Squared distances between rows, a strip of three rows against a tile of {@link #TILE} at a time, so that no n by n matrix exists:
 * of up to {@value #FEW} columns from differences, of more from inner products, |a|² + |b|² - 2ab, which take half the
 * time, after centring. Rows are held column by column inside tiles: O(n d) memory.
 *
 * <p>The inner loop takes two coordinates of three rows at once and runs over consecutive floats. The compiler of the JVM turns
 * loops of this size into vector instructions; with more rows or coordinates at once it gives up.
 *
 * <p>Inner products of floats are off by about {@link #rounding} of the sum of both squared lengths. Where a distance is small beside
 * that, {@link #exact} computes it from differences.
 */
final class GramTiles {
    /** Rows in a tile. */
    static final int TILE = 256;

    /** Columns up to which distances come from differences. */
    static final int FEW = 32;

    /** Rows in a strip. */
    static final int STRIP = 3;

    /** A power of two, so that dividing by it rounds nothing. */
    private final double unit;

    private final Samples samples;
    private final int[] order;
    private final int n;
    private final int d;
    /** Column j of tile a is {@code columns[a][j]}; places past the last row, and one column more if d is odd, hold zeros. */
    private final float[][][] columns;

    /** Squared, by place; zeros where distances come from differences. */
    private final double[] length;

    /**
     * @param order which row of the samples comes at each place
     * @param scale a length of the order of the distances that matter
     * @throws IllegalArgumentException for values too large beside the scale
     */
    GramTiles(Samples samples, int[] order, double scale) {
        unit = Math.scalb(1.0, Math.getExponent(scale));
        this.samples = samples;
        this.order = order;
        n = order.length;
        d = samples.dimensions();
        columns = new float[(n + TILE - 1) / TILE][(d + 1) / 2 * 2][TILE];
        length = new double[n];
        double[] mean = new double[d];
        float[] row = new float[d];
        for (int i = 0; i < n; i++) {
            samples.copyRow(i, row, 0);
            for (int j = 0; j < d && d > FEW; j++) {
                mean[j] += row[j] / (double) n;
            }
        }
        for (int i = 0; i < n; i++) {
            samples.copyRow(order[i], row, 0);
            double squares = 0;
            for (int j = 0; j < d; j++) {
                float value = (float) ((row[j] - mean[j]) / unit);
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("values must be less than 1e38 times the scale " + scale
                            + ", got " + row[j] + " in row " + order[i]);
                }
                columns[i / TILE][j][i % TILE] = value;
                squares += (double) value * value;
            }
            length[i] = d > FEW ? squares : 0;
        }
    }

    /** The length that distances are in. */
    double unit() {
        return unit;
    }

    int tiles() {
        return columns.length;
    }

    int size(int tile) {
        return Math.min(TILE, n - tile * TILE);
    }

    /** The squared length of the row at a place. */
    double length(int place) {
        return length[place];
    }

    /** How far an inner product is off, as a share of the squared lengths. */
    double rounding() {
        return d > FEW ? 0x1p-24 * Math.sqrt(d) : 0;
    }

    /**
     * The squared distances of the rows at {@code place} and after it, within one tile, to all rows of tile {@code b}, without
     * their lengths: add those of both rows.
     */
    void fill(int place, int b, float[][] out) {
        float[][] left = columns[place / TILE];
        float[][] right = columns[b];
        int i = place % TILE;
        int second = Math.min(i + 1, TILE - 1);
        int third = Math.min(i + 2, TILE - 1);
        for (float[] each : out) {
            Arrays.fill(each, 0);
        }
        for (int j = 0; j < right.length; j += 2) {
            if (d > FEW) {
                addProducts(
                        out[0],
                        out[1],
                        out[2],
                        right[j],
                        right[j + 1],
                        -2 * left[j][i],
                        -2 * left[j + 1][i],
                        -2 * left[j][second],
                        -2 * left[j + 1][second],
                        -2 * left[j][third],
                        -2 * left[j + 1][third]);
            } else {
                addSquares(out[0], right[j], right[j + 1], left[j][i], left[j + 1][i]);
                addSquares(out[1], right[j], right[j + 1], left[j][second], left[j + 1][second]);
                addSquares(out[2], right[j], right[j + 1], left[j][third], left[j + 1][third]);
            }
        }
    }

    private static void addSquares(float[] out, float[] a, float[] b, float p, float q) {
        for (int i = 0; i < out.length; i++) {
            float f = a[i] - p;
            float g = b[i] - q;
            out[i] += f * f + g * g;
        }
    }

    /** Two coordinates of three rows. */
    private static void addProducts(
            float[] out,
            float[] second,
            float[] third,
            float[] a,
            float[] b,
            float p,
            float q,
            float r,
            float s,
            float t,
            float u) {
        for (int i = 0; i < out.length; i++) {
            float x = a[i];
            float y = b[i];
            out[i] = Math.fma(x, p, Math.fma(y, q, out[i]));
            second[i] = Math.fma(x, r, Math.fma(y, s, second[i]));
            third[i] = Math.fma(x, t, Math.fma(y, u, third[i]));
        }
    }

    /** The squared distance of two places, from differences of the samples themselves. */
    double exact(int place, int other) {
        int i = order[place];
        int k = order[other];
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double difference = ((double) samples.get(i, j) - samples.get(k, j)) / unit;
            sum += difference * difference;
        }
        return sum;
    }
}
