package dev.infoplane.cli.study;

import dev.infoplane.study.Study;
import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskId;
import dev.infoplane.study.work.StudyMeasurements;
import dev.infoplane.study.work.StudyPoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how far a study is, in parts of its estimated cost, which points are measured, and how many bits they hold. */
final class StudyProgress implements TaskListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StudyProgress.class);

    /** A task is over when it says so, not when its training is. */
    private static final double MOST_BEFORE_END = 0.99;

    private final Study study;
    private final ProgressLine line;
    private final Map<TaskId, Double> shares = new HashMap<>();
    private final Set<StudyPoint> measured = new HashSet<>();
    private final double total;
    private double done;
    private double reused;
    private Optional<StudyMeasurements> measurements = Optional.empty();

    StudyProgress(Study study, PrintWriter out) {
        this.study = study;
        total = study.graph().tasks().inOrder().stream()
                .mapToDouble(StudyTask::cost)
                .sum();
        line = new ProgressLine(out, Terminal.isThere(System.getenv()), System::nanoTime);
    }

    /** Looks into the store of this executor from now on. */
    ExecutorProvider.Opened watching(ExecutorProvider.Opened opened) {
        ResultStore store = opened.store();
        synchronized (this) {
            measurements = Optional.of(new StudyMeasurements(study.spec(), study.images(), study.graph(), store));
        }
        return opened;
    }

    @Override
    public synchronized void reused(StudyTask task) {
        reach(task, 1);
        reused += task.cost();
        study.graph().points().stream().filter(this::isMeasured).forEach(measured::add);
    }

    @Override
    public synchronized void progressed(StudyTask task, double share) {
        reach(task, Math.min(share, MOST_BEFORE_END));
        show();
    }

    @Override
    public synchronized void finished(StudyTask task) {
        reach(task, 1);
        for (StudyPoint point : study.graph().points()) {
            if (!measured.contains(point) && isMeasured(point)) {
                measured.add(point);
                say(point);
            }
        }
        show();
    }

    @Override
    public synchronized void failed(StudyTask task, String reason) {
        line.say(task.label() + " failed: " + reason);
    }

    private void reach(StudyTask task, double share) {
        double before = shares.getOrDefault(task.id(), 0.0);
        if (share > before) {
            shares.put(task.id(), share);
            done += (share - before) * task.cost();
        }
    }

    private boolean isMeasured(StudyPoint point) {
        boolean isPooled = study.graph().firstPool().isPresent();
        return isAnyDone(point.labels())
                && (isPooled
                        ? study.graph().pools().values().stream()
                                        .anyMatch(pool -> isDone(pool.scores().get(point.name())))
                                && isDone(
                                        study.graph().firstPool().orElseThrow().reference())
                        : isAnyDone(point.inputs()));
    }

    private boolean isAnyDone(Map<Long, StudyTask> byDecoderSeed) {
        return byDecoderSeed.values().stream().anyMatch(this::isDone);
    }

    private boolean isDone(StudyTask task) {
        return shares.getOrDefault(task.id(), 0.0) == 1;
    }

    private void say(StudyPoint point) {
        try {
            Optional<String> bits = measurements
                    .orElseThrow()
                    .preview(point)
                    .map(i -> String.format(Locale.ROOT, "%.1f bits of the input", i.bits()));
            line.say(point.name() + ": " + bits.orElse("measured"));
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} cannot be shown yet", point.name(), e);
        }
    }

    private void show() {
        int points = study.graph().points().size();
        line.show(
                (done - reused) / Math.max(1e-9, total - reused),
                done / total,
                measured.size() + " of " + points + " points");
    }

    @Override
    public synchronized void close() {
        line.close();
    }
}
