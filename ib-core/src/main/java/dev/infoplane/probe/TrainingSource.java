package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.listener.TrainingListener.BatchData;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.internal.Faults;
import dev.infoplane.probe.internal.Hooks;
import dev.infoplane.probe.internal.PassSubscription;
import dev.infoplane.probe.internal.session.BlockHistory;
import dev.infoplane.probe.internal.session.Digests;
import dev.infoplane.storage.Identity;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the first rows of an epoch as they pass through the network in training, with dropout and the rest at work. What a
 * pass computed is held back until the trainer announces a batch, and kept if the pass was fed with that batch or a part of
 * it: {@code EasyTrain} gives each pass the very list of labels that it announces, and a pass of a loop that gives no labels
 * is known by its inputs. Passes that nobody announces are dropped. The passes of a batch may be on several threads.
 */
final class TrainingSource implements ActivationSource {
    private static final int MOST_HELD_BACK = 32;

    private final int wanted;
    private final Deque<Pass> heldBack = new ArrayDeque<>();
    private final Map<String, RowBuffer> kept = new LinkedHashMap<>();
    private final Map<String, HookPoint> captured = new LinkedHashMap<>();
    private final RowBuffer inputs = RowBuffer.captured("in", 0);
    private final RowBuffer labels = new RowBuffer();
    private final List<Intervention> interventions;
    private final Map<String, List<Intervention>> noisy = new ConcurrentHashMap<>();
    private final Faults faults = new Faults();
    private final Map<String, String> paths = new ConcurrentHashMap<>();
    private final Map<String, Integer> positions = new ConcurrentHashMap<>();
    private final BlockHistory identities = new BlockHistory();
    private final Map<String, CapturePoint> taken = new ConcurrentHashMap<>();
    private final Runnable detach;
    private boolean open;

    /** @param interventions at work in training */
    TrainingSource(Block root, int wanted, List<Tap> taps, List<Intervention> interventions) {
        this.wanted = wanted;
        this.interventions = List.copyOf(interventions);
        List<Tap> all = List.copyOf(taps);
        detach = Hooks.followEverywhere(
                PassSubscription.looking(root, PassSubscription.Passes.TRAINING, () -> new Staging().recorder(all))
                        .whenever(this::wantsMore));
    }

    /** What one pass was given, before any intervention, and what taps saw of it. */
    private record Pass(
            RowBuffer inputs,
            NDList labels,
            Map<String, RowBuffer> rows,
            Map<String, HookPoint> points,
            Faults faults) {
        Pass(NDList labels) {
            this(RowBuffer.captured("in", 0), labels, new LinkedHashMap<>(), new LinkedHashMap<>(), new Faults());
        }

        /** EasyTrain announces the lists of labels that it gave, one a device. */
        boolean hasLabelsOf(BatchData announced) {
            return labels != null
                    && (announced.getLabels() != null
                                    && announced.getLabels().values().stream().anyMatch(l -> l == labels)
                            || announced.getBatch() != null
                                    && announced.getBatch().getLabels() == labels);
        }

        boolean fedWith(RowBuffer others) {
            return !inputs.isEmpty() && Arrays.equals(inputs.values(), others.values());
        }
    }

    private static void addFirst(NDList arrays, RowBuffer rows) {
        if (arrays != null && !arrays.isEmpty()) {
            rows.add(arrays.head());
        }
    }

    /** Holds back the passes of one thread. */
    private final class Staging implements Recorder.Sink {
        private final Faults inThisPass = new Faults();
        private Recorder recorder;
        private Pass pass;

        Recorder recorder(List<Tap> taps) {
            recorder = new Recorder(taps, this, inThisPass).checked().remembering(identities);
            return recorder;
        }

        @Override
        public void began(NDList inputs, NDList labels) {
            inThisPass.clear();
            pass = new Pass(labels);
            addFirst(inputs, pass.inputs);
        }

        @Override
        public void take(String name, HookPoint point, View view, NDArray value) {
            taken.putIfAbsent(name, CapturePoint.at(point, view));
            if (view == View.NONE) {
                noisy.computeIfAbsent(name, n -> NoiseNotes.at(point, interventions));
            }
            paths.put(name, point.path());
            positions.computeIfAbsent(name, n -> recorder.reached().indexOf(point));
            pass.points.put(name, new HookPoint(name, point.blockType(), value.getShape(), point.parameters()));
            pass.rows.computeIfAbsent(name, n -> RowBuffer.captured(n, 0)).add(value);
        }

        @Override
        public void ended() {
            inThisPass.addTo(pass.faults);
            holdBack(pass);
            pass = null;
        }
    }

    private synchronized void holdBack(Pass pass) {
        heldBack.addLast(pass);
        if (heldBack.size() > MOST_HELD_BACK) {
            heldBack.removeFirst();
        }
    }

