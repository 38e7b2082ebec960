package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimators.internal.discrete.KnownEntropy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** What the training of a density, and the value it led to, say against that value. */
final class DecoderWarnings {
    /** So many standard errors are not taken for chance. */
    private static final int ERRORS = 2;

    private DecoderWarnings() {}

    /** The estimate with its warnings, and with a standard error that counts how far samples confirm a known entropy. */
    static Estimate judged(
            Estimate.Builder estimate, LearningCurve curve, DoubleSupplier validationNats, KnownEntropy confirmed) {
        Estimate measured = estimate.build();
        of(measured, curve, validationNats).forEach(estimate::warning);
        confirmed.warning().ifPresent(estimate::warning);
        measured.standardError()
                .map(error -> Information.ofNats(Math.hypot(error.nats(), confirmed.errorNats())))
                .ifPresent(estimate::standardError);
        return estimate.build();
    }

    /**
     * The warnings of an estimate.
     *
     * @param estimate what was measured
     * @param curve how the density was trained
     * @param validationNats the cross-entropy of the validation rows under the density as it is used; asked for only if the
     *     curve ended above its best check
     */
    static List<String> of(Estimate estimate, LearningCurve curve, DoubleSupplier validationNats) {
        double error = estimate.standardError().orElse(Information.ZERO).nats();
        List<String> warnings = new ArrayList<>();
        if (curve.steps() > 0 && curve.lastQuarterGain().nats() > ERRORS * error) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "not converged: the last quarter of the steps still gained %.3g bits",
                    curve.lastQuarterGain().bits()));
        }
        if (curve.steps() > 0) {
            LearningCurve.Point best = curve.points().stream()
                    .min(Comparator.comparingDouble(LearningCurve.Point::crossEntropyNats))
                    .orElseThrow();
            double last = curve.points().get(curve.points().size() - 1).crossEntropyNats();
            double rise = last - best.crossEntropyNats();
            // a family that keeps its best weights may end higher and lose nothing
            if (rise > ERRORS * error && validationNats.getAsDouble() - best.crossEntropyNats() > rise / 2) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "overfitting: the validation rows cost %.3g bits more after the last of %d steps than at their best, after"
                                + " step %d; train for fewer steps or on more rows",
                        Information.ofNats(rise).bits(),
                        curve.steps(),
                        best.step()));
            }
        }
        if (estimate.value().nats() < -ERRORS * error) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "below zero by more than %d standard errors: information is not negative, so the density has learned to predict"
                            + " worse than nothing at all would",
                    ERRORS));
        }
        return warnings;
    }
}
