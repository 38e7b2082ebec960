package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimators.internal.Digamma;
import java.util.Locale;
import java.util.Optional;

/** Warnings of values that say more about the number of samples than about the variables. */
public final class Ceiling {
    /** How a warning begins. */
    public static final String WARNING = "at its ceiling";

    /** From which share of the largest possible value on. */
    private static final double NEAR = 0.95;

    /**
     * From which share of the largest possible value on for neighbours. Their estimates bend down well before: a truth of
     * ln n reads nine tenths of the most.
     */
    private static final double NEAR_FOR_NEIGHBOURS = 0.9;

    private Ceiling() {}

    /** A warning if the value is near ln n, the most that n samples can show. */
    public static Optional<String> ofSamples(double nats, int n) {
        return ofSamples(nats, n, NEAR);
    }

    /** A warning if the value is at least the share {@code near} of ln n, the most that n samples can show. */
    public static Optional<String> ofSamples(double nats, int n, double near) {
        double most = Math.log(n);
        if (n < 2 || nats < near * most) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                WARNING + ": %.3f of at most ln %d = %.3f nats, so the value measures the number of samples",
                nats,
                n,
                most));
    }

    /**
     * A warning if the value is nearly the whole entropy of the groups of one side though most samples lie alone on the other:
     * whatever the groups are, they are then told apart because samples are.
     *
     * @param sizes how many samples each group has
     * @param alone how many samples have no other within their cell, or within the noise
     * @param grouped the side of the groups
     * @param other the side on which samples lie alone
     */
    public static Optional<String> ofGroups(double nats, int[] sizes, int alone, int n, String grouped, String other) {
        double most = 0;
        for (int size : sizes) {
            most -= size == 0 ? 0 : (double) size / n * Math.log((double) size / n);
        }
        if (2L * alone <= n || most < 1e-9 || nats < NEAR * most) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                WARNING
                        + ": %.3f of H(%s) = %.3f nats, and %d of %d samples of %s lie alone, so %s is read off because samples"
                        + " are told apart, not because %s depends on it",
                nats,
                grouped,
                most,
                alone,
                n,
                other,
                grouped,
                other));
    }

    /**
     * A warning if an estimate is near the most that counts of neighbours can show: every count is at least k, so no local
     * term exceeds ψ(n) - ψ(k) minus the term of the variant.
     */
    public static Optional<String> ofNeighbours(double nats, Digamma digamma, int n, int k, double less) {
        double most = digamma.at(n) - digamma.at(k) - less;
        if (nats < NEAR_FOR_NEIGHBOURS * most || most <= 0) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                WARNING
                        + ": %.2f of at most %.2f nats that %d neighbours among %d samples can show, so the truth may be any"
                        + " amount above it",
                nats,
                most,
                k,
                n));
    }

    /** A warning if more than a twentieth of neighbourhoods have no thickness that floats can tell. */
    public static Optional<String> ofFlat(long flat, int n) {
        return 20 * flat <= n
                ? Optional.empty()
                : Optional.of(WARNING + ": neighbourhoods of " + flat + " of " + n
                        + " samples are flat to rounding, so that one side"
                        + " determines the other as far as floats tell, and the truth may be infinite");
    }

    /** {@link #ofSamples}, or else {@link #ofGroups}. */
    public static Optional<String> of(double nats, int[] sizes, int alone, int n) {
        return ofSamples(nats, n).or(() -> ofGroups(nats, sizes, alone, n, "x", "t"));
    }
}
