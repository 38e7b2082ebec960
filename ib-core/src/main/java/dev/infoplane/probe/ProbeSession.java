package dev.infoplane.probe;

import ai.djl.metric.Metrics;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.Provenance;
import dev.infoplane.probe.internal.Hooks;
import dev.infoplane.probe.internal.PassSubscription;
import dev.infoplane.probe.internal.session.RunningState;
import dev.infoplane.probe.internal.session.StoredRun;
import dev.infoplane.storage.Identity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A probe attached to a trainer. It hears of finished epochs and measures on schedule, on the thread that trains; the network,
 * its parameters, files and random streams are not touched. Close it to detach; it also detaches when the trainer is closed.
 * What was measured stays readable.
 */
public final class ProbeSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeSession.class);

    private final Trainer trainer;
    private final ActivationSource source;
    private final PointMeasurer measuring;
    private final TrainingCount count;
    private final Deque<Runnable> detach = new ArrayDeque<>();
    private RunningState running;
    private Block followed;
    private boolean attached;
    private boolean closed;

    private ProbeSession(Trainer trainer, ActivationSource source, PointMeasurer measuring, TrainingCount count) {
        this.trainer = trainer;
        this.source = source;
        this.measuring = measuring;
        this.count = count;
    }

    static ProbeSession attach(
            Trainer trainer,
            ActivationSource source,
            PointMeasurer measuring,
            TrainingCount count,
            List<Intervention> interventions) {
        ProbeSession session = new ProbeSession(trainer, source, measuring, count);
        try {
            session.attach(interventions);
            session.attached = true;
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
        return session;
    }

    private void attach(List<Intervention> interventions) {
        detach.push(measuring::close);
        Block root = trainer.getModel().getBlock();
        detach.push(source::close);
        if (source.followsTraining()) {
            followed = root;
        }
        for (int i = 0; i < interventions.size(); i++) {
            if (interventions.get(i).passes().include(true)) {
                detach.push(Hooks.followEverywhere(
                        Intervener.follower(root, interventions.get(i), i, PassSubscription.Passes.TRAINING)));
                followed = root;
            }
        }
        if (count.countsBatches()) {
            PassCount passes = count.passes();
            detach.push(Hooks.followEverywhere(
                    PassSubscription.hearing(root, PassSubscription.Passes.TRAINING, passes::pass)));
        }
        detach.push(TrainerListeners.add(trainer, new Events()));
        count.doubt().ifPresent(doubt -> LOG.warn("{}: {}", measuring.run(), doubt));
        requireContinuation();
        source.begin(count.collects());
        if (!source.followsTraining() && count.isDue()) {
            measureUnder(count.now(), count.current());
        }
    }

    /** What the store holds of this run must have been measured in the same way, on the network that is here now. */
    private void requireContinuation() {
        StoredRun stored = measuring.stored();
        stored.requireNetworkOf(count.now(), count.current());
        if (!stored.isEmpty() && !source.followsTraining()) {
            for (Map.Entry<String, Provenance> each : provenances(names()).entrySet()) {
                measuring.requireConsistent(count.now(), each.getKey(), each.getValue());
            }
        }
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        hookPoints().forEach(p -> names.add(p.path()));
        return names;
    }

    private Map<String, Provenance> provenances(Set<String> names) {
        Identity network = count.current();
        Map<String, Provenance> provenances = new LinkedHashMap<>();
        source.fingerprints(names)
                .forEach((name, activations) ->
                        provenances.put(name, measuring.provenance(count.unit(), network, activations, source)));
        return provenances;
    }

    /**
     * What is measured, in the order in which the network computes it, the path being the name the point is filed under and
     * the shape that of the view. With {@link ProbeBuilder#evaluateOnTraining} it is known after the first batch.
     */
    public List<HookPoint> hookPoints() {
        return source.captured();
    }

    /** What was measured so far, and what the store already held of it. */
    public synchronized InformationPlane plane() {
        return measuring.plane(List.copyOf(names()));
    }

    /**
     * Measures the network as it is now, under the number of epochs (or batches) completed.
     *
     * @throws IllegalStateException if the session is closed, or if the network has changed since an epoch was last announced, so
     *     that this number is not known
     */
    public synchronized void measureNow() {
        requireOpen();
        count.requireUpToDate(measuring.run());
        measureUnder(count.now(), count.current());
    }

    /**
     * Measures the network as it is now. Points that are already measured under this epoch are not measured again.
     *
     * @param underEpoch the epoch to file the points under, 0 or more
     * @throws IllegalStateException if the session is closed, or if another network was measured under this epoch
     */
    public synchronized void measureNow(int underEpoch) {
        requireOpen();
        Identity network = count.current();
        measureUnder(underEpoch, network);
        count.measured(underEpoch, network);
    }

    private void measureUnder(int underEpoch, Identity network) {
        measuring.requireSameNetwork(underEpoch, network);
        Set<String> missing = names();
        missing.removeIf(name -> measuring.find(underEpoch, name).isPresent());
        if (!missing.isEmpty() || hookPoints().isEmpty()) {
            Map<String, Provenance> from = provenances(missing);
            missing.removeIf(name -> measuring.recall(underEpoch, name, from.get(name)));
            measure(underEpoch, missing, from, doubts(underEpoch, network));
        }
        if (!closed) {
            log(underEpoch, missing.size());
        }
    }

    /** What a reader of the estimates should know of the number they are filed under. */
    private List<String> doubts(int underEpoch, Identity network) {
        List<String> doubts = new ArrayList<>(count.doubts());
        measuring.otherEpochOf(network, underEpoch).ifPresent(other -> {
            String doubt = "the parameters of the network are exactly those after " + other + " " + count.unit()
                    + ": it has learned nothing between, or one of the two numbers is wrong";
            LOG.warn("{}, {} {}: {}", measuring.run(), count.unit(), underEpoch, doubt);
            doubts.add(doubt);
        });
        return doubts;
    }

    private void measure(int underEpoch, Set<String> names, Map<String, Provenance> from, List<String> doubts) {
        if (names.isEmpty()) {
            return;
        }
        ActivationSource.Rows rows = source.rows(names);
        for (String name : names) {
            addMetrics(measuring.measure(underEpoch, name, from.get(name), rows, e -> described(name, e, doubts)));
            if (closed) {
                return;
            }
        }
    }

    private Estimate described(String name, Estimate estimate, List<String> doubts) {
        Estimate described = source.describe(name, estimate);
        return NoiseNotes.warn(described, doubts);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the probe session '" + measuring.run() + "' is closed");
        }
    }

    /** Detaches. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (attached) {
                count.unfinished(measuring.run(), measuring.epochs()).forEach(LOG::warn);
            }
            while (!detach.isEmpty()) {
                detach.pop().run();
            }
            if (running != null) {
                running.close();
            }
        }
    }

    /** Into DJL's own metrics, if the trainer has any. */
    private void addMetrics(PlanePoint p) {
        Metrics metrics = trainer.getMetrics();
        if (metrics != null) {
            String name = "probe_" + p.key().hookPoint();
            p.inputInformation()
                    .ifPresent(e ->
                            metrics.addMetric(name + "_input_bits", e.value().bits()));
            p.labelInformation()
                    .ifPresent(e ->
                            metrics.addMetric(name + "_label_bits", e.value().bits()));
        }
    }

    private void log(int at, int measured) {
        if (LOG.isInfoEnabled()) {
            String amounts = hookPoints().stream()
                    .map(p -> measuring.find(at, p.path()).orElseThrow())
                    .map(ProbeSession::amounts)
                    .collect(Collectors.joining("; "));
            LOG.info(
                    "{}, epoch {}: {} of {} points measured: {}",
                    measuring.run(),
                    at,
                    measured,
                    hookPoints().size(),
                    amounts);
        }
    }

    private static String amounts(PlanePoint p) {
        String x = p.inputInformation()
                .map(e -> " I(X;T) " + bits(e.value().bits()))
                .orElse("");
        String y = p.labelInformation()
                .map(e -> " I(T;Y) " + bits(e.value().bits()))
                .orElse("");
        return p.key().hookPoint() + x + y;
    }

    private static String bits(double bits) {
        return String.format(Locale.ROOT, "%.3f bits", bits);
    }

    /**
     * On the thread that trains. A batch is announced after its backward pass, before the step it leads to. A listener of a
     * configuration is shared by all trainers made from it.
     */
    private final class Events extends TrainingListenerAdapter {
        @Override
        public void onTrainingBatch(Trainer trains, BatchData batch) {
            synchronized (ProbeSession.this) {
                if (closed || trains != trainer) {
                    return;
                }
                requireTheNetworkOfThen();
                if (count.countsBatches()) {
                    count.checkPasses(
                            batch.getLabels() == null ? 0 : batch.getLabels().size());
                    measureAsBeforeThisPass();
                }
                count.batch();
                if (count.countsBatches() && count.isDue()) {
                    running = new RunningState(trainer.getModel().getBlock());
                }
                source.announced(batch);
            }
        }

        /** What is followed in training is the network that was there at the beginning. */
        private void requireTheNetworkOfThen() {
            if (followed != null && followed != trainer.getModel().getBlock()) {
                throw new IllegalStateException("the block of the model was exchanged after the probe session '"
                        + measuring.run() + "' was attached; close the session and attach a new one");
            }
        }

        /** The weights have not moved since the last step, but the forward pass has moved what the network keeps beside them. */
        private void measureAsBeforeThisPass() {
            try (RunningState before = running) {
                running = null;
                if (before != null && !measuring.epochs().contains(count.now())) {
                    before.during(() -> measureUnder(count.now(), count.current()));
                }
            }
        }

        @Override
        public void onEpoch(Trainer trains) {
            synchronized (ProbeSession.this) {
                if (closed || trains != trainer) {
                    return;
                }
                count.epoch();
                if (!count.isUpToDate()) {
                    LOG.warn(
                            "{}: an epoch ended in a training pass that was not announced, so that its end is not measured under {} {}",
                            measuring.run(),
                            count.unit(),
                            count.now());
                } else if (count.isDue()) {
                    measureUnder(count.now(), count.current());
                }
                source.begin(count.collects());
            }
        }

        @Override
        public void onTrainingEnd(Trainer trains) {
            if (trains == trainer) {
                close();
            }
        }
    }
}
