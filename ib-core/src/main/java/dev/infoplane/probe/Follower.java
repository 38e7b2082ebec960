package dev.infoplane.probe;

import ai.djl.nn.Block;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Follows the passes through one root, each thread with a walk of its own. */
final class Follower {
    /** Which passes. */
    enum Passes {
        TRAINING,
        EVALUATION,
        ALL;

        boolean include(boolean training) {
            return this == ALL || training == (this == TRAINING);
        }
    }

    private final Block root;
    private final Passes passes;
    private final boolean intervenes;
    private final Supplier<Walk> fresh;
    private final Map<Thread, Walk> walks = Collections.synchronizedMap(new WeakHashMap<>());
    private BooleanSupplier active = () -> true;
    private boolean alone;
    private volatile boolean ended;

    private Follower(Block root, Passes passes, boolean intervenes, Supplier<Walk.Visitor> visitors) {
        this.root = root;
        this.passes = passes;
        this.intervenes = intervenes;
        this.fresh = () -> new Walk(root, visitors.get());
    }

    /** Looks at values. */
    static Follower looking(Block root, Passes passes, Supplier<Walk.Visitor> visitors) {
        return new Follower(root, passes, false, visitors);
    }

    /** Replaces values, before anybody looks. */
    static Follower intervening(Block root, Passes passes, Supplier<Walk.Visitor> visitors) {
        return new Follower(root, passes, true, visitors);
    }

    /** The same, but only for passes at whose beginning a condition holds. */
    Follower whenever(BooleanSupplier condition) {
        active = condition;
        return this;
    }

    /** The same, in passes that a probe runs for itself: nobody else looks at those of its thread meanwhile. */
    Follower alone() {
        alone = true;
        return this;
    }

    boolean isAlone() {
        return alone;
    }

    Block root() {
        return root;
    }

    boolean wants(Block block, boolean training) {
        return !ended && block == root && passes.include(training) && active.getAsBoolean();
    }

    boolean intervenes() {
        return intervenes;
    }

    /** The walk of this thread. Kept here and not with the thread, so that it goes when the follower goes. */
    Walk walk() {
        Walk walk = walks.computeIfAbsent(Thread.currentThread(), t -> fresh.get());
        if (ended) {
            walk.abandon();
        }
        return walk;
    }

    /** Follows no more, not even the passes that are under way. */
    void end() {
        ended = true;
        synchronized (walks) {
            walks.values().forEach(Walk::abandon);
        }
    }
}
