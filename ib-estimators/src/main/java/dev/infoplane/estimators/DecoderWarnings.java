package dev.infoplane.estimators;

import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the training of a density, and the value it led to, say against that value. */
final class DecoderWarnings {
    /** So many standard errors are not taken for chance. */
    private static final int ERRORS = 2;

    /** Shares of the entropy of x and of the value that more training may change. */
    private static final double SHARE_OF_ENTROPY = 0.02;

    private static final double SHARE_OF_VALUE = 0.1;

    /** A change that samples would not show is none. */
    private static final double SHARE_OF_ERROR = 0.5;

    private DecoderWarnings() {}

    /**
     * The warnings of an estimate.
     *
     * @param estimate what was measured
     * @param entropy of x, or the cross-entropy that stands for it
     * @param generalization of the conditional density, if it was looked at
     */
    static List<String> of(Estimate estimate, Information entropy, Optional<Generalization> generalization) {
        double error = estimate.standardError().orElse(Information.ZERO).nats();
        double value = estimate.value().nats();
        double matters = Math.min(
                SHARE_OF_ENTROPY * entropy.nats(), Math.max(SHARE_OF_VALUE * Math.abs(value), SHARE_OF_ERROR * error));
        List<String> warnings = new ArrayList<>();
        Optional<ConvergenceGap> gap = estimate.convergenceGap();
        if (gap.isEmpty()) {
            warnings.add(
                    "it is not known what more training would bring: too few steps, or a learning curve without annealed values");
        } else if (mostChange(gap.orElseThrow()) > matters) {
            warnings.add(notConverged(gap.orElseThrow()));
        }
        generalization
                .filter(g -> g.gap().nats()
                        > Math.max(matters, ERRORS * g.standardError().nats()))
                .ifPresent(g -> warnings.add(String.format(
                        Locale.ROOT,
                        "overfitting: rows that taught cost %.3g bits less than validation rows; more rows would raise the value",
                        g.gap().bits())));
        if (value < -ERRORS * error) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "below zero by more than %d standard errors: information is not negative, so the density has learned to predict"
                            + " worse than nothing at all would",
                    ERRORS));
        }
        return warnings;
    }

    /** A value may fall, too, where the density without activations still learns. */
    private static double mostChange(ConvergenceGap gap) {
        return Math.max(gap.high().nats(), -gap.low().nats());
    }

    private static String notConverged(ConvergenceGap gap) {
        double expected = gap.expected().bits();
        return String.format(
                Locale.ROOT,
                "not converged: four times the steps would %s the value by %.3g bits (90 %% interval of the change: %+.3g to %+.3g)",
                expected < 0 ? "lower" : "raise",
                Math.abs(expected),
                gap.low().bits(),
                gap.high().bits());
    }
}
