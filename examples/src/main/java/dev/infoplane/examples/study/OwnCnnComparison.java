package dev.infoplane.examples.study;

import ai.djl.translate.TranslateException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What does a context CNN of its own read of single layers, and at what cost? The networks and images are those of {@link
 * PooledComparison}. A table that is started again measures only the points that are missing; activations stay on disk.
 */
@Command(
        name = "own-cnn-comparison",
        mixinStandardHelpOptions = true,
        description = "Measures layers of the study's classifier by context CNNs of their own, and what that costs.",
        sortOptions = false)
public final class OwnCnnComparison implements Callable<Integer> {
    private static final String RUN = "classifier";
    private static final String NONE = "none";
    private static final long SEED = 1;

    @Option(names = "--table", paramLabel = "FILE", description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path table = Path.of("context-cnn.csv");

    @Option(
            names = "--activations",
            paramLabel = "DIR",
            description = "Where activations are kept (default: ${DEFAULT-VALUE}).")
    private Path activations = Path.of("pooled-activations");

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the original Fashion-MNIST idx files.")
    private Path data;

    @Option(names = "--epoch", split = ",", description = "Epochs (default: ${DEFAULT-VALUE}).")
    private List<Integer> epochs = List.of(0, 30);

    @Option(names = "--hook-point", split = ",", description = "Layers (default: ${DEFAULT-VALUE}).")
    private List<String> hookPoints = List.of("stage1.out", "stage2.out");

    @Option(names = "--steps", split = ",", description = "Steps of each network (default: ${DEFAULT-VALUE}).")
    private List<Integer> steps = List.of(5000);

    @Spec
    private CommandSpec spec;

    private OwnCnnComparison() {}

    /** Runs the comparison. */
    public static void main(String[] args) {
        System.exit(Programs.commandLine(new OwnCnnComparison()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Programs.requireFolder(spec, "--data", data);
        StudyImages images = ComparedNetworks.small.images(data);
        PooledTable results = PooledTable.open(
                table,
                Identity.of("context CNN comparison", 1)
                        .with("study", ComparedNetworks.small.identity(images))
                        .with("decoder", family(1).settings().get("revision")));
        StagedFamily.Rows rows = new StagedFamily.Rows(images.heldOut().images(), images.folds(), SEED);
        for (int n : steps) {
            measure(results, rows, new Point(n, NONE, 0), Optional.empty());
            for (int epoch : epochs) {
                for (String layer : hookPoints) {
                    measure(results, rows, new Point(n, layer, epoch), Optional.of(images));
                }
            }
        }
        return 0;
    }

    private record Point(int steps, String layer, int epoch) {
        PooledTable.Key key() {
            return new PooledTable.Key(
                    ContextCnnSize.DEFAULT.width(), steps, SEED, layer.equals(NONE) ? NONE : RUN, layer, epoch);
        }
    }

    private static ContextCnn family(int n) {
        return ContextCnn.of(ContextCnnSize.DEFAULT, PixelLevels.UNIT_BYTES).steps(n);
    }

    /** @param of whose activations; empty for the density without activations */
    private void measure(PooledTable results, StagedFamily.Rows rows, Point point, Optional<StudyImages> of)
            throws IOException, TranslateException {
        if (results.has(point.key())) {
            return;
        }
        Optional<Samples> t = of.isEmpty() ? Optional.empty() : Optional.of(stored(point, of.orElseThrow()));
        ContextCnn family = family(point.steps);
        Path prepared = Files.createTempFile("prepared", "");
        try {
            ProcessorTime watch = new ProcessorTime();
            AtomicFiles.write(prepared, out -> family.preparation().prepare(rows, t, out));
            double closedForm = watch.lap();
            StagedFamily.Prepared all = new StagedFamily.Prepared(Map.of(NONE, () -> prepared), () -> prepared);
            PooledDensity density = t.isPresent()
                    ? family.given(rows, NONE, prepared, family.learnShared(rows, all))
                    : family.marginal(rows, prepared, new byte[0], family.learnUnconditional(rows, all));
            double training = watch.lap();
            double[] nats = density.logLikelihood();
            results.add(
                    point.key(),
                    nats,
                    ConvergenceGap.of(density.learningCurve()),
                    new PooledTable.Seconds(closedForm, training, watch.lap()));
            results.write();
        } finally {
            Files.deleteIfExists(prepared);
        }
    }

    private Samples stored(Point point, StudyImages images) throws IOException, TranslateException {
        StoredActivations stored = new StoredActivations(activations.resolve(RUN));
        PointKey key = new PointKey(RUN, point.epoch, point.layer);
        if (!stored.hasAll(List.of(key))) {
            ComparedNetworks.small
                    .train(RUN, images, epochs, hookPoints)
                    .forEach((epoch, layers) ->
                            layers.forEach((layer, t) -> stored.put(new PointKey(RUN, epoch, layer), t)));
        }
        return stored.read(key);
    }
}
