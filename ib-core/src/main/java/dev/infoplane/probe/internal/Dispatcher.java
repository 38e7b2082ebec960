package dev.infoplane.probe.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands forward calls to the walks that follow them: those of the calling thread and those of everybody. */
final class Dispatcher implements ForwardHook.Handler {
    private static final Dispatcher INSTANCE = new Dispatcher();

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final ThreadLocal<ThreadState> states = new ThreadLocal<>();
    private final List<PassSubscription> everywhere = new CopyOnWriteArrayList<>();
    private int followers;
    private int walks;

    private Dispatcher() {}

    /** The subscriptions of a thread and its running passes. Interventions come before captures: they are the first
     * {@code intervening} of the running ones. */
    private static final class ThreadState {
        private final List<PassSubscription> followers = new CopyOnWriteArrayList<>();
        private final List<CallTracker> running = new ArrayList<>();
        private final Deque<Optional<NDArray>> marks = new ArrayDeque<>();
        private int intervening;
        private int alone;
        private boolean paused;

        void start(PassSubscription follower, NDList inputs, NDList labels) {
            CallTracker walk = follower.walk();
            if (!walk.isRunning()) {
                walk.given(inputs, labels);
                running.add(follower.intervenes() ? intervening++ : running.size(), walk);
                INSTANCE.count(0, 1);
            }
        }

        void dropEnded() {
            for (int i = running.size() - 1; i >= 0; i--) {
                if (!running.get(i).isRunning()) {
                    running.remove(i);
                    INSTANCE.count(0, -1);
                    intervening -= i < intervening ? 1 : 0;
                }
            }
        }
    }

    /**
     * Follows the passes of this thread.
     *
     * @return ends it, on the same thread
     */
    static Runnable followHere(PassSubscription follower) {
        ThreadState state = INSTANCE.state();
        state.followers.add(follower);
        state.alone += follower.isAlone() ? 1 : 0;
        INSTANCE.count(1, 0);
        return () -> {
            follower.end();
            if (state.followers.remove(follower)) {
                state.alone -= follower.isAlone() ? 1 : 0;
                INSTANCE.count(-1, 0);
            }
            if (state.followers.isEmpty() && state.running.isEmpty() && INSTANCE.states.get() == state) {
                INSTANCE.states.remove();
            }
        };
    }

    /**
     * Follows the passes of all threads.
     *
     * @return ends it, on any thread
     */
    static Runnable followEverywhere(PassSubscription follower) {
        INSTANCE.everywhere.add(follower);
        INSTANCE.count(1, 0);
        return () -> {
            follower.end();
            if (INSTANCE.everywhere.remove(follower)) {
                INSTANCE.count(-1, 0);
            }
        };
    }

    /** Listens as long as somebody follows, and until the passes under way have ended: each entry is given its exit. */
    private synchronized void count(int moreFollowers, int moreWalks) {
        followers += moreFollowers;
        walks += moreWalks;
        ForwardHook.handler(followers > 0 || walks > 0 ? this : null);
    }

    private ThreadState state() {
        ThreadState m = states.get();
        if (m == null) {
            m = new ThreadState();
            states.set(m);
        }
        return m;
    }

    @Override
    public NDList entering(Block block, NDList inputs, NDList labels, boolean training) {
        ThreadState m = states.get();
        if (m != null && m.paused) {
            return inputs;
        }
        for (PassSubscription follower : everywhere) {
            if (follower.wants(block, training)) {
                m = state();
                m.start(follower, inputs, labels);
            }
        }
        if (m == null) {
            return inputs;
        }
        for (PassSubscription follower : m.followers) {
            if (m.alone > 0 && !follower.isAlone() && !follower.intervenes()) {
                continue;
            }
            if (follower.wants(block, training)) {
                m.start(follower, inputs, labels);
            }
        }
        if (m.running.isEmpty()) {
            return inputs;
        }
        NDList seen = inputs;
        int entered = 0;
        m.paused = true; // what views and replacements compute is not followed
        try {
            for (; entered < m.running.size(); entered++) {
                CallTracker walk = m.running.get(entered);
                seen = entered < m.intervening ? walk.entering(block, seen) : look(walk, block, seen);
            }
            return TorchModules.of(block).isEmpty() ? seen : askInside(m, block, seen);
        } catch (Throwable e) { // checked ones too: not every language declares them
            while (--entered >= 0) {
                m.running.get(entered).leaving(block, null, e);
            }
            m.dropEnded();
            throw e;
        } finally {
            m.paused = false;
        }
    }

    /** Who only looks never fails a pass. */
    private static NDList look(CallTracker walk, Block block, NDList inputs) {
        try {
            walk.entering(block, inputs);
        } catch (Throwable e) {
            walk.fail(e);
        }
        return inputs;
    }

    /** Makes a TorchScript block give out the values of its inner modules. */
    private static NDList askInside(ThreadState m, Block block, NDList inputs) {
        try {
            TorchModules.describe(block, inputs);
            NDList asking = TorchModules.asking(inputs);
            m.marks.push(Optional.of(asking.get(asking.size() - 1)));
            return asking;
        } catch (RuntimeException e) {
            LOG.warn("a TorchScript block cannot be asked for its inner values: {}", e.toString());
            m.marks.push(Optional.empty());
            return inputs;
        }
    }

    @Override
    public NDList leaving(Block block, NDList output, boolean training, Throwable failure) {
        ThreadState m = states.get();
        if (m == null || m.paused) {
            return output;
        }
        NDList seen = output;
        NDList inner = new NDList();
        if (!m.running.isEmpty() && !TorchModules.of(block).isEmpty()) {
            Optional<NDArray> mark = m.marks.pop();
            mark.ifPresent(NDArray::close);
            if (mark.isPresent() && output != null) {
                int outputs = output.size() - TorchModules.of(block).size();
                inner = output.subNDList(outputs);
                seen = new NDList(output.subList(0, outputs));
            }
        }
        Throwable failed = failure;
        m.paused = true;
        try {
            for (int i = 0; i < m.running.size(); i++) {
                CallTracker walk = m.running.get(i);
                try {
                    passInner(walk, block, failed == null ? inner : new NDList());
                    seen = walk.leaving(block, seen, failed);
                } catch (Throwable e) {
                    if (i < m.intervening) {
                        failed = e;
                    } else {
                        walk.fail(e);
                    }
                }
            }
        } finally {
            m.paused = false;
            m.dropEnded();
            if (m.running.isEmpty() && m.followers.isEmpty()) {
                states.remove();
            }
        }
        if (failed != failure) {
            Dispatcher.<RuntimeException>rethrow(failed);
        }
        return seen;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void rethrow(Throwable failure) throws E {
        throw (E) failure;
    }

    /** Shows a walk what the inner modules of a TorchScript block have computed, if they were asked. */
    private static void passInner(CallTracker walk, Block block, NDList values) {
        List<TorchModule> modules = values.isEmpty() ? List.of() : TorchModules.of(block);
        for (int i = 0; i < modules.size(); i++) {
            NDList value = new NDList(values.get(i));
            walk.entering(modules.get(i), new NDList());
            if (walk.leaving(modules.get(i), value, null) != value) {
                throw new UnsupportedOperationException("the value of '"
                        + modules.get(i).getName() + "' inside a TorchScript module can be captured but not changed");
            }
        }
    }
}
