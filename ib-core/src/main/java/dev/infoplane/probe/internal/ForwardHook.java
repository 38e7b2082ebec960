package dev.infoplane.probe.internal;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import org.jspecify.annotations.Nullable;

/** The one place every forward call of an instrumented block passes through. It costs one volatile read when nobody listens. */
public final class ForwardHook {
    private static volatile @Nullable Handler handler;

    private ForwardHook() {}

    /** Hears of forward calls. */
    public interface Handler {
        /**
         * A block is about to compute.
         *
         * @param labels what it was given besides to learn from, or null
         * @return the inputs it shall see
         */
        NDList entering(Block block, NDList inputs, @Nullable NDList labels, boolean training);

        /**
         * A block has computed, or has failed.
         *
         * @param output what it computed, null if it failed
         * @return the output its caller shall see
         */
        @Nullable
        NDList leaving(Block block, @Nullable NDList output, boolean training, @Nullable Throwable failure);
    }

    /** Sets who hears of calls; null for nobody. */
    public static void handler(@Nullable Handler next) {
        handler = next;
    }

    /** Called on entry of {@code forward}. */
    public static NDList entering(Object block, NDList inputs, @Nullable NDList labels, boolean training) {
        Handler h = handler;
        return h != null && block instanceof Block called ? h.entering(called, inputs, labels, training) : inputs;
    }

    /** Called on exit of {@code forward}, also when it throws. */
    public static @Nullable NDList leaving(
            Object block, @Nullable NDList output, boolean training, @Nullable Throwable failure) {
        Handler h = handler;
        return h != null && block instanceof Block called ? h.leaving(called, output, training, failure) : output;
    }
}
