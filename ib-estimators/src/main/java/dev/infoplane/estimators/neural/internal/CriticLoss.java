package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** What a critic is trained by, in the engine for batches and on the heap for validation rows. */
public interface CriticLoss {
    /** How many scores of its own a pair needs: one, or two if the loss learns a second one. */
    default int scores() {
        return 1;
    }

    /** A loss whose state, if it has one, starts afresh: the same object must not serve two trainings. */
    default CriticLoss fresh() {
        return this;
    }

    /** Called when the validation rows are scored, the states to which a training can return. */
    default void checked() {}

    /** The loss of a batch, {@code [b]} or {@code []}; its mean is minimised. */
    NDArray of(BatchScores scores);

    /** The loss of validation rows, one value a row. */
    double[] of(ScoreTable scores);

    /** The negative of each value. */
    static double[] negative(double[] values) {
        return Arrays.stream(values).map(v -> -v).toArray();
    }
}
