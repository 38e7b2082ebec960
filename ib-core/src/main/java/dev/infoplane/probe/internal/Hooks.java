package dev.infoplane.probe.internal;

import ai.djl.nn.AbstractBaseBlock;
import ai.djl.nn.Block;

/**
 * The one seam between following forward calls and the way they are heard of: a hook is woven into every {@code forward} of
 * {@link AbstractBaseBlock} and of all other classes of blocks that declare one.
 */
public final class Hooks {
    private Hooks() {}

    /**
     * Follows passes of this thread.
     *
     * @return ends it, on the same thread
     */
    public static Runnable followHere(PassSubscription follower) {
        listenTo(follower.root());
        return Dispatcher.followHere(follower);
    }

    /**
     * Follows passes of all threads.
     *
     * @return ends it, on any thread
     */
    public static Runnable followEverywhere(PassSubscription follower) {
        listenTo(follower.root());
        return Dispatcher.followEverywhere(follower);
    }

    /** Fails rather than miss the calls of a block below the root. */
    private static void listenTo(Block root) {
        ForwardAgent.install();
        weave(AbstractBaseBlock.class);
        BlockGraph.reachable(root).forEach(block -> weave(block.getClass()));
    }

    /** And all it inherits from, interfaces too. */
    private static void weave(Class<?> type) {
        if (type == null || type == Object.class || type == Block.class) {
            return;
        }
        ForwardAgent.weave(type);
        weave(type.getSuperclass());
        for (Class<?> each : type.getInterfaces()) {
            weave(each);
        }
    }
}
