package dev.infoplane.probe;

import ai.djl.metric.Metrics;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
    private final Measuring measuring;
    private final Schedule schedule;
    private final Deque<Runnable> detach = new ArrayDeque<>();
    private int epoch;
    private int batches;
    private RunningState running;
    private Block followed;
    private boolean closed;

    private ProbeSession(Trainer trainer, ActivationSource source, Measuring measuring, Schedule schedule) {
        this.trainer = trainer;
        this.source = source;
        this.measuring = measuring;
        this.schedule = schedule;
    }

    static ProbeSession attach(
            Trainer trainer,
            ActivationSource source,
            Measuring measuring,
            List<Intervention> interventions,
            Schedule schedule) {
        ProbeSession session = new ProbeSession(trainer, source, measuring, schedule);
        try {
            session.attach(interventions);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
        return session;
    }

    private void attach(List<Intervention> interventions) {
        detach.push(measuring::close);
        Block root = trainer.getModel().getBlock();
        if (source instanceof TrainingRows rows) {
            detach.push(rows::close);
            followed = root;
        }
        for (int i = 0; i < interventions.size(); i++) {
            if (interventions.get(i).passes().include(true)) {
                detach.push(Hooks.followEverywhere(
                        Intervener.follower(root, interventions.get(i), i, Follower.Passes.TRAINING)));
                followed = root;
            }
        }
        detach.push(TrainerListeners.add(trainer, new Events()));
        if (source instanceof TrainingRows rows) {
            rows.begin(schedule.collects(1));
        } else if (schedule.includes(0)) {
            measureNow(0);
        }
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
        return measuring.plane();
    }

    /** Measures the network as it is now, under the number of epochs (or batches) completed since {@code attach()}. */
    public synchronized void measureNow() {
        measureNow(schedule.countsBatches() ? batches : epoch);
    }

    /**
     * Measures the network as it is now. Points that are already measured under this epoch are not measured again.
     *
     * @param underEpoch the epoch to file the points under, 0 or more
     * @throws IllegalStateException if the session is closed
     */
    public synchronized void measureNow(int underEpoch) {
        if (closed) {
            throw new IllegalStateException("the probe session '" + measuring.run() + "' is closed");
        }
        Set<String> missing = new LinkedHashSet<>();
        for (HookPoint point : hookPoints()) {
            if (measuring.find(underEpoch, point.path()).isEmpty()) {
                missing.add(point.path());
            }
        }
        if (!missing.isEmpty() || hookPoints().isEmpty()) {
            ActivationSource.Rows rows = source.rows(missing);
            for (String name : missing) {
                PlanePoint point = measuring.measure(underEpoch, name, rows, e -> source.describe(name, e));
                addMetrics(point);
                if (closed) {
                    return;
                }
            }
        }
        log(underEpoch, missing.size());
    }

    /** Detaches. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
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
                if (schedule.countsBatches()) {
                    measureAsBeforeThisPass();
                }
                batches++;
                if (schedule.countsBatches() && schedule.includes(batches)) {
                    running = new RunningState(trainer.getModel().getBlock());
                }
                if (source instanceof TrainingRows rows) {
                    rows.announced(batch);
                }
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
                if (before != null) {
                    before.during(() -> measureNow(batches));
                }
            }
        }

        @Override
        public void onEpoch(Trainer trains) {
            synchronized (ProbeSession.this) {
                if (closed || trains != trainer) {
                    return;
                }
                epoch++;
                int now = schedule.countsBatches() ? batches : epoch;
                if (schedule.includes(now)) {
                    measureNow(now);
                }
                if (source instanceof TrainingRows rows) {
                    rows.begin(schedule.collects(epoch + 1));
                }
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
