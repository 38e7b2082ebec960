package dev.infoplane.cli.study;

import dev.infoplane.study.Study;
import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.work.NetworkKind;
import dev.infoplane.study.work.PoolKind;
import dev.infoplane.study.work.PrepareKind;
import dev.infoplane.study.work.StudyGraph;
import dev.infoplane.study.work.StudyMeasurements;
import dev.infoplane.study.work.StudyPoint;
import dev.infoplane.study.work.UnconditionalKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how far a study is: its share of the work, what it is at, the points that are measured with the bits they hold, and the time
 * left. A study that is resumed begins at the share that was done before.
 */
final class StudyProgress implements TaskListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StudyProgress.class);

    /** A task is over when it says so, not when its training is. */
    private static final double MOST_BEFORE_END = 0.99;

    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What has to be done before any point of a pool can be measured, in this order. */
    private static final List<Phase> PHASES = List.of(
            new Phase("networks %d %% trained", NetworkKind.ID),
            new Phase("closed forms %d %% done", PrepareKind.ID),
            new Phase("decoders %d %% learned", PoolKind.ID, UnconditionalKind.ID));

    private final Study study;
    private final StudyGraph graph;
    private final ProgressLine line;
    private final Workload workload;
    private final ReachedShares reached;
    private final Set<Measurement> measured = new HashSet<>();
    private Optional<StudyMeasurements> measurements = Optional.empty();
    private long kept = System.nanoTime();

    private record Phase(String text, Set<String> kinds) {
        Phase(String text, String... kinds) {
            this(text, Set.of(kinds));
        }
    }

    /** A point by one seed of the decoders. */
    private record Measurement(StudyPoint point, long seed) {}

    StudyProgress(Study study, Path folder, int workers, PrintWriter out) {
        this.study = study;
        graph = study.graph();
        workload = new Workload(graph.tasks(), workers, System::nanoTime);
        reached = new ReachedShares(folder);
        line = new ProgressLine(out, Terminal.isThere(System.getenv()), System::nanoTime);
    }

    /** Looks into the store of this executor from now on. */
    ExecutorProvider.Opened watching(ExecutorProvider.Opened opened) {
        ResultStore store = opened.store();
        synchronized (this) {
            measurements = Optional.of(new StudyMeasurements(study.spec(), study.images(), graph, store));
            reached.resumable(store)
                    .forEach((id, share) -> graph.tasks().find(id).ifPresent(task -> workload.resume(task, share)));
        }
        return opened;
    }

    @Override
    public synchronized void reused(StudyTask task) {
        workload.reuse(task);
        newlyMeasured();
    }

    @Override
    public synchronized void started(StudyTask task) {
        workload.start(task);
        show();
    }

    @Override
    public synchronized void progressed(StudyTask task, double share) {
        workload.reach(task, Math.min(share, MOST_BEFORE_END));
        show();
    }

    @Override
    public synchronized void finished(StudyTask task) {
        workload.end(task);
        newlyMeasured().forEach(this::say);
        show();
    }

    @Override
    public synchronized void failed(StudyTask task, String reason) {
        line.say(task.label() + " failed: " + reason);
    }

    private Set<Measurement> newlyMeasured() {
        Set<Measurement> found = new LinkedHashSet<>();
        for (long seed : study.spec().decoderSeeds()) {
            for (StudyPoint point : graph.points()) {
                Measurement measurement = new Measurement(point, seed);
                if (!measured.contains(measurement) && isMeasured(point, seed)) {
                    measured.add(measurement);
                    found.add(measurement);
                }
            }
        }
        return found;
    }

    private boolean isMeasured(StudyPoint point, long seed) {
        return workload.isDone(point.labels().get(seed))
                && (graph.pools().isEmpty()
                        ? workload.isDone(point.inputs().get(seed))
                        : workload.isDone(graph.pools().get(seed).scores().get(point.name()))
                                && workload.isDone(graph.pools().get(seed).reference()));
    }

    private void say(Measurement m) {
        try {
            Optional<String> bits = measurements
                    .orElseThrow()
                    .preview(m.point, m.seed)
                    .map(i -> String.format(Locale.ROOT, "%.1f bits of the input", i.bits()));
            String by = study.spec().decoderSeeds().size() == 1 ? "" : ", decoder seed " + m.seed;
            line.say(m.point.name() + by + ": " + bits.orElse("measured"));
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} cannot be shown yet", m.point.name(), e);
        }
    }

    private void show() {
        boolean isShown = line.show(workload.share(), doing(), workload::secondsLeft);
        long now = System.nanoTime();
        if (isShown || now - kept >= KEEP_NANOS) {
            kept = now;
            reached.keep(workload.unfinished());
        }
    }

    /** How many points are measured, or what has to be done before any can be. */
    private String doing() {
        if (measured.isEmpty()) {
            for (Phase phase : PHASES) {
                double share =
                        workload.share(task -> phase.kinds.contains(task.work().kind()));
                if (share < 1) {
                    return String.format(Locale.ROOT, phase.text, (long) Math.floor(100 * share));
                }
            }
        }
        int points = measured.stream().mapToInt(m -> m.point.keys().size()).sum();
        return points + " of " + study.planePoints() + " points";
    }

    @Override
    public synchronized void close() {
        reached.keep(workload.unfinished());
        line.close();
    }
}
