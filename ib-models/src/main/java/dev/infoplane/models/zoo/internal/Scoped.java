package dev.infoplane.models.zoo.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.function.Supplier;

/**
 * Computes with parameters without leaving anything behind. The engine attaches a result to the manager of its first operand; what is
 * computed from a parameter would live as long as the model, and every pass would add to it.
 */
public final class Scoped {
    private Scoped() {}

    /**
     * A value whose intermediate arrays are closed at once.
     *
     * @param manager that closes the value
     * @param value computes a new array
     */
    public static NDArray in(NDManager manager, Supplier<NDArray> value) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray result = value.get();
            NDScope.unregister(result);
            result.attach(manager);
            return result;
        }
    }

    /** Like {@link #in}, for what changes a parameter in place. */
    public static void run(Runnable change) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            change.run();
        }
    }
}
