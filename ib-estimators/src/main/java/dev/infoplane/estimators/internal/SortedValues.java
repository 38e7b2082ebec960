package dev.infoplane.estimators.internal;

/**
 * Float values from the least to the greatest, each with the place it came from and its rank. Answers between which ranks
 * the values lie that are near a given one.
 */
public final class SortedValues {
    private static final int DIGIT = 11;

    private final int[] order;
    private final float[] sorted;

    /** Sorts every {@code stride}-th value from {@code first} on: one column of rows laid one after the other. */
    public SortedValues(float[] values, int first, int stride) {
        int n = values.length / stride;
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            int bits = Float.floatToIntBits(values[i * stride + first] + 0f);
            int rank = bits ^ ((bits >> 31) | Integer.MIN_VALUE);
            keys[i] = (long) rank << 32 | i;
        }
        keys = sort(keys);
        order = new int[n];
        sorted = new float[n];
        for (int i = 0; i < n; i++) {
            order[i] = (int) keys[i];
            sorted[i] = values[order[i] * stride + first];
        }
    }

    /** The indices of the values from the least to the greatest; equal values in the order of their indices. */
    public static int[] order(float[] values) {
        return new SortedValues(values, 0, 1).order;
    }

    /** Sorts by the upper halves, taken as numbers without sign, digit by digit from the last; equal ones keep their order. */
    private static long[] sort(long[] keys) {
        long[] from = keys;
        long[] to = new long[keys.length];
        for (int shift = 32; shift < 64; shift += DIGIT) {
            int[] start = new int[(1 << DIGIT) + 1];
            int mask = (1 << DIGIT) - 1;
            for (long key : from) {
                start[((int) (key >>> shift) & mask) + 1]++;
            }
            for (int digit = 1; digit <= mask; digit++) {
                start[digit] += start[digit - 1];
            }
            for (long key : from) {
                to[start[(int) (key >>> shift) & mask]++] = key;
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    /** Where the value of this rank came from. */
    public int at(int rank) {
        return order[rank];
    }

    /** The value of this rank. */
    public float value(int rank) {
        return sorted[rank];
    }

    /** The first rank after this one whose value is another. */
    public int endOfEqual(int rank) {
        int end = rank + 1;
        while (end < sorted.length && sorted[end] == sorted[rank]) {
            end++;
        }
        return end;
    }

    /** The first rank, at or before this one, whose value is nearer than r > 0. */
    public int start(int rank, float r) {
        float v = sorted[rank];
        int near = rank;
        int step = 1;
        int far = rank - 1;
        while (far >= 0 && v - sorted[far] < r) {
            near = far;
            far -= step;
            step <<= 1;
        }
        far = Math.max(far, -1);
        while (near - far > 1) {
            int middle = (near + far) >>> 1;
            if (v - sorted[middle] < r) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return near;
    }

    /** The first rank after this one whose value is not nearer than r > 0. */
    public int end(int rank, float r) {
        float v = sorted[rank];
        int near = rank;
        int step = 1;
        int far = rank + 1;
        int n = sorted.length;
        while (far < n && sorted[far] - v < r) {
            near = far;
            far += step;
            step <<= 1;
        }
        far = Math.min(far, n);
        while (far - near > 1) {
            int middle = (near + far) >>> 1;
            if (sorted[middle] - v < r) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return far;
    }
}
