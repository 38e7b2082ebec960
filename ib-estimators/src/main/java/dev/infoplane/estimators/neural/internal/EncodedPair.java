package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.learn.EngineArrays;

/** Some rows of both sides. */
public record EncodedPair(EncodedSide x, EncodedSide t, int[] rows) {
    /** These rows of the same sides. */
    public EncodedPair at(int[] others) {
        return new EncodedPair(x, t, others);
    }

    /** The number of rows. */
    public int size() {
        return rows.length;
    }

    /** x of chosen rows, {@code [b, ...]}. */
    public NDArray x(NDManager manager, int[] chosen) {
        return array(manager, x, chosen);
    }

    /** t of chosen rows, {@code [b, ...]}. */
    public NDArray t(NDManager manager, int[] chosen) {
        return array(manager, t, chosen);
    }

    private NDArray array(NDManager manager, EncodedSide side, int[] chosen) {
        int[] numbers = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            numbers[i] = rows[chosen[i]];
        }
        return EngineArrays.floats(manager, side.select(numbers), side.batch(chosen.length));
    }
}
