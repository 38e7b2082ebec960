package dev.infoplane.probe;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import dev.infoplane.probe.internal.ForwardHook;
import java.util.ArrayList;
import java.util.List;

/** Hands forward calls to the walks that follow them on the calling thread. */
final class Dispatcher implements ForwardHook.Handler {
    private static final Dispatcher INSTANCE = new Dispatcher();
    private static int following;

    private final ThreadLocal<List<Walk>> walks = new ThreadLocal<>();

    private Dispatcher() {}

    /** Lets a walk follow the forward calls that a task makes on this thread. */
    static void following(Walk walk, Runnable task) {
        List<Walk> mine = INSTANCE.walks.get();
        if (mine == null) {
            mine = new ArrayList<>();
            INSTANCE.walks.set(mine);
        }
        mine.add(walk);
        count(1);
        try {
            task.run();
        } finally {
            count(-1);
            mine.remove(walk);
            if (mine.isEmpty()) {
                INSTANCE.walks.remove();
            }
        }
    }

    private static synchronized void count(int change) {
        following += change;
        ForwardHook.handler(following > 0 ? INSTANCE : null);
    }

    @Override
    public NDList entering(Block block, NDList inputs, boolean training) {
        List<Walk> mine = walks.get();
        if (mine != null) {
            for (Walk walk : mine) {
                walk.entering(block);
            }
        }
        return inputs;
    }

    @Override
    public NDList leaving(Block block, NDList output, boolean training, Throwable failure) {
        List<Walk> mine = walks.get();
        if (mine != null) {
            for (Walk walk : mine) {
                walk.leaving(block, output, failure);
            }
        }
        return output;
    }
}
