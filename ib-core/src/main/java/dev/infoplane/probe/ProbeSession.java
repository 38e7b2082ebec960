package dev.infoplane.probe;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.probe.internal.ForwardAgent;
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

    private final Evaluation evaluation;
    private final Measuring measuring;
    private final Schedule schedule;
    private final List<HookPoint> hookPoints;
    private Runnable detach = () -> {};
    private int epoch;
    private boolean closed;

    private ProbeSession(Evaluation evaluation, Measuring measuring, Schedule schedule, List<HookPoint> hookPoints) {
        this.evaluation = evaluation;
        this.measuring = measuring;
        this.schedule = schedule;
        this.hookPoints = hookPoints;
    }

    static ProbeSession attach(
            Trainer trainer, Evaluation evaluation, Measuring measuring, Selection selection, Schedule schedule) {
        ForwardAgent.weave();
        List<HookPoint> chosen = selection.choose(evaluation.discover());
        ProbeSession session = new ProbeSession(evaluation, measuring, schedule, chosen);
        session.detach = TrainerListeners.add(trainer, session.new Epochs());
        try {
            session.measureIfDue();
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
        return session;
    }

    /** The points that are measured, in the order in which the network computes them. */
    public List<HookPoint> hookPoints() {
        return hookPoints;
    }

    /** What was measured so far, and what the store already held of it. */
    public synchronized InformationPlane plane() {
        return measuring.plane();
    }

    /** Measures the network as it is now, under the number of epochs completed since {@code attach()}. */
    public synchronized void measureNow() {
        measureNow(epoch);
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
        for (HookPoint point : hookPoints) {
            if (measuring.find(underEpoch, point.path()).isEmpty()) {
                missing.add(point.path());
            }
        }
        if (!missing.isEmpty()) {
            Map<String, Samples> captured = evaluation.capture(missing);
            for (String point : missing) {
                measuring.measure(underEpoch, point, captured.remove(point));
            }
        }
        log(underEpoch, missing.size());
    }

    /** Detaches. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            detach.run();
            measuring.close();
        }
    }

    private void measureIfDue() {
        if (schedule.includes(epoch)) {
            measureNow();
        }
    }

    private void log(int at, int measured) {
        if (LOG.isInfoEnabled()) {
            String amounts = hookPoints.stream()
                    .map(p -> measuring.find(at, p.path()).orElseThrow())
                    .map(ProbeSession::amounts)
                    .collect(Collectors.joining("; "));
            LOG.info(
                    "{}, epoch {}: {} of {} points measured: {}",
                    measuring.run(),
                    at,
                    measured,
                    hookPoints.size(),
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

    private final class Epochs extends TrainingListenerAdapter {
        @Override
        public void onEpoch(Trainer trainer) {
            synchronized (ProbeSession.this) {
                epoch++;
                measureIfDue();
            }
        }

        @Override
        public void onTrainingEnd(Trainer trainer) {
            close();
        }
    }
}
