package dev.infoplane.probe;

import ai.djl.nn.AbstractBaseBlock;
import ai.djl.nn.Block;
import dev.infoplane.probe.internal.ForwardAgent;

/** The one seam between following forward calls and the way they are heard of. Each method ends what it begins by its result. */
final class Hooks {
    private Hooks() {}

    /** Follows passes of this thread. */
    static Runnable followHere(Follower follower) {
        listenTo(follower.root());
        return Dispatcher.followHere(follower);
    }

    /** Follows passes of all threads. */
    static Runnable followEverywhere(Follower follower) {
        listenTo(follower.root());
        return Dispatcher.followEverywhere(follower);
    }

    private static void listenTo(Block root) {
        ForwardAgent.weave();
    }
}