    /** Discards what was held back and starts over, if {@code collect} is set. */
    @Override
    public synchronized void begin(boolean collect) {
        heldBack.clear();
        kept.clear();
        inputs.clear();
        labels.clear();
        faults.clear();
        open = collect;
    }

    /** Keeps the passes that were fed with the batch, with the labels of that. */
    @Override
    public synchronized void announced(BatchData batch) {
        List<Pass> labelled =
                heldBack.stream().filter(pass -> pass.hasLabelsOf(batch)).toList();
        if (!labelled.isEmpty()) {
            labelled.forEach(pass -> keep(pass, pass.labels));
        } else if (wantsMore() && !heldBack.isEmpty()) {
            RowBuffer fed = fed(batch);
            Iterator<Pass> newestFirst = heldBack.descendingIterator();
            while (newestFirst.hasNext()) {
                Pass pass = newestFirst.next();
                if (pass.fedWith(fed)) {
                    keep(pass, batch.getBatch().getLabels());
                    break;
                }
            }
        }
        heldBack.clear();
    }

    private RowBuffer fed(BatchData batch) {
        RowBuffer fed = new RowBuffer();
        try {
            addFirst(batch.getBatch() == null ? null : batch.getBatch().getData(), fed);
        } catch (RuntimeException e) {
            faults.add(e);
        }
        return fed;
    }

    private void keep(Pass pass, NDList passLabels) {
        pass.faults.addTo(faults);
        if (faults.concernAll()) {
            return;
        }
        try {
            inputs.add(pass.inputs);
            if (passLabels != null && !passLabels.isEmpty()) {
                labels.add(passLabels.head());
            }
        } catch (RuntimeException e) {
            faults.add(e);
            return;
        }
        pass.points.forEach(captured::putIfAbsent);
        pass.rows.forEach(this::keep);
    }

    private void keep(String name, RowBuffer rows) {
        try {
            kept.computeIfAbsent(name, n -> RowBuffer.captured(n, 0)).add(rows);
        } catch (RuntimeException e) {
            faults.add(name, e);
        }
    }

    private synchronized boolean wantsMore() {
        return open && inputs.rows() < wanted && !faults.concernAll();
    }

    @Override
    public boolean followsTraining() {
        return true;
    }

    @Override
    public synchronized List<HookPoint> captured() {
        return List.copyOf(captured.values());
    }

    @Override
    public Estimate describe(String name, Estimate estimate) {
        return NoiseNotes.warn(
                NoiseNotes.add(estimate, interventions, noisy.getOrDefault(name, List.of())),
                identities.notes(paths.getOrDefault(name, "")));
    }

    @Override
    public synchronized Rows rows(Set<String> names) {
        if (!open) {
            throw new IllegalStateException("no training rows are kept in an epoch that the schedule does not measure;"
                    + " with onDemand() they are kept in every epoch");
        }
        names.forEach(faults::check);
        if (inputs.rows() < wanted) {
            throw new IllegalStateException(
                    "only " + inputs.rows() + " of " + wanted + " rows have passed in training since the epoch began");
        }
        Samples x = inputs.toSamples().slice(0, wanted);
        Optional<Samples> y =
                labels.rows() == inputs.rows() ? Optional.of(labels.toSamples().slice(0, wanted)) : Optional.empty();
        Map<String, Samples> activations = new LinkedHashMap<>();
        names.forEach(n -> activations.put(n, rows(n)));
        return new Rows(x, y, activations, positions);
    }

    @Override
    public Identity inputs() {
        return Identity.of("training", 1).with("rows", wanted);
    }

    @Override
    public Identity labels() {
        return inputs();
    }

    /** Rows of training are other ones in each epoch, so they are part of what is known of the activations. */
    @Override
    public synchronized Map<String, Identity> fingerprints(Set<String> names) {
        Rows rows = rows(names);
        Map<String, Identity> found = new LinkedHashMap<>();
        rows.activations().forEach((name, t) -> {
            Samples first = t.slice(0, Math.min(CapturePoint.ROWS, t.rows()));
            found.put(
                    name,
                    taken.get(name)
                            .with(interventions, Optional.of(first))
                            .with("inputs", Digests.of(rows.inputs()))
                            .with("labels", rows.labels().map(Digests::of).orElse("none")));
        });
        return found;
    }

    private Samples rows(String name) {
        if (!kept.containsKey(name)) {
            throw new IllegalArgumentException("hook point '" + name + "' was not reached");
        }
        Samples all = kept.get(name).toSamples();
        if (all.rows() != inputs.rows()) {
            throw new IllegalArgumentException("what is captured at '" + name + "' has " + all.rows() + " rows for "
                    + inputs.rows() + " samples; it must have one row a sample to be measured");
        }
        return all.slice(0, wanted);
    }

    @Override
    public void close() {
        detach.run();
    }
}
