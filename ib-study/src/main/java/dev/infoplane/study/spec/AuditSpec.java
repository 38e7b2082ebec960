package dev.infoplane.study.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A second family that learns all points together, to lay beside the one that measures the input: do its conclusions stand under
 * another family? It learns by the first decoder seed.
 *
 * @param estimator the id of a pooled density family, such as {@code pooled-context-mlp}; empty for no audit
 * @param settings of the family. Those of its closed form are those of the input's family unless some are named here, so that both
 *     share closed forms
 * @param epochs of the study whose points are audited; empty for all
 */
public record AuditSpec(String estimator, Map<String, Object> settings, List<Integer> epochs) {
    /** No audit. */
    public static final AuditSpec NONE = new AuditSpec("", Map.of(), List.of());

    /** Takes copies; refuses settings and epochs of nothing. */
    public AuditSpec {
        settings = new EstimatorSpec(estimator, settings).settings();
        Checks.different("audit.epochs", epochs);
        epochs = List.copyOf(new TreeSet<>(epochs));
        if (estimator.isBlank() && !epochs.isEmpty()) {
            throw new IllegalArgumentException(
                    "audit.epochs " + epochs + " need audit.estimator, such as pooled-context-mlp");
        }
    }

    /** An audit of all epochs. */
    public static AuditSpec by(String family, Map<String, ?> settings) {
        return new AuditSpec(family, Map.copyOf(settings), List.of());
    }

    /** This audit with some settings replaced. */
    public AuditSpec with(Map<String, ?> others) {
        return new AuditSpec(estimator, family().with(others).settings(), epochs);
    }

    /** Whether there is none. */
    public boolean isNone() {
        return estimator.isBlank();
    }

    /** The family, with the settings that are named here. */
    public EstimatorSpec family() {
        return new EstimatorSpec(estimator, settings);
    }

    /** Whether points of an epoch are audited. */
    public boolean measuredAt(int epoch) {
        return !isNone() && (epochs.isEmpty() || epochs.contains(epoch));
    }
}
