package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;

/**
 * One whole number a sample, equal for equal rows: how the discrete estimators see their variables. Numbers run from 0 in
 * the order of first appearance. Time and memory O(n d), by hashing with full comparison of rows.
 *
 * @param of the symbol of each sample
 * @param distinct how many there are
 */
public record Symbols(int[] of, int distinct) {
    /** Rows are equal when all their values are; 0 and -0 are equal. */
    public static Symbols ofRows(Samples samples) {
        float[] values = samples.toArray();
        int[] codes = new int[values.length];
        Arrays.setAll(codes, i -> Float.floatToIntBits(values[i] + 0f));
        return ofCodes(codes, samples.dimensions());
    }

    /** Rows of d codes are equal when all their codes are. */
    public static Symbols ofCodes(int[] codes, int d) {
        int n = codes.length / d;
        int mask = Integer.highestOneBit(Math.max(2, n)) * 4 - 1;
        int[] slots = new int[mask + 1];
        int[] first = new int[n];
        int[] of = new int[n];
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            int slot = hash(codes, i * d, d) & mask;
            while (slots[slot] != 0 && !sameRow(codes, first[slots[slot] - 1] * d, i * d, d)) {
                slot = (slot + 1) & mask;
            }
            if (slots[slot] == 0) {
                first[distinct] = i;
                slots[slot] = ++distinct;
            }
            of[i] = slots[slot] - 1;
        }
        return new Symbols(of, distinct);
    }

    /** The pairs of this and another variable's symbols. */
    public Symbols with(Symbols other) {
        int[] codes = new int[2 * of.length];
        for (int i = 0; i < of.length; i++) {
            codes[2 * i] = of[i];
            codes[2 * i + 1] = other.of[i];
        }
        return ofCodes(codes, 2);
    }

    /** The symbols of the samples at the given indices. */
    public Symbols select(int[] indices) {
        return ofCodes(Arrays.stream(indices).map(i -> of[i]).toArray(), 1);
    }

    /** How often each symbol occurs. */
    public int[] counts() {
        int[] counts = new int[distinct];
        for (int symbol : of) {
            counts[symbol]++;
        }
        return counts;
    }

    /** How many symbols occur once. */
    public int singles() {
        return (int) Arrays.stream(counts()).filter(count -> count == 1).count();
    }

    private static int hash(int[] codes, int from, int d) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int j = from; j < from + d; j++) {
            hash = (hash ^ codes[j]) * 0xBF58476D1CE4E5B9L;
            hash ^= hash >>> 31;
        }
        return (int) (hash ^ (hash >>> 32));
    }

    private static boolean sameRow(int[] codes, int a, int b, int d) {
        return Arrays.equals(codes, a, a + d, codes, b, b + d);
    }
}
