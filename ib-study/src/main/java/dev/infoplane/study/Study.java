package dev.infoplane.study;

import ai.djl.engine.EngineException;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.execute.ExecutionReport;
import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.work.StudyGraph;
import dev.infoplane.study.work.StudyImages;
import java.io.IOException;
import java.nio.file.Path;

/** A study that is planned: its images are read, its networks and decoders exist, its tasks are known. */
public final class Study {
    private final StudySpec spec;
    private final StudyImages images;
    private final StudyGraph graph;
    private final Identity identity;

    private Study(StudySpec spec, StudyImages images, StudyGraph graph, Identity identity) {
        this.spec = spec;
        this.images = images;
        this.graph = graph;
        this.identity = identity;
    }

    /**
     * Plans a study. Needs an engine on the class path, as the study itself does.
     *
     * @throws IllegalArgumentException if the spec names something that does not exist, or does not fit
     * @throws IOException if images or a network cannot be read
     */
    public static Study of(StudySpec spec) throws IOException {
        StudyImages images = StudyImages.load(spec.data());
        StudyGraph graph = plan(spec, images);
        return new Study(spec, images, graph, StudyIdentity.of(spec, images, graph));
    }

    private static StudyGraph plan(StudySpec spec, StudyImages images) throws IOException {
        try {
            return StudyGraph.of(spec, images);
        } catch (EngineException | NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "a study needs a DJL engine with its native library, Byte Buddy and ib-models on the class path, as"
                            + " infoplane-examples.jar has them: " + e.getMessage(),
                    e);
        }
    }

    /** What is to be done. */
    public StudySpec spec() {
        return spec;
    }

    /** The images in their roles. */
    public StudyImages images() {
        return images;
    }

    /** The tasks, and where the results of each point are. */
    public StudyGraph graph() {
        return graph;
    }

    /** How many points the plane will have: one for each run, epoch, hook point and decoder seed. */
    public int planePoints() {
        return spec.decoderSeeds().size()
                * graph.points().stream().mapToInt(p -> p.keys().size()).sum();
    }

    /** The key of a point as one decoder seed measures it: with several, each has a run of its own. */
    PointKey keyBy(long decoderSeed, PointKey key) {
        return new PointKey(runBy(decoderSeed, key.run()), key.epoch(), key.hookPoint());
    }

    /** What the run of a network is called as one decoder seed measures it. */
    String runBy(long decoderSeed, String run) {
        return spec.decoderSeeds().size() == 1 ? run : run + "-decoder" + decoderSeed;
    }

    /** Everything that determines the results. */
    public Identity identity() {
        return identity;
    }

    /**
     * Does what is missing, and writes the points, the tables and the manifest of the study into a folder. A run that is killed is
     * resumed by calling this again.
     *
     * @param executor opens what does the tasks, once the folder has been taken
     * @param listener hears of every task
     * @throws IOException if the folder belongs to another study or another process, or tasks failed; what could be done is kept
     * @throws InterruptedException if the calling thread is interrupted
     */
    public StudyResult run(Path folder, Executors executor, TaskListener listener)
            throws IOException, InterruptedException {
        try (StudyFolder claimed = StudyFolder.claim(folder, Manifest.of(identity));
                ExecutorProvider.Opened opened = executor.open()) {
            return run(claimed, opened.executor(), opened.store(), listener);
        }
    }

    /** Opens an executor and its store. */
    @FunctionalInterface
    public interface Executors {
        /**
         * Opens them; the study closes them.
         *
         * @throws IOException if they cannot be opened
         */
        ExecutorProvider.Opened open() throws IOException;
    }

    private StudyResult run(StudyFolder folder, TaskExecutor executor, ResultStore store, TaskListener listener)
            throws IOException, InterruptedException {
        ExecutionReport report;
        FolderWatch watch = new FolderWatch(folder, Thread.currentThread());
        try {
            images.putInto(store, graph.images());
            report = executor.execute(graph.tasks(), store, listener);
        } catch (IOException | InterruptedException e) {
            folder.requireStillThere();
            throw e;
        } finally {
            watch.close();
        }
        folder.requireStillThere();
        StudyResult result = new StudyResult(this, folder, store);
        result.writePoints();
        report.requireComplete();
        result.requireAllPoints();
        return result;
    }
}
