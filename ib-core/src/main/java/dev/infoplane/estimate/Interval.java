package dev.infoplane.estimate;

import java.util.Objects;

/**
 * Where the quantity that an estimate is about lies, at a level of confidence.
 *
 * <p>The shape follows the claim. A point estimate, decodable information and a related quantity have an interval to both
 * sides. A lower bound says nothing about how large the information is, so its interval ends at infinity; an upper bound has
 * one that starts at zero. An exact value is an interval of one value.
 *
 * @param level how often such intervals hold the quantity if the estimator has no bias that it does not know of, between 0 and 1
 * @param low the lower end
 * @param high the upper end, infinite for a lower bound
 * @param bound what the estimate claims, and with it what the interval is about
 */
public record Interval(double level, Information low, Information high, BoundKind bound) {
    /** Refuses a level outside (0, 1) and ends in the wrong order. */
    public Interval {
        requireLevel(level);
        Objects.requireNonNull(bound, "bound");
        if (low.compareTo(high) > 0) {
            throw new IllegalArgumentException("the lower end " + low + " exceeds the upper end " + high);
        }
    }

    static void requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, such as 0.95, got " + level);
        }
    }

    /** Whether an amount lies in this interval, its ends included. */
    public boolean contains(Information amount) {
        return low.compareTo(amount) <= 0 && amount.compareTo(high) <= 0;
    }

    /**
     * The interval that the claim of an estimate allows.
     *
     * @param tail gives the end below the value that is left out in so large a share of cases, and the end above it for the
     *     share one minus that
     */
    static Interval of(Estimate estimate, double level, Quantile tail) {
        return switch (estimate.bound()) {
            case EXACT -> new Interval(level, estimate.value(), estimate.value(), estimate.bound());
            case LOWER ->
                new Interval(level, tail.at(1 - level), Information.ofNats(Double.POSITIVE_INFINITY), estimate.bound());
            case UPPER ->
                new Interval(
                        level,
                        Information.ofNats(Math.min(0, tail.at(level).nats())),
                        tail.at(level),
                        estimate.bound());
            default -> new Interval(level, tail.at((1 - level) / 2), tail.at((1 + level) / 2), estimate.bound());
        };
    }

    /** The distribution of values around an estimate. */
    interface Quantile {
        Information at(double share);
    }

    @Override
    public String toString() {
        return "[" + low + ", " + high + "] at level " + level + ", from a" + (bound == BoundKind.EXACT ? "n " : " ")
                + bound.phrase();
    }
}
