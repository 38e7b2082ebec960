package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.dataset.Batch;
import dev.infoplane.estimate.Samples;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the first rows of an epoch as they pass through the network in training, with dropout and the rest at work. What a
 * pass computed is held back until the trainer announces the batch it fed: only then are the labels known, and whether it was
 * a pass of the training at all. Passes that nobody announces are dropped.
 */
final class TrainingRows implements ActivationSource, AutoCloseable {
    private static final String INPUT = "in of the network";
    private static final int MOST_HELD_BACK = 4;

    private final int wanted;
    private final Deque<Pass> heldBack = new ArrayDeque<>();
    private final Map<String, RowBuffer> kept = new LinkedHashMap<>();
    private final Map<String, HookPoint> captured = new LinkedHashMap<>();
    private final RowBuffer labels = new RowBuffer();
    private final Runnable detach;
    private boolean open;

    TrainingRows(Block root, int wanted, List<Tap> taps) {
        this.wanted = wanted;
        List<Tap> all = new ArrayList<>(taps);
        all.add(Tap.glob("in").as(INPUT));
        detach = Hooks.followEverywhere(
                Follower.looking(root, Follower.Passes.TRAINING, () -> new Recorder(all, new Staging()).checked())
                        .whenever(this::wantsMore));
    }

    /** What one pass showed. */
    private record Pass(Map<String, RowBuffer> rows, Map<String, HookPoint> points) {
        Pass() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        boolean fed(float[] inputs) {
            return Arrays.equals(rows.get(INPUT).values(), inputs);
        }
    }

    /** Holds back the passes of one thread. The input of the network is the first that is seen of a pass. */
    private final class Staging implements Recorder.Sink {
        private Pass pass = new Pass();

        @Override
        public void take(String name, HookPoint point, View view, NDArray value) {
            if (name.equals(INPUT)) {
                pass = new Pass();
            } else {
                pass.points.put(name, new HookPoint(name, point.blockType(), value.getShape(), point.parameters()));
            }
            pass.rows.computeIfAbsent(name, n -> RowBuffer.captured(n, 0)).add(value);
        }

        @Override
        public void ended() {
            holdBack(pass);
            pass = new Pass();
        }
    }

    private synchronized void holdBack(Pass pass) {
        heldBack.addLast(pass);
        if (heldBack.size() > MOST_HELD_BACK) {
            heldBack.removeFirst();
        }
    }

    /** Starts anew, if wanted. */
    synchronized void begin(boolean collect) {
        heldBack.clear();
        kept.clear();
        labels.clear();
        open = collect;
    }

    /** Keeps the pass that was fed with the batch, with the labels of that. */
    synchronized void announced(Batch batch) {
        if (wantsMore() && !heldBack.isEmpty() && !batch.getData().isEmpty()) {
            RowBuffer inputs = new RowBuffer();
            inputs.add(batch.getData().head());
            while (!heldBack.isEmpty()) {
                Pass pass = heldBack.removeLast();
                if (pass.fed(inputs.values())) {
                    keep(pass, batch.getLabels());
                    break;
                }
            }
        }
        heldBack.clear();
    }

    private void keep(Pass pass, NDList batchLabels) {
        if (!batchLabels.isEmpty()) {
            labels.add(batchLabels.head());
        }
        pass.points.forEach(captured::putIfAbsent);
        pass.rows.forEach((name, rows) ->
                kept.computeIfAbsent(name, n -> RowBuffer.captured(n, 0)).add(rows));
    }

    private synchronized boolean wantsMore() {
        return open && collected() < wanted;
    }

    private int collected() {
        return kept.containsKey(INPUT) ? kept.get(INPUT).rows() : 0;
    }

    @Override
    public synchronized List<HookPoint> captured() {
        return List.copyOf(captured.values());
    }

    @Override
    public synchronized Rows rows(Set<String> names) {
        if (collected() < wanted) {
            throw new IllegalStateException(
                    "only " + collected() + " of " + wanted + " rows have passed in training since the epoch began");
        }
        Samples x = kept.get(INPUT).toSamples().slice(0, wanted);
        Optional<Samples> y =
                labels.rows() == collected() ? Optional.of(labels.toSamples().slice(0, wanted)) : Optional.empty();
        Map<String, Samples> activations = new LinkedHashMap<>();
        names.forEach(n -> activations.put(n, rows(n)));
        return new Rows(x, y, activations);
    }

    private Samples rows(String name) {
        Samples all = kept.get(name).toSamples();
        if (all.rows() != collected()) {
            throw new IllegalArgumentException("what is captured at '" + name + "' has " + all.rows() + " rows for "
                    + collected() + " samples; it must have one row a sample to be measured");
        }
        return all.slice(0, wanted);
    }

    @Override
    public void close() {
        detach.run();
    }
}
