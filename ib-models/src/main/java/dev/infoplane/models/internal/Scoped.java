package dev.infoplane.models.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.function.Supplier;

/** Frees what a computation makes on its way, and hands its result on to the scope around it. */
public final class Scoped {
    private Scoped() {}

    /** What some work computes; all else it computes is freed. */
    public static NDArray result(Supplier<NDArray> work) {
        NDArray result;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            result = work.get();
            NDScope.unregister(result);
        }
        NDScope.register(result);
        return result;
    }
}
