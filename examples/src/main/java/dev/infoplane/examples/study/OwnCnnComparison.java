package dev.infoplane.examples.study;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.common.primitives.Ints;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Samples;
import dev.infoplane.examples.process.ProcessorTime;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.models.cnn.ContextCnn;
import dev.infoplane.models.cnn.ContextCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.work.StudyImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What does a context CNN read of each layer when it begins with a pool, and at what cost? The networks and images are those of {@link
 * PooledComparison}. A table that is started again measures only the points that are missing; activations stay on disk.
 */
@Command(
        name = "own-cnn-comparison",
        mixinStandardHelpOptions = true,
        description = "Measures layers of the study's networks by context CNNs of their own, and what that costs.",
        sortOptions = false)
public final class OwnCnnComparison implements Callable<Integer> {
    private static final String NONE = "none";

    @Option(names = "--preset", description = "Whose networks and images: ${COMPLETION-CANDIDATES}.")
    private ComparedNetworks preset = ComparedNetworks.small;

    @Option(names = "--table", paramLabel = "FILE", description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path table = Path.of("context-cnn.csv");

    @Option(
            names = "--activations",
            paramLabel = "DIR",
            description = "Where activations are kept (default: ${DEFAULT-VALUE}).")
    private Path activations = Path.of("pooled-activations");

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the original Fashion-MNIST idx files.")
    private Path data;

    @Option(names = "--regime", split = ",", description = "Networks (default: ${DEFAULT-VALUE}).")
    private List<String> regimes = List.of("classifier", "autoencoder");

    @Option(names = "--epoch", split = ",", description = "Epochs, instead of those of the preset.")
    private List<Integer> epochs = List.of();

    @Option(
            names = "--pool-steps",
            description =
                    "Steps of the pool that networks begin with, 0 for the closed form (default: ${DEFAULT-VALUE}).")
    private int poolSteps = 4000;

    @Option(names = "--steps", split = ",", description = "Steps of each network (default: ${DEFAULT-VALUE}).")
    private List<Integer> steps = List.of(1400);

    @Option(
            names = "--marginal-steps",
            description =
                    "Steps of the context MLP that the density without activations begins with (default: ${DEFAULT-VALUE}).")
    private int marginalSteps = 6000;

    @Option(names = "--decoder-seed", description = "Of closed forms, pool and networks (default: ${DEFAULT-VALUE}).")
    private long decoderSeed = 1;

    @Option(names = "--width", description = "Channels of each network (default: ${DEFAULT-VALUE}).")
    private int width = ContextCnnSize.DEFAULT.width();

    @Option(
            names = "--other-images",
            description = "Gives each image the activations of another one, which say nothing about it.")
    private boolean otherImages;

    @Spec
    private CommandSpec spec;

    private OwnCnnComparison() {}

    /** Runs the comparison. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Programs.commandLine(new OwnCnnComparison());
    }

    @Override
    public Integer call() throws Exception {
        Programs.requireFolder(spec, "--data", data);
        StudyImages images = preset.images(data);
        PooledTable results = PooledTable.open(table, origin(images));
        List<PointKey> points = preset.stored(activations, images, regimes, epochs);
        StagedFamily.Rows rows = new StagedFamily.Rows(images.heldOut().images(), images.folds(), decoderSeed);
        Path folder = Files.createTempDirectory("prepared");
        try {
            Preparations prepared = prepare(rows, points, folder);
            for (int n : steps) {
                measure(results, rows, prepared, n);
            }
        } finally {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
        return 0;
    }

    private Identity origin(StudyImages images) {
        Identity origin = Identity.of("context CNN comparison", 2)
                .with("study", preset.identity(images))
                .with("regimes", regimes)
                .with("epochs", epochs)
                .with("poolSteps", poolSteps)
                .with("marginalSteps", marginalSteps)
                .with("decoder", family(1).settings().get("revision"));
        return otherImages ? origin.with("activations", "of other images") : origin;
    }

    private ContextCnn family(int n) {
        return ContextCnn.of(new ContextCnnSize(width, ContextCnnSize.DEFAULT.mixtures()), PixelLevels.UNIT_BYTES)
                .withoutLevelTree()
                .poolSteps(poolSteps)
                .marginalSteps(marginalSteps)
                .steps(n);
    }

    private PooledTable.Key key(int n, PointKey point) {
        return new PooledTable.Key(width, n, decoderSeed, point.run(), point.hookPoint(), point.epoch());
    }

    private Samples activations(PointKey point) {
        Samples t = new StoredActivations(activations.resolve(point.run())).read(point);
        if (!otherImages) {
            return t;
        }
        List<Integer> rows = IntStream.range(0, t.rows()).boxed().collect(Collectors.toList());
        Collections.shuffle(rows, new Random(decoderSeed));
        return t.select(Ints.toArray(rows));
    }

    /**
     * What is prepared of all points.
     *
     * @param seconds of the processor, for each; without activations under {@link #NONE}
     */
    private record Preparations(Map<PointKey, Path> points, Path none, Map<String, Double> seconds) {
        StagedFamily.Prepared all() {
            Map<String, Supplier<Path>> files = new TreeMap<>();
            points.forEach((point, file) -> files.put(point.toString(), () -> file));
            return new StagedFamily.Prepared(files, () -> none);
        }
    }

    private Preparations prepare(StagedFamily.Rows rows, List<PointKey> points, Path folder) throws IOException {
        Map<PointKey, Path> files = new LinkedHashMap<>();
        Map<String, Double> seconds = new HashMap<>();
        for (PointKey point : points) {
            Samples t = activations(point);
            Path file = folder.resolve(Integer.toString(files.size()));
            ProcessorTime watch = new ProcessorTime();
            AtomicFiles.write(file, out -> family(1).preparation().prepare(rows, Optional.of(t), out));
            seconds.put(point.toString(), watch.lap());
            files.put(point, file);
        }
        Path none = folder.resolve(NONE);
        ProcessorTime watch = new ProcessorTime();
        AtomicFiles.write(none, out -> family(1).preparation().prepare(rows, Optional.empty(), out));
        seconds.put(NONE, watch.lap());
        return new Preparations(files, none, seconds);
    }

    private void measure(PooledTable results, StagedFamily.Rows rows, Preparations prepared, int n) throws IOException {
        PointKey none = new PointKey(NONE, 0, NONE);
        if (results.has(key(n, none))) {
            return; // it is measured last
        }
        ContextCnn family = family(n);
        ProcessorTime watch = new ProcessorTime();
        byte[] shared = family.learnShared(rows, prepared.all());
        double share = watch.lap() / prepared.points.size();
        for (Map.Entry<PointKey, Path> point : prepared.points.entrySet()) {
            if (!results.has(key(n, point.getKey()))) {
                watch.lap();
                PooledDensity density = family.given(rows, point.getKey().toString(), point.getValue(), shared);
                add(results, n, point.getKey(), density, new Costs(prepared, share, watch));
            }
        }
        watch.lap();
        byte[] unconditional = family.learnUnconditional(rows, prepared.all());
        PooledDensity density = family.marginal(rows, prepared.none, shared, unconditional);
        add(results, n, none, density, new Costs(prepared, 0, watch));
    }

    /**
     * @param share of the pool's training
     * @param watch of what a point has learned by itself
     */
    private record Costs(Preparations prepared, double share, ProcessorTime watch) {}

    private void add(PooledTable results, int n, PointKey point, PooledDensity density, Costs costs)
            throws IOException {
        double training = costs.share + costs.watch.lap();
        double[] nats = density.logLikelihood();
        String name = point.run().equals(NONE) ? NONE : point.toString();
        results.add(
                key(n, point),
                nats,
                ConvergenceGap.of(density.learningCurve()),
                new PooledTable.Seconds(costs.prepared.seconds.get(name), training, costs.watch.lap()));
        results.write();
    }
}
