package dev.infoplane.probe;

import ai.djl.nn.AbstractBaseBlock;
import ai.djl.nn.Block;
import dev.infoplane.probe.internal.ForwardAgent;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * The one seam between following forward calls and the way they are heard of: a hook is woven into the final {@code forward} of
 * {@link AbstractBaseBlock}, and into that of every other class found below a root that has one of its own.
 */
final class Hooks {
    private Hooks() {}

    /**
     * Follows passes of this thread.
     *
     * @return ends it, on the same thread
     */
    static Runnable followHere(Follower follower) {
        listenTo(follower.root());
        return Dispatcher.followHere(follower);
    }

    /**
     * Follows passes of all threads.
     *
     * @return ends it, on any thread
     */
    static Runnable followEverywhere(Follower follower) {
        listenTo(follower.root());
        return Dispatcher.followEverywhere(follower);
    }

    private static void listenTo(Block root) {
        ForwardAgent.weave(AbstractBaseBlock.class);
        for (Block block : BlockGraph.reachable(root)) {
            for (Class<?> c = block.getClass();
                    c != AbstractBaseBlock.class && c != Object.class;
                    c = c.getSuperclass()) {
                if (Arrays.stream(c.getDeclaredMethods()).anyMatch(Hooks::isForward)) {
                    ForwardAgent.weave(c.asSubclass(Block.class));
                }
            }
        }
    }

    private static boolean isForward(Method method) {
        return method.getName().equals("forward") && method.getParameterCount() == 4;
    }
}
