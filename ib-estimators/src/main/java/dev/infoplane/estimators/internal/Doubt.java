package dev.infoplane.estimators.internal;

import java.util.Locale;
import java.util.Optional;

/**
 * A suspected bias of an estimate, with its evidence. Estimators add it to the standard error and to the warnings of the result.
 *
 * @param nats by how much, as an amount; it widens the standard error
 * @param warning what to tell the reader, where the evidence is clear
 */
public record Doubt(double nats, Optional<String> warning) {
    /** No evidence. */
    public static final Doubt NONE = new Doubt(0, Optional.empty());

    /** Standard errors from which a difference is no accident. */
    public static final double CLEAR = 3;

    /** The difference to report: this many nats, and this share of the other value. */
    public static final double LEAST = 0.1;

    /** What is left of a difference without what chance makes of it: the root of what their squares differ, if the first is larger. */
    public static double beyond(double difference, double chance) {
        return Math.sqrt(Math.max(0, difference * difference - chance * chance));
    }

    /**
     * Another reading of the same samples by a method with other biases; the bias is what chance does not explain.
     *
     * @param error the sampling error of the difference
     * @param because what the warning says of the other reading
     */
    public static Doubt of(double nats, double other, double error, String because) {
        double apart = Math.abs(nats - other);
        boolean large = apart > Math.max(LEAST, LEAST * Math.abs(other)) && apart > CLEAR * error;
        return new Doubt(
                beyond(apart, error),
                large
                        ? Optional.of(
                                String.format(Locale.ROOT, "outside the regime: %s reads %.2f nats", because, other))
                        : Optional.empty());
    }
}
