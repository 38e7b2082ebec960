package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Numbers from the heap, in memory of the engine's own. What {@code NDManager.create} makes lies in a buffer of the JVM, which
 * is free to be used for something else once the array is closed; a backward pass that still needs it then reads whatever has
 * come to lie there. A copy belongs to the engine, and lives as long as its graph does. For the same reason nothing that is
 * differentiated may use {@code mul}, {@code div}, {@code pow}, {@code maximum} or {@code minimum} with a plain number: DJL
 * makes a scalar array of it in a buffer of the JVM, and closes it at once.
 */
final class Inputs {
    private Inputs() {}

    static NDArray floats(NDManager manager, float[] values, Shape shape) {
        try (NDArray lent = manager.create(values, shape)) {
            return lent.duplicate();
        }
    }

    static NDArray longs(NDManager manager, long[] values, Shape shape) {
        try (NDArray lent = manager.create(values, shape)) {
            return lent.duplicate();
        }
    }

    /** A product with a number that a backward pass can rely on. */
    static NDArray times(NDArray x, float factor) {
        return x.mul(x.getManager().full(new Shape(), factor));
    }
}
