package dev.infoplane.models.context;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.internal.condition.OneHot;
import dev.infoplane.models.internal.LabelLookalikes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of activations as a density accepts them.
 *
 * @param shape of a row
 * @param classes how many classes labels have; 0 if rows are no labels
 * @param warnings what is doubtful about them
 */
record ConditionRows(int[] shape, int classes, List<String> warnings) {
    /** Rows like these, which teach. */
    static ConditionRows like(Samples t, int classes) {
        return new ConditionRows(t.rowShape(), classes, classes > 0 ? List.of() : LabelLookalikes.warnings(t));
    }

    /**
     * The rows, labels as vectors of zeros and a one.
     *
     * @throws IllegalArgumentException if they have another shape, are not finite, or are no labels
     */
    Samples encoded(Samples t) {
        ContextDensity.requireShape("activations", t, shape);
        t.requireFinite("t");
        if (classes == 0) {
            return t;
        }
        OneHot labels = new OneHot(classes);
        labels.require(t);
        return Samples.of(labels.rows(t, IntStream.range(0, t.rows()).toArray()), classes);
    }
}
