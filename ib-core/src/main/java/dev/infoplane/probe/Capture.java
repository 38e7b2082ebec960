package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import dev.infoplane.estimate.Samples;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what passes hook points in every forward pass that the thread which opened it makes, by a predictor, a trainer or by
 * hand. Passes of other threads are theirs: each opens its own. Not safe for several threads; open, read and close it on one.
 *
 * <p>A tap that matches nothing makes the first pass fail with an error that lists what exists. Of a pass that fails, what
 * was computed before the failure stays captured; {@link #clear()} forgets it.
 */
public final class Capture implements Attachment {
    private final List<Tap> taps;
    private final NDManager device;
    private final Map<String, RowBuffer> rows = new LinkedHashMap<>();
    private final Map<String, NDList> arrays = new LinkedHashMap<>();
    private final Map<String, NDList> spare = new HashMap<>();
    private final Map<String, HookPoint> points = new LinkedHashMap<>();
    private final Runnable detach;

    Capture(Block root, List<Tap> taps, NDManager device) {
        if (taps.isEmpty()) {
            throw new IllegalArgumentException("a capture needs at least one tap");
        }
        this.taps = taps;
        this.device = device;
        this.detach = Hooks.followHere(Follower.looking(root, Follower.Passes.ALL, this::recorder));
    }

    private Walk.Visitor recorder() {
        return new Recorder(taps, this::keep).checked();
    }

    private void keep(String name, HookPoint point, View view, NDArray value) {
        points.putIfAbsent(name, point);
        if (device == null) {
            rows.computeIfAbsent(name, n -> RowBuffer.captured(n, 0)).add(value);
        } else {
            NDArray kept = onDevice(name, view, value);
            kept.attach(device);
            arrays.computeIfAbsent(name, n -> new NDList()).add(kept);
        }
    }

    /** What a view has computed afresh needs no copy. */
    private NDArray onDevice(String name, View view, NDArray value) {
        NDArray plain = value.stopGradient();
        if (view.isFresh()) {
            return plain;
        }
        try (plain) {
            NDList old = spare.get(name);
            if (old == null || old.isEmpty() || !fits(old.head(), plain)) {
                return plain.duplicate();
            }
            NDArray again = old.remove(0);
            plain.copyTo(again);
            return again;
        }
    }

    private static boolean fits(NDArray old, NDArray value) {
        return !old.isReleased()
                && old.getShape().equals(value.getShape())
                && old.getDataType() == value.getDataType()
                && old.getDevice().equals(value.getDevice());
    }

    /** The names of what was captured so far, in the order in which the network computes it. */
    public List<String> names() {
        return List.copyOf(points.keySet());
    }

    /**
     * The hook point behind a name.
     *
     * @throws IllegalArgumentException if nothing was captured under that name
     */
    public HookPoint hookPoint(String name) {
        return known(points, name);
    }

    /**
     * The rows captured under a name since opening or clearing, of all passes in order, on the heap.
     *
     * @throws IllegalArgumentException if nothing was captured under that name
     */
    public Samples samples(String name) {
        if (device == null) {
            return known(rows, name).toSamples();
        }
        RowBuffer copied = RowBuffer.captured(name, 0);
        known(arrays, name).forEach(copied::add);
        return copied.toSamples();
    }

    /**
     * The arrays captured under a name, one a call, on their device and in their type. They belong to the manager that was
     * given when the capture was opened.
     *
     * @throws IllegalArgumentException if nothing was captured under that name
     * @throws IllegalStateException if the capture was opened without a manager
     */
    public NDList arrays(String name) {
        if (device == null) {
            throw new IllegalStateException(
                    "this capture copies to the heap; open it with a manager to keep arrays on the device");
        }
        return new NDList(known(arrays, name));
    }

    /** Forgets what was captured, and frees it. */
    public void clear() {
        spare.values().forEach(NDList::close);
        spare.clear();
        rows.clear();
        arrays.values().forEach(NDList::close);
        arrays.clear();
        points.clear();
    }

    /**
     * Forgets what was captured, but keeps the arrays on the device to write the next passes into them, which is cheaper than
     * new ones each time. What {@link #arrays} gave before, and all that shares its memory, then changes. Without a manager
     * it is {@link #clear()}.
     */
    public void rewind() {
        Map<String, NDList> again = new HashMap<>(arrays);
        arrays.clear();
        clear();
        spare.putAll(again);
    }

    /** Stops capturing. What was captured stays readable; arrays live as long as their manager. */
    @Override
    public void close() {
        detach.run();
        spare.values().forEach(NDList::close);
        spare.clear();
    }

    private static <T> T known(Map<String, T> captured, String name) {
        T found = captured.get(name);
        if (found == null) {
            throw new IllegalArgumentException("nothing was captured under '" + name + "'; captured: "
                    + (captured.isEmpty() ? "nothing yet, run a forward pass" : String.join(", ", captured.keySet())));
        }
        return found;
    }
}
