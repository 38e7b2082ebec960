package dev.infoplane.examples.truth;

import dev.infoplane.density.PooledFamily;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimators.PooledBound;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.PooledPixelCnn;
import dev.infoplane.models.decoder.TrainingBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether decoders of real layers know what more training would bring them: each is trained with several budgets, and what four
 * times the steps bring is compared with what was forecast.
 */
@Command(
        name = "gap-calibration",
        mixinStandardHelpOptions = true,
        description = "Compares forecasts of what more training brings with what it brings, on the layers of a ResNet.",
        sortOptions = false)
public final class GapCalibration implements Callable<Integer> {
    private static final int FORECAST_TIMES = 4;

    /** Whose forecasts are judged. */
    enum Decoder {
        mlp {
            @Override
            PooledFamily family(int steps) {
                return PooledContextMlp.of(ContextMlpSize.DEFAULT, PixelLevels.UNIT_BYTES)
                        .steps(steps)
                        .marginalSteps(steps);
            }
        },
        pixelcnn {
            @Override
            PooledFamily family(int steps) {
                return PooledPixelCnn.of(PixelCnn.of(PixelCnnSize.PLANE, PixelLevels.UNIT_BYTES)
                                .budget(new TrainingBudget(steps, 1, 32, 5e-3, Math.min(steps, 6)))
                                .onClosedForm(ClosedForm.of(PixelLevels.UNIT_BYTES)))
                        .marginalSteps(steps);
            }
        };

        abstract PooledFamily family(int steps);
    }

    @Option(names = "--table", required = true, paramLabel = "FILE", description = "Where results go; resumes.")
    private Path table;

    @Option(names = "--decoder", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Decoder decoder = Decoder.mlp;

    @Option(
            names = "--steps",
            split = ",",
            description = "Budgets that are judged; each needs four times as many steps (default: ${DEFAULT-VALUE}).")
    private List<Integer> steps = List.of(1000, 2000, 4000);

    @Option(names = "--seed", description = "Of the network and the decoders (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    private final Map<Integer, Measured> measured = new HashMap<>();

    /** Estimates by point, and the cross-entropy of images without activations, in bits. */
    private record Measured(Map<String, Estimate> estimates, double entropy) {}

    private GapCalibration() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new GapCalibration()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        TrustTable results = TrustTable.open(table);
        Optional<RealLayers> layers = Optional.empty();
        TrustTally tally = new TrustTally();
        for (int budget : steps) {
            String trial = decoder + " with " + budget + " steps, seed " + seed;
            if (results.find(trial).isEmpty()) {
                if (layers.isEmpty()) {
                    layers = Optional.of(RealLayers.of(seed));
                }
                results.put(trial, rows(layers.get(), budget));
            }
            tally.add(results.find(trial));
        }
        tally.notes().forEach(System.out::println);
        tally.lines().stream()
                .filter(l -> l.startsWith("what four") || l.startsWith("points to") || l.startsWith("silent"))
                .forEach(System.out::println);
        return 0;
    }

    private List<TrustRow> rows(RealLayers layers, int budget) {
        Measured once = measured(layers, budget);
        Measured more = measured(layers, FORECAST_TIMES * budget);
        List<TrustRow> rows = new ArrayList<>();
        once.estimates.forEach((point, estimate) -> rows.add(TrustRow.of(
                new TrustRow.Place("ResNet-8", point, TrustRow.Role.LAYER, Double.NaN, more.entropy, Double.NaN),
                estimate,
                Optional.of(more.estimates.get(point)),
                Optional.empty())));
        return rows;
    }

    private Measured measured(RealLayers layers, int budget) {
        return measured.computeIfAbsent(budget, b -> {
            double[] entropy = new double[1];
            Map<String, Estimate> estimates = PooledBound.againstMarginal(decoder.family(b))
                    .folds(RealLayers.FOLDS)
                    .listener(densities ->
                            entropy[0] = -Arrays.stream(densities.marginal().logLikelihood())
                                            .average()
                                            .orElseThrow()
                                    / Math.log(2))
                    .estimate(layers.images(), layers.points().keySet(), layers.points()::get, seed);
            return new Measured(estimates, entropy[0]);
        });
    }
}
