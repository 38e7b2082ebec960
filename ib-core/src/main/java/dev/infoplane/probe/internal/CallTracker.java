package dev.infoplane.probe.internal;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;

/**
 * Follows the calls of blocks below one root on one thread and knows the path of each ({@link CallNode}). Not safe for several
 * threads; calls on other threads than the one that called the root are not seen.
 */
public final class CallTracker {
    /** Says what to do where. */
    public interface Visitor {
        /**
         * Asked once for each path, when it is first reached.
         *
         * @param path the path of the call, empty for the root
         * @return what to do there, or null
         */
        Site reached(String path, Block block);

        /**
         * A call of the root begins, before anything is changed.
         *
         * @param labels what the root was given besides to learn from, or null
         */
        default void began(NDList inputs, NDList labels) {}

        /**
         * A block is on a path from now on: when the path is first reached, and when another block takes it.
         *
         * @param lasting whether the path is the block's by the place at which it is kept, and not by the turn of its call
         */
        default void met(String path, Block block, boolean lasting) {}

        /** A call of the root has ended without failure. */
        default void ended() {}

        /** Nothing more is followed, for a reason that is not the network's. */
        default void failed(Throwable reason) {}
    }

    /** Sees the values at one path, once a call, and may replace them. */
    public interface Site {
        /** Sees what a block is given, and returns what it shall be given. */
        NDList entering(NDList inputs);

        /** Sees what a block returns, and returns what its caller shall receive. */
        NDList leaving(NDList output);
    }

    private final Visitor visitor;
    private final CallNode root;
    private CallNode current;
    private NDList given;
    private NDList givenLabels;
    private volatile boolean abandoned;

    /** Follows the calls below {@code root} and reports them to {@code visitor}. */
    public CallTracker(Block root, Visitor visitor) {
        this.visitor = visitor;
        this.root = new CallNode(null, root, "", true, visitor);
    }

    /** What the next call of the root is given, before anybody changes it. */
    public void given(NDList inputs, NDList labels) {
        given = inputs;
        givenLabels = labels;
    }

    /** Whether a call of the root is under way. */
    boolean isRunning() {
        return current != null && !abandoned;
    }

    /** Stops following, also in the middle of a call and from another thread: values pass unseen and unchanged. */
    void abandon() {
        abandoned = true;
    }

    /** Stops following because it cannot go on. */
    void fail(Throwable reason) {
        abandon();
        visitor.failed(reason);
    }

    /** If this throws, the call counts as not entered. */
    public NDList entering(Block block, NDList inputs) {
        if (abandoned) {
            return inputs;
        }
        if (current == null) {
            if (block != root.block) {
                return inputs;
            }
            current = root;
        } else if (current.block == block) {
            current.depth++;
            return inputs;
        } else {
            current = current.call(block);
        }
        current.begin();
        try {
            if (current == root) {
                began();
            }
            return current.site == null ? inputs : current.site.entering(inputs);
        } catch (Throwable e) {
            current = current.parent;
            throw e;
        }
    }

    private void began() {
        NDList inputs = given;
        NDList labels = givenLabels;
        given(null, null); // not to be kept beyond the pass
        visitor.began(inputs, labels);
    }

    /**
     * A call of a block ends.
     *
     * @param failure what the block threw, or null
     * @return what its caller receives
     */
    public NDList leaving(Block block, NDList output, Throwable failure) {
        if (abandoned) {
            return output;
        }
        while (current != null && current.block != block) {
            current = current.parent;
        }
        if (current == null || --current.depth > 0) {
            return output;
        }
        CallNode done = current;
        current = done.parent;
        if (failure != null) {
            return output;
        }
        NDList seen = done.site == null ? output : done.site.leaving(output);
        if (current == null) {
            visitor.ended();
        }
        return seen;
    }
}
