package dev.infoplane.examples.study;

import dev.infoplane.density.Folds;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelDensity;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.PooledPixelCnn;
import dev.infoplane.models.decoder.TrainingBudget;
import dev.infoplane.models.decoder.WarmStart;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.work.StudyImages;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How far can the decoders of a plane be trusted, and at what cost? The same points (layers after several epochs) are measured
 * by decoders that start in different ways and take more or fewer steps. Every result is one line of a table, written as it
 * comes; a comparison that is started again measures only what is missing.
 */
@Command(
        name = "start-comparison",
        mixinStandardHelpOptions = true,
        description = "Measures the same points by decoders that start in different ways and take more or fewer steps.",
        sortOptions = false)
public final class StartComparison implements Callable<Integer> {
    @Option(names = "--table", paramLabel = "FILE", description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path table = Path.of("start-comparison.csv");

    @Option(names = "--preset", description = "Whose network and images: ${COMPLETION-CANDIDATES}.")
    private ComparedNetworks preset = ComparedNetworks.small;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the original Fashion-MNIST idx files.")
    private Path data;

    @Option(names = "--regime", description = "classifier or autoencoder (default: ${DEFAULT-VALUE}).")
    private String regime = "classifier";

    @Option(names = "--start", split = ",", description = "Any of ${COMPLETION-CANDIDATES} (default: all).")
    private List<WarmStart> starts = List.of(WarmStart.values());

    @Option(names = "--on-closed-form", description = "Decoders that start in some way improve on a closed form.")
    private boolean onClosedForm;

    @Option(
            names = "--pooled",
            description =
                    "Instead of decoders that start in some way: one PixelCNN++ on a closed form for all points, whose"
                            + " --steps they share.")
    private boolean pooled;

    @Option(names = "--own-steps", description = "Steps that each point of a pool takes after these (default: none).")
    private int ownSteps;

    @Option(names = "--steps", split = ",", description = "Steps of each decoder (default: the preset's).")
    private List<Integer> steps = List.of();

    @Option(names = "--parent-steps", description = "Steps of the shared parent (default: the preset's).")
    private int parentSteps;

    @Option(
            names = "--filters",
            description = "Filters of the decoders; needs a table of its own (default: the preset's).")
    private int filters;

    @Option(names = "--hook-point", split = ",", description = "Layers (default: the preset's).")
    private List<String> hookPoints = List.of();

    @Option(names = "--epoch", split = ",", description = "Epochs (default: the preset's).")
    private List<Integer> epochs = List.of();

    @Option(names = "--decoder-seed", split = ",", description = "Seeds of the decoders (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds = List.of(1L);

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Writes the tables of what is there, and measures nothing.")
    private Path page;

    @Spec
    private CommandSpec spec;

    private StartComparison() {}

    /** Runs the comparison. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Programs.commandLine(new StartComparison());
    }

    @Override
    public Integer call() throws Exception {
        Programs.requireFolder(spec, "--data", data);
        ComparedNetworks p = preset;
        if (page != null) {
            AtomicFiles.write(page.toAbsolutePath(), ComparisonPage.of(ComparisonTable.linesOf(table)));
            return 0;
        }
        StudyImages images = p.images(data);
        ComparisonTable results = ComparisonTable.open(table, origin(images));
        List<Integer> chosenEpochs = epochs.isEmpty() ? p.epochs() : epochs;
        List<String> layers = hookPoints.isEmpty() ? p.hookPoints(images) : hookPoints;
        Map<Integer, Map<String, Samples>> activations = p.train(regime, images, chosenEpochs, layers);
        for (long seed : seeds) {
            for (int n : steps.isEmpty() ? List.of(p.budget().parentSteps()) : steps) {
                if (pooled) {
                    comparePool(results, images, activations, n, seed);
                    continue;
                }
                for (WarmStart start : starts) {
                    compare(results, images, activations, start, n, seed);
                }
            }
        }
        return 0;
    }

    private Identity origin(StudyImages images) {
        return Identity.of("start comparison", 1)
                .with("study", preset.identity(images))
                .with("filters", filters > 0 ? filters : preset.decoder().filters());
    }

    private void compare(
            ComparisonTable results,
            StudyImages images,
            Map<Integer, Map<String, Samples>> activations,
            WarmStart start,
            int steps,
            long seed) {
        ComparedNetworks p = preset;
        Folds folds = images.folds();
        Samples x = images.heldOut().images();
        int before = parentSteps > 0 ? parentSteps : p.budget().parentSteps();
        TrainingBudget budget = new TrainingBudget(
                before, steps, p.budget().batchSize(), p.budget().learningRate(), 8);
        PixelCnnSize size = p.decoder();
        if (filters > 0) {
            size = new PixelCnnSize(filters, size.units(), size.mixtures(), size.resolutions());
        }
        PixelCnn raw = PixelCnn.of(size, PixelLevels.UNIT_BYTES).budget(budget).startingFrom(start);
        PixelCnn family = onClosedForm ? raw.onClosedForm(ClosedForm.of(PixelLevels.UNIT_BYTES)) : raw;
        String name = onClosedForm ? start + "_ON_CLOSED_FORM" : start.name();
        ComparisonTable.Key base = new ComparisonTable.Key(regime, name, before, steps, seed, "none", 0);
        if (results.has(base) && allThere(results, base, activations)) {
            return;
        }
        long parentBegin = cpu();
        try (PixelCnn.Pretrained parent = family.learn(folds.fit(x), folds.validate(x), seed)) {
            double parentSeconds = seconds(parentBegin);
            measure(results, base, parent::marginal, folds.measure(x), null, parentSeconds);
            activations.forEach((epoch, layers) -> layers.forEach((layer, t) -> measure(
                    results,
                    base.at(layer, epoch),
                    () -> parent.given(folds.fit(t), folds.validate(t)),
                    folds.measure(x),
                    folds.measure(t),
                    parentSeconds)));
        }
    }

    /** Seconds are those of the whole pool, closed forms included, shared out over its points, and those of the point itself. */
    private void comparePool(
            ComparisonTable results,
            StudyImages images,
            Map<Integer, Map<String, Samples>> activations,
            int shared,
            long seed) {
        ComparedNetworks p = preset;
        String name = ownSteps == 0 ? ComparisonLines.POOLED : ComparisonLines.POOLED + "_THEN_" + ownSteps;
        ComparisonTable.Key base = new ComparisonTable.Key(regime, name, 0, shared, seed, "none", 0);
        if (results.has(base) && allThere(results, base, activations)) {
            return;
        }
        Map<String, Supplier<Samples>> points = new TreeMap<>();
        activations.forEach((epoch, layers) ->
                layers.forEach((layer, t) -> points.put(base.at(layer, epoch).toString(), () -> t)));
        PixelCnn decoders = PixelCnn.of(p.decoder(), PixelLevels.UNIT_BYTES)
                .budget(new TrainingBudget(
                        shared, 1, p.budget().batchSize(), p.budget().learningRate(), 8))
                .onClosedForm(ClosedForm.of(PixelLevels.UNIT_BYTES));
        long begin = cpu();
        try (PooledDensities densities = PooledPixelCnn.of(decoders)
                .ownSteps(ownSteps)
                .learn(images.heldOut().images(), images.folds(), points, seed)) {
            double each = seconds(begin) / (points.size() + 1);
            add(results, base, densities::marginal, each);
            activations.forEach((epoch, layers) -> layers.keySet().forEach(layer -> {
                ComparisonTable.Key key = base.at(layer, epoch);
                add(results, key, () -> densities.given(key.toString()), each);
            }));
        }
    }

    private static void add(
            ComparisonTable results, ComparisonTable.Key key, Supplier<PooledDensity> learning, double shared) {
        long begin = cpu();
        PooledDensity density = learning.get();
        double[] bits = Arrays.stream(density.logLikelihood())
                .map(nats -> -nats / Math.log(2))
                .toArray();
        results.add(key, bits, density.learningCurve(), shared + seconds(begin), 0);
    }

    private static boolean allThere(
            ComparisonTable results, ComparisonTable.Key base, Map<Integer, Map<String, Samples>> activations) {
        return activations.entrySet().stream()
                .allMatch(e ->
                        e.getValue().keySet().stream().allMatch(layer -> results.has(base.at(layer, e.getKey()))));
    }

    private static void measure(
            ComparisonTable results,
            ComparisonTable.Key key,
            Supplier<PixelDensity> learning,
            Samples x,
            Samples t,
            double parentSeconds) {
        if (results.has(key)) {
            return;
        }
        long begin = cpu();
        try (PixelDensity density = learning.get()) {
            double own = seconds(begin);
            double[] bits = Arrays.stream(density.logLikelihood(x, t))
                    .map(nats -> -nats / Math.log(2))
                    .toArray();
            LearningCurve curve = density.learningCurve();
            results.add(key, bits, curve, own, parentSeconds);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long begin) {
        return (cpu() - begin) / 1e9;
    }
}
