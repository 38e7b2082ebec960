package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.internal.Faults;
import dev.infoplane.probe.internal.Hooks;
import dev.infoplane.probe.internal.PassSubscription;
import dev.infoplane.probe.internal.session.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what passes hook points in every forward pass that the thread which opened it makes, by a predictor, a trainer or by
 * hand. It sees neither passes that a probe runs for itself, to list hook points or to measure, nor passes of other threads,
 * which open captures of their own. Not thread-safe: open, read and close a capture on one thread.
 *
 * <p>A capture never fails a pass. Requesting a value that could not be captured throws an exception with the reason: a tap
 * that matched nothing, a view that did not fit, rows that changed their shape, memory that ran out. It is also logged when it
 * happens. Of a pass that fails by itself, what was computed before the failure stays captured; {@link #clear()} forgets it.
 */
public final class Capture implements Attachment {
    private final NDManager device;
    private final Map<String, RowBuffer> rows = new LinkedHashMap<>();
    private final Map<String, NDList> arrays = new LinkedHashMap<>();
    private final Map<String, NDList> spare = new HashMap<>();
    private final Map<String, HookPoint> points = new LinkedHashMap<>();
    private final Faults faults = new Faults();
    private final Recorder recorder;
    private final Runnable detach;

    Capture(Block root, List<Tap> taps, NDManager device) {
        if (taps.isEmpty()) {
            throw new IllegalArgumentException("a capture needs at least one tap");
        }
        this.device = device;
        this.recorder = new Recorder(taps, new Keeper(), faults);
        this.detach = Hooks.followHere(PassSubscription.looking(root, PassSubscription.Passes.ALL, () -> recorder));
    }

    private final class Keeper implements Recorder.Sink {
        @Override
        public void take(String name, HookPoint point, View view, NDArray value) {
            keep(name, point, view, value);
        }

        @Override
        public void dropped(String name, HookPoint point) {
            points.putIfAbsent(name, point);
            rows.remove(name);
        }
    }

    private void keep(String name, HookPoint point, View view, NDArray value) {
        points.putIfAbsent(name, point);
        if (device == null) {
            rows.computeIfAbsent(name, n -> RowBuffer.captured(n, 0)).add(value);
        } else {
            NDArray kept = Values.give(onDevice(name, view, value), device);
            arrays.computeIfAbsent(name, n -> new NDList()).add(kept);
        }
    }

    /** What a view has computed afresh needs no copy. */
    private NDArray onDevice(String name, View view, NDArray value) {
        NDArray plain = Values.plain(value);
        if (view.isFresh()) {
            return plain;
        }
        try (plain) {
            NDList old = spare.get(name);
            if (old == null || old.isEmpty() || !fits(old.head(), plain)) {
                return Values.copy(plain);
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

    /**
     * The names of what was captured so far, in the order in which the network computes it; none before the first pass.
     *
     * @throws IllegalArgumentException if a tap has matched nothing, listing what exists
     */
    public List<String> names() {
        recorder.unmatched().ifPresent(e -> {
            throw e;
        });
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
     * @throws IllegalArgumentException if nothing was captured under that name, or not all of it could be
     */
    public Samples samples(String name) {
        if (device == null) {
            return known(rows, name).toSamples();
        }
        RowBuffer copied = RowBuffer.captured(name, 0);
        arrays(name).forEach(copied::add);
        return copied.toSamples();
    }

    /**
     * The arrays captured under a name, one a call, on their device and in their type, of whatever shapes. Their memory is
     * theirs alone: nothing that the network does later changes them. They belong to the manager that was given when the
     * capture was opened, and are closed with it; until then {@link #samples} reads these same arrays, so changing one
     * in place changes what {@code samples} returns.
     *
     * @throws IllegalArgumentException if nothing was captured under that name, or not all of it could be
     * @throws IllegalStateException if the capture was opened without a manager, or that was closed
     */
    public NDList arrays(String name) {
        if (device == null) {
            throw new IllegalStateException(
                    "this capture copies to the heap; open it with a manager to keep arrays on the device");
        }
        NDList found = known(arrays, name);
        if (found.stream().anyMatch(NDArray::isReleased)) {
            throw new IllegalStateException("what was captured under '" + name
                    + "' was freed: its array or the manager that was given to the capture has been closed");
        }
        return new NDList(found);
    }

    /**
     * What a reader of the captured values should know: of blocks that cannot be told apart by name, because they are kept
     * nowhere, of paths on which another block was met than before, and of blocks that some passes called more often than
     * others. The rows of such a call are fewer and do not match those of the first call.
     */
    public List<String> warnings() {
        List<String> all = new ArrayList<>(recorder.identities().notes());
        rows.forEach((name, here) -> rows.forEach((other, there) -> {
            String path = points.get(name).path();
            String first = path.replaceAll("@\\d+", "");
            if (!path.equals(first) && points.get(other).path().equals(first) && here.rows() != there.rows()) {
                all.add("'" + name + "' has " + here.rows() + " rows and '" + other + "' has " + there.rows()
                        + ": not every pass made this call, so rows with the same number are not of the same input");
            }
        }));
        return List.copyOf(all);
    }

    /** Forgets what was captured, and frees it. */
    public void clear() {
        spare.values().forEach(NDList::close);
        spare.clear();
        rows.clear();
        arrays.values().forEach(NDList::close);
        arrays.clear();
        points.clear();
        faults.clear();
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

    private <T> T known(Map<String, T> captured, String name) {
        faults.check(name);
        T found = captured.get(name);
        if (found == null) {
            throw recorder.unmatched()
                    .orElseGet(() -> new IllegalArgumentException("nothing was captured under '" + name
                            + "'; captured: "
                            + (captured.isEmpty()
                                    ? "nothing yet, run a forward pass"
                                    : String.join(", ", captured.keySet()))));
        }
        return found;
    }
}
