package dev.infoplane.probe;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.internal.Faults;
import dev.infoplane.probe.internal.Hooks;
import dev.infoplane.probe.internal.PassSubscription;
import dev.infoplane.probe.internal.session.BlockHistory;
import dev.infoplane.probe.internal.session.Digests;
import dev.infoplane.storage.Identity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs held-out samples through a trainer's network in inference mode and keeps what taps see. */
final class HeldOutSource implements ActivationSource {
    private final Trainer trainer;
    private final HeldOut heldOut;
    private final int batchSize;
    private final List<Tap> taps;
    private final List<Intervention> interventions;
    private final List<HookPoint> captured;
    private final Map<String, List<Intervention>> noisy = new HashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final BlockHistory identities = new BlockHistory();
    private final Identity inputs;
    private final Identity labels;

    /**
     * Evaluates the first batch, to see what there is.
     *
     * @throws IllegalArgumentException if a tap matches nothing or a value has not one row a sample
     */
    HeldOutSource(Trainer trainer, HeldOut heldOut, int batchSize, List<Tap> taps, List<Intervention> interventions) {
        this.trainer = trainer;
        this.heldOut = heldOut;
        this.batchSize = batchSize;
        this.taps = taps;
        this.interventions =
                interventions.stream().filter(i -> i.passes().include(false)).toList();
        this.captured = discover();
        this.inputs = Identity.of("held-out", 1).with("rows", heldOut.rows()).with("inputs", heldOut.inputsDigest());
        this.labels =
                heldOut.labels().map(y -> inputs.with("labels", Digests.of(y))).orElse(inputs);
    }

    @Override
    public List<HookPoint> captured() {
        return captured;
    }

    @Override
    public Rows rows(Set<String> names) {
        Map<String, RowBuffer> kept = new LinkedHashMap<>();
        names.forEach(n -> kept.put(n, RowBuffer.captured(n, heldOut.rows())));
        int[] batch = new int[1];
        Faults faults = new Faults();
        Recorder recorder = new Recorder(
                taps,
                (name, point, view, value) -> {
                    if (kept.containsKey(name)) {
                        requireRowPerSample(name, value, batch[0]);
                        kept.get(name).add(value);
                    }
                },
                faults);
        List<Runnable> detach = follow(recorder);
        try {
            for (int from = 0; from < heldOut.rows(); from += batchSize) {
                batch[0] = Math.min(batchSize, heldOut.rows() - from);
                pass(from, from + batch[0]);
                faults.check();
            }
        } finally {
            detach.forEach(Runnable::run);
        }
        Map<String, Samples> activations = new LinkedHashMap<>();
        kept.forEach((name, rows) -> activations.put(name, complete(name, rows)));
        return new Rows(heldOut.inputs(), heldOut.labels(), activations, positions);
    }

    @Override
    public Estimate describe(String name, Estimate estimate) {
        return NoiseNotes.warn(
                NoiseNotes.add(estimate, interventions, noisy.getOrDefault(name, List.of())),
                identities.notes(paths.getOrDefault(name, "")));
    }

    @Override
    public Identity inputs() {
        return inputs;
    }

    @Override
    public Identity labels() {
        return labels;
    }

    @Override
    public Map<String, Identity> fingerprints(Set<String> names) {
        Map<String, RowBuffer> first = new HashMap<>();
        Map<String, CapturePoint> taken = new HashMap<>();
        Faults faults = new Faults();
        Recorder recorder = new Recorder(
                taps,
                (name, point, view, value) -> {
                    if (names.contains(name)) {
                        first.computeIfAbsent(name, n -> RowBuffer.captured(n, 0))
                                .add(value);
                        taken.put(name, CapturePoint.at(point, view));
                    }
                },
                faults);
        List<Runnable> detach = follow(recorder);
        try {
            pass(0, Math.min(CapturePoint.ROWS, heldOut.rows()));
        } finally {
            detach.forEach(Runnable::run);
        }
        faults.check();
        Map<String, Identity> found = new HashMap<>();
        for (String name : names) {
            Optional<Samples> rows = Optional.ofNullable(first.get(name)).map(RowBuffer::toSamples);
            found.put(
                    name,
                    taken.getOrDefault(name, new CapturePoint(name, "none"))
                            .with(interventions, rows)
                            .with("batchSize", Math.min(batchSize, heldOut.rows())));
        }
        return found;
    }

    private List<HookPoint> discover() {
        List<HookPoint> found = new ArrayList<>();
        int rows = Math.min(batchSize, heldOut.rows());
        Faults faults = new Faults();
        Recorder recorder = new Recorder(
                taps,
                (name, point, view, value) -> {
                    requireRowPerSample(name, value, rows);
                    if (view == View.NONE) {
                        noisy.put(name, NoiseNotes.at(point, interventions));
                    }
                    paths.put(name, point.path());
                    found.add(new HookPoint(name, point.blockType(), value.getShape(), point.parameters()));
                },
                faults);
        List<Runnable> detach = follow(recorder.checked());
        try {
            pass(0, rows);
        } finally {
            detach.forEach(Runnable::run);
        }
        faults.check();
        List<String> reached = recorder.reached().stream().map(HookPoint::path).toList();
        paths.forEach((name, path) -> positions.put(name, reached.indexOf(path)));
        return List.copyOf(found);
    }

    private List<Runnable> follow(Recorder recorder) {
        List<Runnable> detach = new ArrayList<>();
        for (int i = 0; i < interventions.size(); i++) {
            detach.add(Hooks.followHere(
                    Intervener.follower(root(), interventions.get(i), i, PassSubscription.Passes.EVALUATION)));
        }
        recorder.remembering(identities);
        detach.add(Hooks.followHere(PassSubscription.looking(root(), PassSubscription.Passes.EVALUATION, () -> recorder)
                .alone()));
        return detach;
    }

    private void pass(int from, int to) {
        try (NDManager manager = trainer.getManager().newSubManager(trainer.getDevices()[0])) {
            NDList inputs = heldOut.batch(manager, from, to);
            try {
                trainer.evaluate(inputs);
            } catch (EngineException e) {
                throw new IllegalArgumentException(
                        "the network cannot evaluate held-out inputs of shape "
                                + Arrays.toString(inputs.getShapes()) + ", it was initialised for "
                                + root().describeInput().values() + ": "
                                + String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""),
                        e);
            }
        }
    }

    private static void requireRowPerSample(String name, NDArray value, int batch) {
        if (value.getShape().dimension() == 0 || value.getShape().get(0) != batch) {
            throw new IllegalArgumentException("what is captured at '" + name + "' has shape " + value.getShape()
                    + " for a batch of " + batch + " samples; its first extent must be the batch to be measured");
        }
    }

    private Samples complete(String name, RowBuffer rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("hook point '" + name + "' was not reached");
        }
        Samples samples = rows.toSamples();
        if (samples.rows() != heldOut.rows()) {
            throw new IllegalArgumentException("hook point '" + name + "' was reached by " + samples.rows() + " of "
                    + heldOut.rows() + " samples, it must be reached by all to be measured");
        }
        return samples;
    }

    private Block root() {
        return trainer.getModel().getBlock();
    }
}
