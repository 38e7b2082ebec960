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
}
