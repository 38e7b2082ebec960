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
 * once. Use {@link #times} and {@link #over} instead. Parts of DJL 0.36.0 that do this themselves: {@code Loss.l2Loss}, the losses of
 * weight decay, {@code YOLOv3Loss}, {@code QuantileL1Loss}, losses with a weight other than 1, and {@code Activation.swish}. Their
 * gradients are wrong whenever the garbage collector runs between the forward and the backward pass.
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

    /** {@code x / divisor}, safe in a backward pass. */
    public static NDArray over(NDArray x, float divisor) {
        return x.div(x.getManager().full(new Shape(), divisor));
    }
}
