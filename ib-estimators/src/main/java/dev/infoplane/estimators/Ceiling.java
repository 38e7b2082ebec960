package dev.infoplane.estimators;

import java.util.Locale;
import java.util.Optional;

/** Warnings of values that say more about the number of samples than about the variables. */
final class Ceiling {
    /** From which share of the largest possible value on. */
    private static final double NEAR = 0.95;

    private Ceiling() {}

    /** A warning if the value is near ln n, the most that n samples can show. */
    static Optional<String> ofSamples(double nats, int n) {
        double most = Math.log(n);
        if (n < 2 || nats < NEAR * most) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "at its ceiling: %.3f of at most ln %d = %.3f nats, so the value measures the number of samples",
                nats,
                n,
                most));
    }

    /**
     * A warning if the value is nearly the whole entropy of the groups of x though most samples lie alone: whatever the groups
     * are, they are then told apart because samples are.
     *
     * @param sizes how many samples each group of x has
     * @param alone how many samples have no other within their cell, or within the noise
     */
    private static Optional<String> ofGroups(double nats, int[] sizes, int alone, int n) {
        double most = 0;
        for (int size : sizes) {
            most -= size == 0 ? 0 : (double) size / n * Math.log((double) size / n);
        }
        if (2L * alone <= n || most < 1e-9 || nats < NEAR * most) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "at its ceiling: %.3f of H(x) = %.3f nats, and %d of %d samples of t lie alone, so x is read off because samples"
                        + " are told apart, not because t depends on it",
                nats,
                most,
                alone,
                n));
    }

    /** {@link #ofSamples}, or else {@link #ofGroups}. */
    static Optional<String> of(double nats, int[] sizes, int alone, int n) {
        return ofSamples(nats, n).or(() -> ofGroups(nats, sizes, alone, n));
    }
}
