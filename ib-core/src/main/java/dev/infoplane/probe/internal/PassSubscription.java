package dev.infoplane.probe.internal;

import ai.djl.nn.Block;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Follows the passes through one root, each thread with a walk of its own. */
public final class PassSubscription {
    /** Which passes. */
    public enum Passes {
        /** Passes in training mode. */
        TRAINING,
        /** Passes in inference mode. */
        EVALUATION,
        /** All passes. */
        ALL;

        /** Whether a pass in this mode is among them. */
        public boolean include(boolean training) {
            return this == ALL || training == (this == TRAINING);
        }
    }

    private final Block root;
    private final Passes passes;
    private final boolean intervenes;
    private final Supplier<CallTracker> fresh;
    private final Map<Thread, CallTracker> walks = Collections.synchronizedMap(new WeakHashMap<>());
    private BooleanSupplier active = () -> true;
    private boolean alone;
    private volatile boolean ended;

    private PassSubscription(Block root, Passes passes, boolean intervenes, Supplier<CallTracker.Visitor> visitors) {
        this.root = root;
        this.passes = passes;
        this.intervenes = intervenes;
        this.fresh = () -> new CallTracker(root, visitors.get());
    }

    /** Looks at values. */
    public static PassSubscription looking(Block root, Passes passes, Supplier<CallTracker.Visitor> visitors) {
        return new PassSubscription(root, passes, false, visitors);
    }

    /** Replaces values, before anybody looks. */
    public static PassSubscription intervening(Block root, Passes passes, Supplier<CallTracker.Visitor> visitors) {
        return new PassSubscription(root, passes, true, visitors);
    }

    /** Only hears that passes begin. */
    public static PassSubscription hearing(Block root, Passes passes, Runnable pass) {
        return looking(root, passes, () -> (path, block) -> null).whenever(() -> {
            pass.run();
            return false;
        });
    }

    /** Follows only passes at whose beginning a condition holds. */
    public PassSubscription whenever(BooleanSupplier condition) {
        active = condition;
        return this;
    }

    /**
     * Follows passes that a probe runs for itself. Meanwhile no other subscription looks at the passes of its thread; those
     * that intervene still act.
     */
    public PassSubscription alone() {
        alone = true;
        return this;
    }

    boolean isAlone() {
        return alone;
    }

    /** The block whose passes are followed. */
    public Block root() {
        return root;
    }

    boolean wants(Block block, boolean training) {
        return !ended && block == root && passes.include(training) && active.getAsBoolean();
    }

    boolean intervenes() {
        return intervenes;
    }

    /** The walk of this thread. Kept here and not with the thread, so that it goes when the follower goes. */
    public CallTracker walk() {
        CallTracker walk = walks.computeIfAbsent(Thread.currentThread(), t -> fresh.get());
        if (ended) {
            walk.abandon();
        }
        return walk;
    }

    /** Follows no more, not even the passes that are under way. */
    public void end() {
        ended = true;
        synchronized (walks) {
            walks.values().forEach(CallTracker::abandon);
        }
    }
}
