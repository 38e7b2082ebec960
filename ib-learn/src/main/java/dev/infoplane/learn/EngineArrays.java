package dev.infoplane.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Arrays whose memory belongs to the engine.
 *
 * <p>{@code NDManager.create} hands the engine a buffer of the JVM. Once the array is closed, the buffer may be reused, and a
 * backward pass that still needs it reads whatever lies there by then. A copy made by the engine lives as long as the graph
 * that refers to it. For the same reason nothing that gradients pass may use {@code mul}, {@code div}, {@code pow},
 * {@code maximum} or {@code minimum} with a plain number: DJL makes a scalar array in a buffer of the JVM and closes it at
 * once. Use {@link #times} instead.
 */
public final class EngineArrays {
    private EngineArrays() {}

    /** Floats, copied into the engine's memory. */
    public static NDArray floats(NDManager manager, float[] values, Shape shape) {
        try (NDArray lent = manager.create(values, shape)) {
            return lent.duplicate();
        }
    }

    /** Longs, copied into the engine's memory. */
    public static NDArray longs(NDManager manager, long[] values, Shape shape) {
        try (NDArray lent = manager.create(values, shape)) {
            return lent.duplicate();
        }
    }

    /** {@code x · factor}, safe in a backward pass. */
    public static NDArray times(NDArray x, float factor) {
        return x.mul(x.getManager().full(new Shape(), factor));
    }
}
