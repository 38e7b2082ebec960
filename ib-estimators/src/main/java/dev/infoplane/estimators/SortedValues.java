package dev.infoplane.estimators;

import java.util.Arrays;

/** Sorts float values and remembers where they were. */
final class SortedValues {
    private SortedValues() {}

    /** The indices of the values from the least to the greatest; equal values in the order of their indices. */
    static int[] order(float[] values) {
        long[] keys = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToIntBits(values[i] + 0f);
            int rank = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            keys[i] = (long) rank << 32 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[values.length];
        Arrays.setAll(order, i -> (int) keys[i]);
        return order;
    }
}
