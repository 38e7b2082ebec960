package dev.infoplane.estimate;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random orders of rows that depend on a seed and a number alone, so that they can be drawn on any thread. */
final class SeededShuffle {
    private SeededShuffle() {}

    /** The numbers below n in random order. */
    static int[] order(int n, long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}
