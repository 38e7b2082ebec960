package dev.infoplane.examples.study;

import com.google.common.collect.ImmutableSortedSet;
import dev.infoplane.density.Folds;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Samples;
import dev.infoplane.examples.process.ProcessorTime;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.models.closedform.ReconstructedPool;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.work.StudyImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What do pooled decoders read of a plane, and at what cost? All points of the study (two networks, all layers and epochs) go into
 * one pool. A table that is started again measures only the pools that are missing; activations stay on disk.
 */
@Command(
        name = "pooled-comparison",
        mixinStandardHelpOptions = true,
        description = "Measures all points of a study's plane by pooled decoders, and what that costs.",
        sortOptions = false)
public final class PooledComparison implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(PooledComparison.class);
    private static final String NONE = "none";

    @Option(names = "--table", paramLabel = "FILE", description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path table = Path.of("pooled-decoders.csv");

    @Option(
            names = "--activations",
            paramLabel = "DIR",
            description = "Where activations are kept (default: ${DEFAULT-VALUE}).")
    private Path activations = Path.of("pooled-activations");

    @Option(names = "--preset", description = "Whose networks and images: ${COMPLETION-CANDIDATES}.")
    private ComparedNetworks preset = ComparedNetworks.small;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the original Fashion-MNIST idx files.")
    private Path data;

    @Option(names = "--regime", split = ",", description = "classifier or autoencoder (default: both).")
    private List<String> regimes = List.of("classifier", "autoencoder");

    @Option(names = "--epoch", split = ",", description = "Epochs (default: the preset's).")
    private List<Integer> epochs = List.of();

    @Option(names = "--steps", split = ",", description = "Steps that a pool shares (default: ${DEFAULT-VALUE}).")
    private List<Integer> steps = List.of(8000);

    @Option(names = "--hidden", description = "Units a layer (default: ${DEFAULT-VALUE}).")
    private int hidden = ContextMlpSize.DEFAULT.hidden();

    @Option(names = "--decoder-seed", split = ",", description = "Seeds of the decoders (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds = List.of(1L);

    @Option(names = "--reference", paramLabel = "FILE", description = "A table of StartComparison to compare with.")
    private Path reference;

    @Option(names = "--page", paramLabel = "FILE", description = "Writes what is there as a page; measures nothing.")
    private Path page;

    @Spec
    private CommandSpec spec;

    private PooledComparison() {}

    /** Runs the comparison. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Programs.commandLine(new PooledComparison());
    }

    @Override
    public Integer call() throws Exception {
        Programs.requireFolder(spec, "--data", data);
        if (page != null) {
            AtomicFiles.write(
                    page.toAbsolutePath(),
                    PooledPage.of(
                            PooledTable.linesOf(table),
                            reference == null ? List.of() : ComparisonTable.linesOf(reference)));
            return 0;
        }
        StudyImages images = preset.images(data);
        PooledTable results = PooledTable.open(
                table,
                Identity.of("pooled comparison", 2)
                        .with("study", preset.identity(images))
                        .with("regimes", regimes)
                        .with("decoder", family(1).settings().get("revision")));
        Map<String, PointKey> points = new TreeMap<>();
        preset.stored(activations, images, regimes, epochs).forEach(point -> points.put(point.toString(), point));
        Samples x = images.heldOut().images();
        Folds folds = images.folds();
        Map<String, Double> closedForm = new HashMap<>();
        Supplier<ReconstructedPool> pool = new Once<>(() -> reconstructed(x, folds, points, closedForm));
        for (int n : ImmutableSortedSet.copyOf(steps)) {
            for (long seed : seeds) {
                if (!isDone(results, n, seed)) {
                    measure(results, pool.get(), points, x, folds, n, seed, closedForm);
                }
            }
        }
        return 0;
    }

    /**
     * Whether a pool is measured. What four times its steps gain needs both pools in one run, as images are compared one by one; where
     * it is asked for and missing, neither of them is done.
     */
    private boolean isDone(PooledTable results, int n, long seed) {
        return results.has(last(n, seed))
                && (!steps.contains(4 * n) || results.knowsGain(last(n, seed)))
                && (n % 4 != 0 || !steps.contains(n / 4) || results.knowsGain(last(n / 4, seed)));
    }

    /** What is measured last of a pool. */
    private PooledTable.Key last(int n, long seed) {
        return new PooledTable.Key(hidden, n, seed, NONE, NONE, 0);
    }

    /** Computes a value when it is first asked for. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> maker;
        private T value;

        Once(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public T get() {
            if (value == null) {
                value = maker.get();
            }
            return value;
        }
    }

    private PooledContextMlp family(int n) {
        ContextMlpSize d = ContextMlpSize.DEFAULT;
        return PooledContextMlp.of(
                        new ContextMlpSize(d.radius(), hidden, d.layers(), d.mixtures()), PixelLevels.UNIT_BYTES)
                .withoutLevelTree()
                .steps(n)
                .marginalSteps(n);
    }

    private StoredActivations stored(String regime) {
        return new StoredActivations(activations.resolve(regime));
    }

    private ReconstructedPool reconstructed(
            Samples x, Folds folds, Map<String, PointKey> points, Map<String, Double> closedForm) {
        ProcessorTime watch = new ProcessorTime();
        Map<String, Supplier<Samples>> readers = new TreeMap<>();
        String[] last = {NONE};
        points.forEach((name, point) -> readers.put(name, () -> {
            closedForm.put(last[0], watch.lap());
            LOG.info("closed form of {}; the one before took {} s", name, closedForm.get(last[0]));
            last[0] = name;
            return stored(point.run()).read(point);
        }));
        ReconstructedPool pool = family(1).reconstruct(x, folds, readers);
        closedForm.put(last[0], watch.lap());
        return pool;
    }

    private void measure(
            PooledTable results,
            ReconstructedPool pool,
            Map<String, PointKey> points,
            Samples x,
            Folds folds,
            int n,
            long seed,
            Map<String, Double> closedForm)
            throws IOException {
        ProcessorTime watch = new ProcessorTime();
        try (PooledDensities learned = family(n).learn(pool, x, folds, seed)) {
            double training = watch.lap() / points.size();
            points.forEach((name, point) -> {
                PooledDensity density = learned.given(name);
                double[] nats = density.logLikelihood();
                results.add(
                        new PooledTable.Key(hidden, n, seed, point.run(), point.hookPoint(), point.epoch()),
                        nats,
                        ConvergenceGap.of(density.learningCurve()),
                        new PooledTable.Seconds(closedForm.get(name), training, watch.lap()));
            });
            results.write();
            learned.marginal();
            double own = watch.lap();
            results.add(
                    last(n, seed),
                    learned.marginal().logLikelihood(),
                    ConvergenceGap.of(learned.marginal().learningCurve()),
                    new PooledTable.Seconds(closedForm.get(NONE), own, watch.lap()));
            results.write();
        }
    }
}
