package dev.infoplane.estimate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the contributions of consecutive samples resemble each other, as those of independent samples do not.
 *
 * <p>Balanced data often come in a cycle, such as one image of each class after the other. Neighbours then resemble each other because
 * their classes do, without depending on each other: such samples are stratified, and their mean is known better, not worse, than that
 * of as many drawn at random. So the means over each place of a cycle are taken off before judging. What depends on the row before it
 * beyond a cycle still does.
 */
final class SerialDependence {
    private static final double LEAST = 0.25;
    private static final double DEVIATIONS = 6;
    private static final double ROUNDING = 1e-9;

    /** Cycles are looked for up to this length, and only such as come back this often. */
    private static final int LONGEST_CYCLE = 1000;

    private static final int FEWEST_CYCLES = 20;

    private SerialDependence() {}

    /** A warning if the correlation of each contribution with the next is large, and larger than chance makes it. */
    static Optional<String> of(double[] contributions) {
        double correlation = correlation(contributions, 1);
        double large = Math.max(LEAST, DEVIATIONS / Math.sqrt(contributions.length));
        if (!(correlation > large) || !(correlation(withoutCycle(contributions), 1) > large)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "rows are not independent: what a row contributes is correlated (%.2f) with what the next one does; of a time"
                        + " series, the error is larger than stated, and even two unrelated series seem dependent; rows that are"
                        + " merely sorted should be shuffled first",
                correlation));
    }

    /** Contributions without the mean at each place of the cycle after which they resemble themselves most. */
    private static double[] withoutCycle(double[] values) {
        int longest = Math.min(LONGEST_CYCLE, values.length / FEWEST_CYCLES);
        int cycle = 1;
        double best = 0;
        for (int length = 2; length <= longest; length++) {
            double correlation = correlation(values, length);
            if (correlation > best) {
                best = correlation;
                cycle = length;
            }
        }
        double[] sums = new double[cycle];
        int[] counts = new int[cycle];
        for (int i = 0; i < values.length; i++) {
            sums[i % cycle] += values[i];
            counts[i % cycle]++;
        }
        double[] rest = values.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= sums[i % cycle] / counts[i % cycle];
        }
        return rest;
    }

    /** The autocorrelation at a distance of so many rows; NaN where contributions are infinite, or equal but for rounding. */
    private static double correlation(double[] values, int distance) {
        double mean = Arrays.stream(values).average().orElse(0);
        double together = 0;
        double alone = 0;
        for (int i = 0; i < values.length; i++) {
            double deviation = values[i] - mean;
            alone += deviation * deviation;
            together += i < distance ? 0 : deviation * (values[i - distance] - mean);
        }
        double rounding = ROUNDING * (1 + Math.abs(mean));
        return alone > values.length * rounding * rounding ? together / alone : Double.NaN;
    }
}
