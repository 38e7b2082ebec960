package dev.infoplane.study.work;

import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.density.PointPreparation;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.PooledFamily;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.density.spi.DensityRegistry;
import dev.infoplane.density.spi.LearningPlace;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.task.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What tasks of a study have in common: their parameters, inputs and outputs. */
final class Work {
    /** Names of inputs. */
    static final String IMAGES = "images";

    static final String NETWORK = "network";
    static final String POOL = "pool";
    static final String UNCONDITIONAL = "unconditional";
    static final String NONE = "none";
    static final String POINT = "point";
    static final String UNTRAINED = "untrained";

    /** What names of the inputs that are points of a pool begin with. */
    static final String OF_POOL = "point ";

    /** The quantities that are measured point by point. */
    static final String LABEL = "label";

    static final String INPUT = "input";

    /** Names of outputs. */
    static final String HELD_OUT = "held-out images";

    static final String HELD_OUT_LABELS = "held-out labels";
    static final String TRAINING = "training images";
    static final String TRAINING_LABELS = "training labels";
    static final String PREPARED = "prepared";
    static final String LEARNED = "learned";
    static final String SCORES = "scores";
    static final String DRAWN = "drawn";
    static final String ESTIMATE = "estimate";
    static final String FACTS = "facts";
    static final String METRICS = "metrics";

    private final TaskContext context;
    private final Parameters parameters;

    private Work(TaskContext context) {
        this.context = context;
        this.parameters = new Parameters(context.task().work());
    }

    /**
     * The work of a task.
     *
     * @throws IllegalStateException if this process computes other numbers than the one that planned the study
     */
    static Work of(TaskContext context) {
        Work work = new Work(context);
        Environment.require(work.parameters.identity(Parameters.ENVIRONMENT));
        return work;
    }

    TaskContext context() {
        return context;
    }

    Parameters parameters() {
        return parameters;
    }

    Samples samples(String input, String output) throws IOException {
        return SamplesFile.read(context.read(input, output));
    }

    byte[] bytes(String input, String output) throws IOException {
        try (InputStream in = context.read(input, output)) {
            return in.readAllBytes();
        }
    }

    /** The activations of the point that the task is about. */
    Samples activations() throws IOException {
        return samples(
                NETWORK, activations(parameters.integer(Parameters.EPOCH), parameters.text(Parameters.HOOK_POINT)));
    }

    /** The name of an output of a network. */
    static String activations(int epoch, String hookPoint) {
        return "epoch " + epoch + ", " + hookPoint;
    }

    Folds folds() {
        return parameters.folds();
    }

    StagedFamily.Rows rows() throws IOException {
        return new StagedFamily.Rows(samples(IMAGES, HELD_OUT), folds(), seed());
    }

    long seed() {
        return parameters.has(Parameters.SEED) ? parameters.whole(Parameters.SEED) : 0;
    }

    StagedFamily pooledFamily() throws IOException {
        return staged(DensityRegistry.load()
                .pooledFamily(parameters.text(Parameters.FAMILY))
                .create(settings(), place()));
    }

    /** What the task prepares points by. */
    PointPreparation preparation() throws IOException {
        DensityFamily family = family();
        if (family instanceof PointPreparation prepares) {
            return prepares;
        }
        throw new IllegalArgumentException("the density family '" + family.id()
                + "' cannot prepare points, for which it would have to implement " + PointPreparation.class.getName());
    }

    static StagedFamily staged(PooledFamily family) {
        if (family instanceof StagedFamily staged) {
            return staged;
        }
        throw new IllegalArgumentException("the pooled family '" + family.id()
                + "' cannot be learned in stages, which studies need: it would have to implement "
                + StagedFamily.class.getName());
    }

    /** What is prepared of all points of a pool. */
    StagedFamily.Prepared prepared() {
        Map<String, Supplier<Path>> points = new TreeMap<>();
        context.task().inputs().keySet().stream()
                .filter(input -> input.startsWith(OF_POOL))
                .forEach(input -> points.put(input.substring(OF_POOL.length()), () -> prepared(input)));
        return new StagedFamily.Prepared(points, () -> prepared(NONE));
    }

    private Path prepared(String input) {
        try {
            return context.file(input, PREPARED);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** The density of the point that the task is about, or the unconditional one if it is about none. */
    PooledDensity density() throws IOException {
        byte[] shared = bytes(POOL, LEARNED);
        return parameters.has(Parameters.NAME)
                ? pooledFamily().given(rows(), parameters.text(Parameters.NAME), context.file(POINT, PREPARED), shared)
                : pooledFamily().marginal(rows(), context.file(NONE, PREPARED), shared, bytes(UNCONDITIONAL, LEARNED));
    }

    DensityFamily family() throws IOException {
        return DensityRegistry.load().family(parameters.text(Parameters.FAMILY)).create(settings(), place());
    }

    Map<String, Object> settings() {
        return parameters.settings();
    }

    private LearningPlace place() throws IOException {
        return LearningPlace.in(context.checkpoints(), context::progress);
    }

    void write(String output, AtomicFiles.Content content) throws IOException {
        context.write(output, content);
    }

    void write(String output, byte[] bytes) throws IOException {
        context.write(output, out -> out.write(bytes));
    }
}
