package dev.infoplane.models.decoder.internal;

import java.util.SplittableRandom;

/**
 * A sequence of numbers below a bound, in which each run of as many draws has every number once, in random order. Any element
 * can be asked for, so that a training that resumes sees the same.
 *
 * @param bound how many numbers there are
 */
public record EqualShares(int bound, long seed) {
    int of(long draw) {
        if (bound == 1) {
            return 0;
        }
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed + draw / bound).nextLong());
        int[] order = new int[bound];
        for (int i = 0; i < bound; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order[(int) (draw % bound)];
    }
}
