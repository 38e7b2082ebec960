package dev.infoplane.contrast;

import com.google.common.math.Stats;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The difference between two estimates on the same samples, taken sample by sample so that what the two have in common cancels,
 * and what it has to exceed before it can be called a change.
 *
 * @param difference mean of the differences
 * @param standardError over samples; it does not contain the variance over decoder seeds. Infinite from one sample
 * @param samples how many pairs
 * @param convergenceGap how much the learning curves of the two still moved in their last quarter, the larger of both; empty if one of
 *     them has no curve, or one too short to tell
 */
public record PairedDifference(
        Information difference, Information standardError, int samples, Optional<Information> convergenceGap) {
    private static final double STANDARD_ERRORS = 2;

    /** Refuses null. */
    public PairedDifference {
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(standardError, "standardError");
        Objects.requireNonNull(convergenceGap, "convergenceGap");
    }

    /**
     * How much {@code later} is above {@code earlier}.
     *
     * @throws IllegalArgumentException if either has no pointwise values, if their numbers differ, or if both are infinite
     *     in one sample
     */
    public static PairedDifference between(Estimate earlier, Estimate later) {
        double[] before = pointwise(earlier);
        double[] after = pointwise(later);
        if (before.length != after.length) {
            throw new IllegalArgumentException("a paired difference needs the same samples in both estimates, got "
                    + before.length + " and " + after.length);
        }
        double[] differences = new double[after.length];
        Arrays.setAll(differences, i -> after[i] - before[i]);
        if (Arrays.stream(differences).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "a paired difference needs finite values, but both estimates are infinite in the same sample");
        }
        Stats stats = Stats.of(differences);
        double error = differences.length < 2 || !Double.isFinite(stats.mean())
                ? Double.POSITIVE_INFINITY
                : stats.sampleStandardDeviation() / Math.sqrt(differences.length);
        return new PairedDifference(
                Information.ofNats(stats.mean()),
                Information.ofNats(error),
                differences.length,
                convergenceGap(earlier, later));
    }

    private static double[] pointwise(Estimate e) {
        return e.pointwiseNats()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a paired difference needs pointwise values in both estimates, but " + e.estimator()
                                + " gave none"));
    }

    private static Optional<Information> convergenceGap(Estimate earlier, Estimate later) {
        if (earlier.learningCurve().isEmpty() || later.learningCurve().isEmpty()) {
            return Optional.empty();
        }
        double larger = Math.max(
                Math.abs(earlier.learningCurve().get().lastQuarterGain().nats()),
                Math.abs(later.learningCurve().get().lastQuarterGain().nats()));
        return Optional.of(larger).filter(Double::isFinite).map(Information::ofNats);
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
    public boolean exceedsConvergenceGap() {
        return convergenceGap.isPresent()
                && Math.abs(difference.nats()) > convergenceGap.get().nats();
    }
}
