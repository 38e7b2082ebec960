package dev.infoplane.examples.study;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where a cross-entropy that was measured after n, rn and r²n steps would end: b(n) = limit + c n^-power through the three, with
 * the uncertainty that comes of the spread of trainings.
 *
 * @param bits after the steps that were asked for
 * @param low the lower end of an interval that holds 90 percent of what disturbed measurements would give
 * @param high its upper end
 */
record Extrapolation(double bits, double low, double high) {
    private static final int DRAWS = 2000;

    /**
     * Extrapolates.
     *
     * @param bits cross-entropies after n, rn and r²n steps
     * @param ratio r
     * @param times how many times the last number of steps
     * @param spread standard deviation of a cross-entropy over trainings with other seeds
     */
    static Extrapolation of(double[] bits, double ratio, double times, double spread, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] ends = new double[DRAWS];
        double[] disturbed = new double[3];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < 3; i++) {
                disturbed[i] = bits[i] + spread * random.nextGaussian();
            }
            ends[draw] = end(disturbed, ratio, times);
        }
        Arrays.sort(ends);
        return new Extrapolation(end(bits, ratio, times), ends[DRAWS / 20], ends[DRAWS - 1 - DRAWS / 20]);
    }

    /** No power law falls ever faster or rises; where the three do not bend, the last gain is taken to go on, or to end. */
    private static double end(double[] bits, double ratio, double times) {
        double first = bits[0] - bits[1];
        double second = bits[1] - bits[2];
        double share = first <= 0 || second <= 0 ? 0 : Math.min(second / first, 0.999);
        double rounds = Math.log(times) / Math.log(ratio);
        return bits[2] - Math.max(0, second) * share * (1 - Math.pow(share, rounds)) / (1 - share);
    }
}
