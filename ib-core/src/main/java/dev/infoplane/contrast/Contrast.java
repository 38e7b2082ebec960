package dev.infoplane.contrast;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares two estimates and decides what may be claimed about their difference: see {@link Verdict} for the rule.
 *
 * @param paired the later estimate minus the earlier one; empty if the two cannot be paired
 * @param verdict what may be claimed
 */
public record Contrast(Optional<PairedDifference> paired, Verdict verdict) {
    /** A standard error from fewer pairs is not tested against. */
    static final int LEAST_PAIRS = 20;

    /** Refuses null. */
    public Contrast {
        Objects.requireNonNull(paired, "paired");
        Objects.requireNonNull(verdict, "verdict");
    }

    /**
     * Compares two estimates on the same samples. They can be paired if both have finite values for each of the same number of
     * samples and were made in the same way: estimator, settings, noise and kind of bound.
     */
    public static Contrast between(Estimate earlier, Estimate later) {
        if (!canBePaired(earlier, later)) {
            return new Contrast(Optional.empty(), Verdict.NOT_PAIRED);
        }
        PairedDifference difference = PairedDifference.between(earlier, later);
        if (difference.samples() >= LEAST_PAIRS
                && difference.exceedsSamplingError()
                && !remains(difference, earlier, later)) {
            return new Contrast(Optional.of(difference), Verdict.BELOW_ZERO);
        }
        boolean equalTraining = steps(earlier).equals(steps(later));
        return new Contrast(Optional.of(difference), verdict(difference, equalTraining));
    }

    private static boolean canBePaired(Estimate a, Estimate b) {
        return a.pointwiseNats().isPresent()
                && b.pointwiseNats().isPresent()
                && a.samples() == b.samples()
                && Double.isFinite(a.value().nats())
                && Double.isFinite(b.value().nats())
                && a.bound() == b.bound()
                && a.noise().equals(b.noise())
                && a.estimator().equals(b.estimator())
                && a.settings().equals(b.settings());
    }

    /** Whether there is a difference where values below zero, which are too low by as much at least, count as zero. */
    private static boolean remains(PairedDifference difference, Estimate earlier, Estimate later) {
        if (later.bound() == BoundKind.RELATED) {
            return true;
        }
        double least =
                Math.max(0, later.value().nats()) - Math.max(0, earlier.value().nats());
        return new PairedDifference(
                        Information.ofNats(least),
                        difference.standardError(),
                        difference.samples(),
                        difference.convergenceGap(),
                        difference.decoderSpread())
                .exceedsSamplingError();
    }

    private static Optional<Integer> steps(Estimate e) {
        return e.learningCurve().map(LearningCurve::steps);
    }

    private static Verdict verdict(PairedDifference d, boolean equalTraining) {
        if (d.samples() < LEAST_PAIRS) {
            return Verdict.TOO_FEW_SAMPLES;
        }
        if (!d.exceedsSamplingError()) {
            return Verdict.WITHIN_SAMPLING_ERROR;
        }
        if (d.convergenceGap().isEmpty()) {
            return Verdict.CONVERGENCE_UNKNOWN;
        }
        if (!equalTraining) {
            return Verdict.UNEQUAL_TRAINING;
        }
        if (d.decoderSpread().isEmpty()) {
            return Verdict.NOT_INVARIANT;
        }
        if (!d.exceedsDecoderSpread()) {
            return Verdict.WITHIN_DECODER_SPREAD;
        }
        if (!d.survivesTraining()) {
            return Verdict.WITHIN_TRAINING;
        }
        return d.difference().nats() > 0 ? Verdict.HIGHER : Verdict.LOWER;
    }
}
