package dev.infoplane.estimators.choice;

import dev.infoplane.estimate.MiEstimator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An estimator for a pair of samples, and why. Made by {@link Estimators#recommend}.
 *
 * @param estimator what to use, with its settings
 * @param reasons what the samples are like and what follows from it, one sentence each
 * @param cautions what the reader of its estimates must know, one sentence each; empty if nothing speaks against them
 * @param considered the estimators that were tried, in order of preference, with what was found
 */
public record Recommendation(
        MiEstimator estimator, List<String> reasons, List<String> cautions, List<Considered> considered) {
    /**
     * An estimator that was tried.
     *
     * @param id its id
     * @param finding what it read on some of the samples, or why it was left aside
     */
    public record Considered(String id, String finding) {}

    /** Takes copies. */
    public Recommendation {
        Objects.requireNonNull(estimator, "estimator");
        reasons = List.copyOf(reasons);
        cautions = List.copyOf(cautions);
        considered = List.copyOf(considered);
    }

    /** The id of the estimator. */
    public String id() {
        return estimator.id();
    }

    /** The settings of the estimator. */
    public Map<String, String> settings() {
        return estimator.settings();
    }

    /** Everything in lines of text. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("recommended: " + id() + " " + settings());
        reasons.forEach(reason -> text.append("\n  because: ").append(reason));
        cautions.forEach(caution -> text.append("\n  caution: ").append(caution));
        considered.forEach(
                each -> text.append("\n  tried ").append(each.id()).append(": ").append(each.finding()));
        return text.toString();
    }
}
