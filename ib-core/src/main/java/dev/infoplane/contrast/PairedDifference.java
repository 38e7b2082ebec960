package dev.infoplane.contrast;

import com.google.common.math.Stats;
import dev.infoplane.estimate.ConvergenceGap;
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
 * @param standardError over samples. Infinite from one sample
 * @param samples how many pairs
 * @param convergenceGap by how much four times as many training steps would change the difference; empty if it is not known of one of
 *     the two
 * @param decoderSpread how far the difference moves with the seeds of decoders and the encoding of t, a standard deviation; empty if
 *     it is not known of one of the two
 */
public record PairedDifference(
        Information difference,
        Information standardError,
        int samples,
        Optional<ConvergenceGap> convergenceGap,
        Optional<Information> decoderSpread) {
    private static final double DEVIATIONS = 2;

    /** Refuses null. */
    public PairedDifference {
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(standardError, "standardError");
        Objects.requireNonNull(convergenceGap, "convergenceGap");
        Objects.requireNonNull(decoderSpread, "decoderSpread");
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
                gap(earlier, later),
                later.decoderSpread()
                        .flatMap(l -> earlier.decoderSpread().map(e -> Math.hypot(l.nats(), e.nats())))
                        .map(Information::ofNats));
    }

    /** From the two learning curves where both were watched, else from what is known of each. */
    private static Optional<ConvergenceGap> gap(Estimate earlier, Estimate later) {
        Optional<ConvergenceGap> apart =
                later.convergenceGap().flatMap(l -> earlier.convergenceGap().map(l::minusLearnedAlike));
        return apart.map(known -> later.learningCurve()
                .flatMap(l -> earlier.learningCurve().flatMap(e -> ConvergenceGap.ofDifference(l, e)))
                .orElse(known));
    }

    private static double[] pointwise(Estimate e) {
        return e.pointwiseNats()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a paired difference needs pointwise values in both estimates, but " + e.estimator()
                                + " gave none"));
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
        return exceeds(Information.ZERO);
    }

    /**
     * Whether the difference lies more than two standard deviations from zero, those of samples and of decoders taken together; no
     * if the latter is not known.
     */
    public boolean exceedsDecoderSpread() {
        return decoderSpread.map(this::exceeds).orElse(false);
    }

    private boolean exceeds(Information spread) {
        return Math.abs(difference.nats()) > DEVIATIONS * Math.hypot(standardError.nats(), spread.nats());
    }

    /**
     * Whether the difference keeps its sign whatever more training brings: what four times the steps are expected to leave of it is
     * larger than the uncertainty of samples, of decoders and of that forecast, taken together. No if one of them is not known.
     */
    public boolean survivesTraining() {
        if (convergenceGap.isEmpty() || decoderSpread.isEmpty()) {
            return false;
        }
        ConvergenceGap gap = convergenceGap.orElseThrow();
        double size = Math.abs(difference.nats());
        double sign = Math.signum(difference.nats());
        double change = sign * gap.expected().nats();
        double against = sign > 0
                ? gap.expected().minus(gap.low()).nats()
                : gap.high().minus(gap.expected()).nats();
        double deviation = DEVIATIONS
                * Math.hypot(standardError.nats(), decoderSpread.orElseThrow().nats());
        return size + Math.min(0, change) > Math.hypot(deviation, against);
    }
}
