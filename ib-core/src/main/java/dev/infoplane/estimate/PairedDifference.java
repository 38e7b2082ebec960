package dev.infoplane.estimate;

import java.util.Objects;
import java.util.Optional;

/**
 * The difference of two estimates on the same samples, and what it has to exceed before it can be called a change: the error of
 * sampling and, where densities were learned, what their learning still moved.
 *
 * @param difference mean of the differences sample by sample
 * @param standardError over samples; it does not contain the variance over decoder seeds
 * @param samples how many pairs
 * @param unsettled how much the learning curves of the two still moved in their last quarter, the larger of both; empty if one of
 *     them has no curve, or one too short to tell
 */
public record PairedDifference(
        Information difference, Information standardError, int samples, Optional<Information> unsettled) {
    private static final double STANDARD_ERRORS = 2;

    /** Refuses null. */
    public PairedDifference {
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(standardError, "standardError");
        Objects.requireNonNull(unsettled, "unsettled");
    }

    /** How many standard errors the difference lies from zero; 0 if both are zero. */
    public double zScore() {
        if (difference.nats() == 0) {
            return 0;
        }
        return difference.nats() / standardError.nats();
    }

    /** Whether the difference lies more than two standard errors from zero. */
    public boolean exceedsSamplingError() {
        return Math.abs(zScore()) > STANDARD_ERRORS;
    }

    /** Whether the difference is larger than what learning still moved; no if that is not known. */
    public boolean exceedsUnsettled() {
        return unsettled.isPresent()
                && Math.abs(difference.nats()) > unsettled.get().nats();
    }
}
