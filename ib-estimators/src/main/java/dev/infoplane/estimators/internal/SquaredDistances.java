package dev.infoplane.estimators.internal;

import java.util.Arrays;

/**
 * Squared Euclidean distances between all pairs of rows, computed tile by tile so that no n by n matrix exists. Rows are
 * held column by column inside tiles of {@link #TILE}: O(n d) memory, and the inner loop runs over consecutive floats.
 */
public final class SquaredDistances {
    /** Rows in a tile. */
    public static final int TILE = 64;

    /** Coordinates taken at once: their columns of one tile stay in the first-level cache. */
    private static final int CHUNK = 64;

    private final int n;
    private final int d;
    /** A power of two, so that dividing by it rounds nothing. */
    private final double unit;
    /** Column j of tile a is {@code columns[a][j]}; places past the last row, and three columns more, hold zeros. */
    private final float[][][] columns;

    /**
     * @param scale a length of the order of the distances that matter; what {@link #fill} gives is in squares of
     *     {@link #unit}, so that squares of very large and very small values stay in the range of floats
     * @throws IllegalArgumentException for values too large beside the scale
     */
    public SquaredDistances(float[] rows, int d, double scale) {
        this.d = d;
        unit = Math.scalb(1.0, Math.getExponent(scale));
        n = rows.length / d;
        columns = new float[(n + TILE - 1) / TILE][(d + 3) / 4 * 4][TILE];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                float value = (float) (rows[i * d + j] / unit);
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("values must be less than 1e38 times the scale " + scale
                            + ", got " + rows[i * d + j] + " in row " + i);
                }
                columns[i / TILE][j][i % TILE] = value;
            }
        }
    }

    /** The length in which distances are given. */
    public double unit() {
        return unit;
    }

    /** How many tiles the rows are divided into. */
    public int tiles() {
        return columns.length;
    }

    /** The number of rows in a tile: {@link #TILE} but for the last. */
    public int size(int tile) {
        return Math.min(TILE, n - tile * TILE);
    }

    /** Fills {@code out[i][j]} with the squared distance of row i of tile a and row j of tile b, in units. */
    public void fill(int a, int b, float[][] out) {
        float[][] left = columns[a];
        float[][] right = columns[b];
        int rows = size(a);
        for (int i = 0; i < rows; i++) {
            Arrays.fill(out[i], 0);
        }
        for (int from = 0; from < d; from += CHUNK) {
            int to = Math.min(right.length, from + CHUNK);
            for (int i = 0; i < rows; i++) {
                for (int j = from; j < to; j += 4) {
                    add(
                            out[i],
                            right[j],
                            right[j + 1],
                            right[j + 2],
                            right[j + 3],
                            left[j][i],
                            left[j + 1][i],
                            left[j + 2][i],
                            left[j + 3][i]);
                }
            }
        }
    }

    private static void add(
            float[] out, float[] a, float[] b, float[] c, float[] e, float p, float q, float r, float s) {
        for (int i = 0; i < out.length; i++) {
            float f = a[i] - p;
            float g = b[i] - q;
            float h = c[i] - r;
            float k = e[i] - s;
            out[i] += f * f + g * g + (h * h + k * k);
        }
    }
}
