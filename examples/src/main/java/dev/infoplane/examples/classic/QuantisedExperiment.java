package dev.infoplane.examples.classic;

import ai.djl.training.Trainer;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimators.Binning;
import dev.infoplane.estimators.FiniteInputs;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import dev.infoplane.models.zoo.mlp.MlpSpec.Nonlinearity;
import dev.infoplane.models.zoo.mlp.Precision;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.probe.ProbeSession;
import dev.infoplane.probe.Probes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The toy task with quantised networks, whose information is counted instead of estimated (Lorenzen, Igel and Nielsen 2022): what
 * exact values show of tanh and ReLU, and how far binning is from them.
 *
 * <p>Arguments: epochs (3000), bits (8), seeds (3).
 */
public final class QuantisedExperiment {
    /** Training passes, seven an epoch, after which the activations of ReLU are quantised. */
    private static final int WARM_UP = 100;

    /** The first epoch that is measured. */
    private static final int QUANTISED_FROM = 15;

    private QuantisedExperiment() {}

    /**
     * What became of a layer.
     *
     * @param network nonlinearity and seed
     * @param layer path of the hook point
     * @param estimator what measured
     * @param highest bits, over training
     * @param last bits, at the end
     */
    record Row(String network, String layer, String estimator, double highest, double last) {
        double fall() {
            return highest - last;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.2f | %.2f | %.2f |",
                    network,
                    layer,
                    estimator,
                    highest,
                    last,
                    fall());
        }
    }

    /** Trains, measures and prints a table. */
    public static void main(String[] args) {
        int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 3000;
        int bits = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        int seeds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        System.out.println(
                "| network | layer | estimator | highest | at the end | fall, bits |\n|---|---|---|---|---|---|");
        for (Nonlinearity nonlinearity : List.of(Nonlinearity.TANH, Nonlinearity.RELU)) {
            for (int seed = 1; seed <= seeds; seed++) {
                run(nonlinearity, bits, epochs, seed).forEach(System.out::println);
            }
        }
    }

    /** Exact values, and two ways to lay cells. */
    static Map<String, MiEstimator> estimators() {
        Map<String, MiEstimator> estimators = new LinkedHashMap<>();
        estimators.put("exact", new FiniteInputs());
        estimators.put("30 cells", Binning.layerRange(30).ofWholePopulation());
        estimators.put("width 0.5", Binning.fixedWidth(0.5).ofWholePopulation());
        return estimators;
    }

    static List<Row> run(Nonlinearity nonlinearity, int bits, int epochs, int seed) {
        MlpSpec spec = MlpSpec.SHWARTZ_ZIV_TISHBY.with(nonlinearity).with(Precision.lowBit(bits, WARM_UP));
        Map<String, ProbeSession> sessions = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        ToyData data = ToyData.draw(1);
        try {
            ToyNetwork.train(
                    spec,
                    data,
                    epochs,
                    seed,
                    trainer -> estimators()
                            .forEach((name, estimator) ->
                                    sessions.put(name, attach(trainer, spec, data, estimator, epochs))));
            sessions.forEach((name, session) -> {
                String network = nonlinearity.name().toLowerCase(Locale.ROOT) + ", seed " + seed;
                points(spec).forEach(layer -> rows.add(row(network, layer, name, session.plane())));
            });
        } finally {
            sessions.values().forEach(ProbeSession::close);
        }
        return rows;
    }

    private static Stream<String> points(MlpSpec spec) {
        return Stream.concat(spec.hiddenPoints().stream(), Stream.of("logits.out"));
    }

    private static ProbeSession attach(Trainer trainer, MlpSpec spec, ToyData data, MiEstimator estimator, int epochs) {
        return Probes.on(trainer)
                .named("quantised")
                .tap(points(spec).toArray(String[]::new))
                .evaluateOn(data.inputs(), data.labels())
                .inputInformation(estimator)
                .atEpochs(IntStream.rangeClosed(0, 20)
                        .map(i -> QUANTISED_FROM + (int) Math.round(i * (epochs - QUANTISED_FROM) / 20.0))
                        .distinct()
                        .toArray())
                .batchSize(ToyData.INPUTS)
                .attach();
    }

    private static Row row(String network, String layer, String estimator, InformationPlane plane) {
        List<PlanePoint> path = plane.trajectory("quantised", layer);
        double highest =
                path.stream().mapToDouble(QuantisedExperiment::bits).max().orElseThrow();
        return new Row(network, layer, estimator, highest, bits(path.get(path.size() - 1)));
    }

    private static double bits(PlanePoint point) {
        return point.inputInformation().orElseThrow().value().bits();
    }
}
