package dev.infoplane.cli;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.PermutationTest;
import dev.infoplane.estimate.SampleSizeCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.Subsampling;
import dev.infoplane.estimators.choice.Estimators;
import dev.infoplane.estimators.choice.Recommendation;
import dev.infoplane.estimators.multivariate.ConditionalMi;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code infoplane estimate}. */
@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures I(X;T) between two arrays whose rows belong together.")
final class EstimateCommand implements Callable<Integer> {
    private static final String AUTO = "auto";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--x",
            required = true,
            paramLabel = "FILE",
            description =
                    "Inputs or labels, a sample a row: FILE.npy, FILE.npz:NAME, FILE.csv, FILE.csv:COLUMN,COLUMN.")
    private String x;

    @Option(names = "--t", required = true, paramLabel = "FILE", description = "Activations, row by row as X.")
    private String t;

    @Option(
            names = "--given",
            paramLabel = "FILE",
            description =
                    "What is known already: measures I(X;T|given) by ksg1, gaussian, gaussian-copula, or any other"
                            + " estimator within groups of equal rows of it.")
    private String given;

    @Option(
            names = "--estimator",
            paramLabel = "ID",
            description = "One of 'infoplane list', or 'auto' to choose one (default: ${DEFAULT-VALUE}).")
    private String id = AUTO;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of the estimator, such as k=5.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(names = "--seed", description = "The only randomness (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--permutations",
            paramLabel = "N",
            description = "Shuffles T so often, at most 1000000 times, for a p-value and a baseline.")
    private int permutations;

    @Option(names = "--curve", description = "Also measures an eighth, a quarter and half of the samples.")
    private boolean curve;

    @Option(names = "--level", description = "Of the interval (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(names = "--strict", description = "Exits with 3 if the estimate carries a warning.")
    private boolean strict;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
        PermutationProgress.requirePossible(permutations);
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("--level lies between 0 and 1, such as 0.95, got " + level);
        }
        EstimatorChoice choice = new EstimatorChoice();
        if (!id.equals(AUTO)) {
            choice.create(id, settings); // mistakes first, then the reading of files
        } else if (!settings.isEmpty()) {
            throw new IllegalArgumentException("--set needs --estimator: 'auto' chooses the settings too");
        }
        Samples ofX = OptionSamples.read("--x", x);
        Samples ofT = OptionSamples.read("--t", t);
        Result result = new Result();
        Estimate estimate = given == null ? measured(choice, ofX, ofT, result) : conditional(choice, ofX, ofT, result);
        result.print(spec.commandLine().getOut(), format);
        return strict && !estimate.warnings().isEmpty() ? Infoplane.WARNED : 0;
    }

    private Estimate measured(EstimatorChoice choice, Samples ofX, Samples ofT, Result result) {
        Recommendation recommendation = id.equals(AUTO) ? Estimators.recommend(ofX, ofT) : null;
        String chosen = recommendation == null ? id : recommendation.id();
        Map<String, String> chosenSettings = recommendation == null ? settings : settable(choice, recommendation);
        Estimate estimate;
        PermutationTest.Result test = null;
        if (permutations > 0) {
            int threads = Math.min(permutations + 1, choice.threads(chosen));
            MiEstimator watched = watched(choice.createOnOneThread(chosen, chosenSettings), threads);
            test = PermutationTest.of(permutations).withThreads(threads).test(watched, ofX, ofT, seed);
            estimate = test.estimate();
        } else {
            estimate = choice.create(chosen, chosenSettings).estimate(ofX, ofT, seed);
        }
        result.estimate("I(X;T)", estimate, level);
        if (test != null) {
            result.permutations(test);
        }
        if (curve) {
            MiEstimator estimator = choice.create(chosen, chosenSettings);
            SampleSizeCurve sizes = Subsampling.standard().curve(estimator, ofX, ofT, seed);
            result.curve(sizes);
        }
        if (recommendation != null) {
            result.json().put("reasons", recommendation.reasons());
            recommendation.reasons().forEach(reason -> result.line("because", reason));
        }
        result.cautions(
                recommendation == null
                        ? Samples.lookTransposed(ofX, ofT).stream().toList()
                        : recommendation.cautions());
        return estimate;
    }

    private MiEstimator watched(MiEstimator estimator, int threads) {
        PrintWriter err = spec.commandLine().getErr();
        return new PermutationProgress(
                estimator,
                permutations,
                threads,
                line -> {
                    err.println(line);
                    err.flush();
                },
                System::nanoTime);
    }

    private static Map<String, String> settable(EstimatorChoice choice, Recommendation recommendation) {
        Map<String, String> settings = new TreeMap<>(recommendation.settings());
        settings.keySet().retainAll(choice.names(recommendation.id()));
        return settings;
    }

    private Estimate conditional(EstimatorChoice choice, Samples ofX, Samples ofT, Result result) {
        if (permutations > 0 || curve) {
            throw new IllegalArgumentException("--permutations and --curve are of I(X;T), not of I(X;T|given)");
        }
        Samples known = OptionSamples.read("--given", given);
        Estimate estimate = ConditionalChoice.of(choice, id, settings).estimate(ofX, ofT, known, seed);
        result.estimate("I(X;T|given)", estimate, level);
        result.cautions(Samples.lookTransposed(ofX, ofT).stream().toList());
        return estimate;
    }

    /** Which conditional estimator a name stands for. */
    private static final class ConditionalChoice {
        static ConditionalMi of(EstimatorChoice choice, String id, Map<String, String> settings) {
            boolean plain = settings.isEmpty();
            if (plain && (id.equals(AUTO) || id.equals("ksg1"))) {
                return ConditionalMi.ksg();
            }
            if (plain && id.equals("gaussian")) {
                return ConditionalMi.gaussian();
            }
            return ConditionalMi.within(choice.create(id, settings));
        }
    }
}
