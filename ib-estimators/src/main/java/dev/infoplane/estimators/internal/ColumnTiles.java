package dev.infoplane.estimators.internal;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Products on the heap. Rows are held column by column inside tiles: O(n d) memory.
 *
 * <p>The inner loop takes two coordinates of four rows at once and runs over consecutive floats; the compiler of the JVM turns it into
 * vector instructions. Such a loop starts and ends with single numbers, so tiles are long. An array of a tile and its header
 * fill an odd number of cache lines: arrays that lie side by side then start at the same place of a line, and no two at the same place of
 * a page.
 */
final class ColumnTiles implements TileProducts {
    /** The most rows in a tile; n rows are divided evenly. */
    private static final int LONGEST = 780;

    /** Floats in a cache line, and in the header of an array. */
    private static final int LINE = 16;

    private static final int HEADER = 4;

    private final boolean narrow;
    private final int tile;
    /** Column j of tile a is {@code columns[a][j]}; places past the last row, and one column more if d is odd, hold zeros. */
    private final float[][][] columns;

    ColumnTiles(CentredRows rows) {
        narrow = rows.isNarrow();
        int n = rows.count();
        int d = rows.columns();
        int tiles = (n + LONGEST - 1) / LONGEST;
        tile = wholeLines((n + tiles - 1) / tiles);
        columns = new float[(n + tile - 1) / tile][(d + 1) / 2 * 2][tile];
        float[] some = new float[LINE * d];
        for (int first = 0; first < n; first += LINE) {
            int count = Math.min(LINE, n - first);
            for (int i = 0; i < count; i++) {
                rows.copy(first + i, some, i * d);
            }
            transpose(some, first, count, d);
        }
    }

    /** A line of each column at a time. */
    private void transpose(float[] some, int first, int count, int d) {
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < count; i++) {
                int place = first + i;
                columns[place / tile][j][place % tile] = some[i * d + j];
            }
        }
    }

    /** Products on the heap as a provider. */
    static <T> T with(CentredRows rows, Function<TileProducts, T> use) {
        return use.apply(new ColumnTiles(rows));
    }

    /** The least number of floats, not below this one, that with a header fills an odd number of lines. */
    private static int wholeLines(int floats) {
        int lines = (floats + HEADER + LINE - 1) / LINE;
        return (lines | 1) * LINE - HEADER;
    }

    @Override
    public int room() {
        return tile;
    }

    @Override
    public Pair pair(int a, int b) {
        return (i, from, out) -> fill(columns[a], i, columns[b], from, out);
    }

    private void fill(float[][] left, int i, float[][] right, int from, float[][] out) {
        int second = Math.min(i + 1, tile - 1);
        int third = Math.min(i + 2, tile - 1);
        int fourth = Math.min(i + 3, tile - 1);
        for (float[] each : out) {
            Arrays.fill(each, from, tile, 0);
        }
        for (int j = 0; j < right.length; j += 2) {
            float[] first = left[j];
            float[] next = left[j + 1];
            if (narrow) {
                addSquares(out[0], right[j], right[j + 1], from, first[i], next[i]);
                addSquares(out[1], right[j], right[j + 1], from, first[second], next[second]);
                addSquares(out[2], right[j], right[j + 1], from, first[third], next[third]);
                addSquares(out[3], right[j], right[j + 1], from, first[fourth], next[fourth]);
            } else {
                addProducts(
                        out[0],
                        out[1],
                        out[2],
                        out[3],
                        right[j],
                        right[j + 1],
                        from,
                        first[i],
                        next[i],
                        first[second],
                        next[second],
                        first[third],
                        next[third],
                        first[fourth],
                        next[fourth]);
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
}
