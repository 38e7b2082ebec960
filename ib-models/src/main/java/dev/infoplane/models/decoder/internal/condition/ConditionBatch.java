package dev.infoplane.models.decoder.internal.condition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import java.util.Optional;

/**
 * Rows of activations to encode.
 *
 * @param t all rows
 * @param chosen numbers of the rows to encode
 * @param kept for each chosen row 1, or 0 if its condition is dropped; empty if all are kept
 */
public record ConditionBatch(Samples t, int[] chosen, Optional<float[]> kept) {
    /** The chosen rows after a transform, {@code [b, shape...]}. */
    NDArray rows(NDManager manager, RowTransform transform, int... shape) {
        return EngineArrays.floats(
                manager, transform.rows(t, chosen), new Shape(chosen.length, shape[0], shape[1], shape[2]));
    }

    /** Ones and zeros {@code [b, 1, 1, 1]} to multiply by, empty if all conditions are kept. */
    Optional<NDArray> mask(NDManager manager) {
        return kept.map(k -> EngineArrays.floats(manager, k, new Shape(chosen.length, 1, 1, 1)));
    }
}
