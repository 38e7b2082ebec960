package dev.infoplane.examples.classic;

import ai.djl.training.Trainer;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimators.Binning;
import dev.infoplane.estimators.FiniteInputs;
import dev.infoplane.estimators.PairwiseDistance;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import dev.infoplane.models.zoo.mlp.MlpSpec.Nonlinearity;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.plane.Provenance;
import dev.infoplane.probe.ProbeSession;
import dev.infoplane.probe.Probes;
import dev.infoplane.probe.Tap;
import dev.infoplane.report.HtmlReport;
import dev.infoplane.report.PlanePlots;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The experiment that began it all, with three estimators side by side on the same activations: binning, pairwise-distance
 * bounds, and the exact value. Tanh against ReLU, several seeds (Shwartz-Ziv and Tishby 2017; Saxe et al. 2018).
 *
 * <p>Arguments: output folder, epochs (3000), seeds (3). What is measured is kept, so that a run that is started again does
 * not train a network that is complete.
 */
public final class ClassicExperiment {
    private static final MlpSpec NETWORK = MlpSpec.SHWARTZ_ZIV_TISHBY;
    private static final Logger LOG = LoggerFactory.getLogger(ClassicExperiment.class);

    private final Path out;
    private final int epochs;

    private ClassicExperiment(Path out, int epochs) {
        this.out = out;
        this.epochs = epochs;
    }

    /** Runs the experiment and writes a page and a picture for each estimator, and a table of how far each layer fell. */
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args.length > 0 ? args[0] : "classic");
        int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 3000;
        int seeds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        new ClassicExperiment(out, epochs).run(seeds);
    }

    /** What measures the two axes of a plane. */
    private record Axes(MiEstimator input, MiEstimator label) {}

    /** Noise of variance 1e-3 and cells of width 0.07, as Saxe et al. (2018) took for both networks. */
    private static Map<String, Axes> estimators() {
        double sigma = Math.sqrt(1e-3);
        Binning cells = Binning.fixedWidth(0.07).ofWholePopulation();
        Map<String, Axes> estimators = new LinkedHashMap<>();
        estimators.put("binning", new Axes(cells, cells));
        estimators.put("pairwise", new Axes(PairwiseDistance.upper(sigma), PairwiseDistance.lower(sigma)));
        estimators.put("exact", new Axes(new FiniteInputs(), new FiniteInputs()));
        return estimators;
    }

    void run(int seeds) throws IOException {
        for (Nonlinearity nonlinearity : List.of(Nonlinearity.TANH, Nonlinearity.RELU)) {
            for (int seed = 1; seed <= seeds; seed++) {
                train(nonlinearity, seed);
            }
        }
        List<String> table = new ArrayList<>(Compression.HEADER);
        for (String name : estimators().keySet()) {
            InformationPlane plane = store(name).plane();
            table.addAll(Compression.rows(name, plane));
            AtomicFiles.write(out.resolve(name + ".svg"), PlanePlots.plane(plane));
            HtmlReport.of("The toy network, measured by " + name, plane)
                    .finding(Compression.finding(name))
                    .write(out.resolve(name + ".html"));
        }
        AtomicFiles.write(out.resolve("compression.md"), String.join("\n", table) + "\n");
        LOG.info("wrote {}", out.toAbsolutePath());
    }

    private PlaneStore store(String estimator) {
        return PlaneStore.open(out.resolve("points").resolve(estimator));
    }

    private int[] schedule() {
        return IntStream.concat(
                        IntStream.of(0, epochs),
                        IntStream.iterate(1, e -> e < epochs, e -> Math.max(e + 1, (int) Math.round(e * 1.7))))
                .sorted()
                .distinct()
                .toArray();
    }

    private void train(Nonlinearity nonlinearity, int seed) {
        String run = nonlinearity.name().toLowerCase(Locale.ROOT) + ", seed " + seed;
        if (isMeasured(run)) {
            LOG.info("{} is already measured", run);
            return;
        }
        ToyData data = ToyData.draw(1);
        List<ProbeSession> sessions = new ArrayList<>();
        try {
            ToyNetwork.train(
                    NETWORK.with(nonlinearity),
                    data,
                    epochs,
                    seed,
                    trainer ->
                            estimators().forEach((name, axes) -> sessions.add(attach(trainer, run, name, axes, data))));
        } finally {
            sessions.forEach(ProbeSession::close);
        }
        LOG.info("{}: trained for {} epochs", run, epochs);
    }

    /** Whether every point of a run is there, from this experiment; those of another one are refused when measuring begins. */
    private boolean isMeasured(String run) {
        return estimators().keySet().stream()
                .map(this::store)
                .allMatch(store -> Arrays.stream(schedule())
                        .boxed()
                        .flatMap(epoch -> layers().map(layer -> new PointKey(run, epoch, layer)))
                        .allMatch(key -> store.find(key)
                                .flatMap(PlanePoint::provenance)
                                .flatMap(Provenance::partOf)
                                .filter(identity()::equals)
                                .isPresent()));
    }

    private Identity identity() {
        return Identity.of("classic experiment", 1).with("epochs", epochs);
    }

    private static Stream<String> layers() {
        return IntStream.rangeClosed(1, NETWORK.hidden().size()).mapToObj(n -> "layer " + n);
    }

    private ProbeSession attach(Trainer trainer, String run, String name, Axes axes, ToyData data) {
        List<String> points = NETWORK.hiddenPoints();
        Tap[] layers = IntStream.range(0, points.size())
                .mapToObj(l -> Tap.glob(points.get(l)).as("layer " + (l + 1)))
                .toArray(Tap[]::new);
        return Probes.on(trainer)
                .named(run)
                .tap(layers)
                .evaluateOn(data.inputs(), data.labels())
                .inputInformation(axes.input())
                .labelInformation(axes.label())
                .atEpochs(schedule())
                .batchSize(ToyData.INPUTS)
                .partOf(identity())
                .storeIn(store(name))
                .attach();
    }
}
