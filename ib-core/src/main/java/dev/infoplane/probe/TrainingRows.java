package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps the first rows of an epoch as they pass through the network in training, with dropout and the rest at work. */
final class TrainingRows implements ActivationSource, AutoCloseable {
    private static final String INPUT = "in of the network";

    private final int wanted;
    private final Map<String, RowBuffer> buffers = new LinkedHashMap<>();
    private final Map<String, HookPoint> captured = new LinkedHashMap<>();
    private final RowBuffer labels = new RowBuffer();
    private final Runnable detach;
    private boolean open;

    TrainingRows(Block root, int wanted, List<Tap> taps) {
        this.wanted = wanted;
        List<Tap> all = new ArrayList<>(taps);
        all.add(Tap.glob("in").as(INPUT));
        detach = Hooks.followEverywhere(Follower.looking(
                        root, Follower.Passes.TRAINING, () -> new Recorder(all, this::keep).checked())
                .whenever(this::wantsMore));
    }

    /** Starts anew, if wanted. */
    void begin(boolean collect) {
        buffers.clear();
        labels.clear();
        open = collect;
    }

    /** Takes the labels of the batch that just passed. */
    void labels(NDArray batch) {
        if (labels.rows() < collected()) {
            labels.add(batch);
        }
    }

    private boolean wantsMore() {
        return open && collected() < wanted;
    }

    private int collected() {
        return buffers.containsKey(INPUT) ? buffers.get(INPUT).rows() : 0;
    }

    private void keep(String name, HookPoint point, View view, NDArray value) {
        if (!name.equals(INPUT)) {
            captured.putIfAbsent(name, new HookPoint(name, point.blockType(), value.getShape(), point.parameters()));
        }
        buffers.computeIfAbsent(name, n -> new RowBuffer()).add(value);
    }

    @Override
    public List<HookPoint> captured() {
        return List.copyOf(captured.values());
    }

    @Override
    public Rows rows(Set<String> names) {
        if (collected() < wanted) {
            throw new IllegalStateException(
                    "only " + collected() + " of " + wanted + " rows have passed in training since the epoch began");
        }
        Samples x = buffers.get(INPUT).toSamples().slice(0, wanted);
        Optional<Samples> y =
                labels.rows() == collected() ? Optional.of(labels.toSamples().slice(0, wanted)) : Optional.empty();
        Map<String, Samples> activations = new LinkedHashMap<>();
        names.forEach(n -> activations.put(n, rows(n)));
        return new Rows(x, y, activations);
    }

    private Samples rows(String name) {
        Samples all = buffers.get(name).toSamples();
        if (all.rows() != buffers.get(INPUT).rows()) {
            throw new IllegalArgumentException("what is captured at '" + name + "' has " + all.rows() + " rows for "
                    + buffers.get(INPUT).rows() + " samples; it must have one row a sample to be measured");
        }
        return all.slice(0, wanted);
    }

    @Override
    public void close() {
        detach.run();
    }
}
