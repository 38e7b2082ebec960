package dev.infoplane.estimators.internal;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;

/**
 * Squared distances between rows, a strip of four rows against a tile at a time, so that no n by n matrix exists: of up to
 * {@value #FEW} columns from differences, of more from inner products, |a|² + |b|² - 2ab, which take half the time, after centring.
 * Rows are held column by column inside tiles: O(n d) memory.
 *
 * <p>The inner loop takes two coordinates of four rows at once and runs over consecutive floats; the compiler of the JVM turns it into
 * vector instructions. Such a loop starts and ends with single numbers, so tiles are long. An array of a tile and its header
 * fill an odd number of cache lines: arrays that lie side by side then start at the same place of a line, and no two at the same place of
 * a page.
 *
 * <p>Inner products of floats are off by about {@link #rounding} of the sum of both squared lengths. Where a distance is small beside
 * that, {@link #exact} computes it from differences.
 */
final class GramTiles {
    /** The most rows in a tile; n rows are divided evenly. */
    private static final int LONGEST = 780;

    /** Floats in a cache line, and in the header of an array. */
    private static final int LINE = 16;

    private static final int HEADER = 4;

    /** Columns up to which distances come from differences. */
    static final int FEW = 32;

    /** Rows in a strip. */
    static final int STRIP = 4;

    /** A power of two, so that dividing by it rounds nothing. */
    private final double unit;

    private final Samples samples;
    private final int[] order;
    private final int n;
    private final int d;
    private final int tile;
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
        int tiles = (n + LONGEST - 1) / LONGEST;
        tile = wholeLines((n + tiles - 1) / tiles);
        columns = new float[(n + tile - 1) / tile][(d + 1) / 2 * 2][tile];
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
                columns[i / tile][j][i % tile] = value;
                squares += (double) value * value;
            }
            length[i] = d > FEW ? squares : 0;
        }
    }

    /** The least number of floats, not below this one, that with a header fills an odd number of lines. */
    private static int wholeLines(int floats) {
        int lines = (floats + HEADER + LINE - 1) / LINE;
        return (lines | 1) * LINE - HEADER;
    }

    /** The length that distances are in. */
    double unit() {
        return unit;
    }

    int tiles() {
        return columns.length;
    }

    /** The place of the first row of a tile. */
    int start(int number) {
        return number * tile;
    }

    /** How many rows a tile has. */
    int size(int number) {
        return Math.min(tile, n - number * tile);
    }

    /** How many rows a tile has room for. */
    int room() {
        return tile;
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
     * The squared distances of the rows at {@code place} and after it, within one tile, to the rows of tile {@code b} from number
     * {@code from} on, without their lengths: add those of both rows.
     */
    void fill(int place, int b, int from, float[][] out) {
        float[][] left = columns[place / tile];
        float[][] right = columns[b];
        int i = place % tile;
        int second = Math.min(i + 1, tile - 1);
        int third = Math.min(i + 2, tile - 1);
        int fourth = Math.min(i + 3, tile - 1);
        for (float[] each : out) {
            Arrays.fill(each, from, tile, 0);
        }
        for (int j = 0; j < right.length; j += 2) {
            float[] first = left[j];
            float[] next = left[j + 1];
            if (d > FEW) {
                addProducts(
                        out[0],
                        out[1],
                        out[2],
                        out[3],
                        right[j],
                        right[j + 1],
                        from,
                        -2 * first[i],
                        -2 * next[i],
                        -2 * first[second],
                        -2 * next[second],
                        -2 * first[third],
                        -2 * next[third],
                        -2 * first[fourth],
                        -2 * next[fourth]);
            } else {
                addSquares(out[0], right[j], right[j + 1], from, first[i], next[i]);
                addSquares(out[1], right[j], right[j + 1], from, first[second], next[second]);
                addSquares(out[2], right[j], right[j + 1], from, first[third], next[third]);
                addSquares(out[3], right[j], right[j + 1], from, first[fourth], next[fourth]);
            }
        }
    }

    private static void addSquares(float[] out, float[] a, float[] b, int from, float p, float q) {
        for (int i = from; i < out.length; i++) {
            float f = a[i] - p;
            float g = b[i] - q;
            out[i] += f * f + g * g;
        }
    }

    /** Two coordinates of four rows. */
    private static void addProducts(
            float[] first,
            float[] second,
            float[] third,
            float[] fourth,
            float[] a,
            float[] b,
            int from,
            float p1,
            float q1,
            float p2,
            float q2,
            float p3,
            float q3,
            float p4,
            float q4) {
        for (int i = from; i < first.length; i++) {
            float x = a[i];
            float y = b[i];
            first[i] = Math.fma(x, p1, Math.fma(y, q1, first[i]));
            second[i] = Math.fma(x, p2, Math.fma(y, q2, second[i]));
            third[i] = Math.fma(x, p3, Math.fma(y, q3, third[i]));
            fourth[i] = Math.fma(x, p4, Math.fma(y, q4, fourth[i]));
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
