package dev.infoplane.benchmarks;

import dev.infoplane.benchmarks.KnownDistribution.Kind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Measures neural estimators on the continuous tasks, and on those of {@link HardDistribution}, and writes the table {@code docs/results/neural-estimators.csv}, from which
 * {@link NeuralSection} makes its part of the accuracy page. Rows that are in the table are not measured again.
 *
 * <p>Arguments: the table, how many seeds, ids of estimators joined by commas, and, if not all tasks are wanted, a regular expression
 * of their names.
 */
public final class NeuralAccuracy {
    private static final int SAMPLES = 5000;

    /** How often parameters of {@link DrawnDistribution} are drawn. */
    private static final int DRAWN = 6;

    private static final String HEADER =
            "task,dimensions,truth,estimator,seed,revision,bound,nats,error,warned,cpuSeconds,warnings";

    private NeuralAccuracy() {}

    /** Measures what is missing. */
    public static void main(String[] args) throws IOException {
        ResultTable table = ResultTable.in(Path.of(args[0]), HEADER, 6);
        String tasks = args.length > 3 ? args[3] : ".*";
        EstimatorRegistry registry = EstimatorRegistry.load();
        for (int seed = 0; seed < Integer.parseInt(args[1]); seed++) {
            for (String id : args[2].split(",")) {
                for (KnownDistribution task : tasks()) {
                    if (task.kind() == Kind.CONTINUOUS && task.id().matches(tasks)) {
                        measure(task, registry.create(id), seed, table);
                    }
                }
            }
        }
    }

    private static List<KnownDistribution> tasks() {
        List<KnownDistribution> tasks = new ArrayList<>(KnownDistribution.all());
        for (int number = 0; number < DRAWN; number++) {
            tasks.addAll(DrawnDistribution.all(number));
        }
        tasks.addAll(HardDistribution.all());
        return tasks;
    }

    private static void measure(KnownDistribution task, MiEstimator estimator, int seed, ResultTable table)
            throws IOException {
        String key = String.format(
                Locale.ROOT,
                "%s,%d,%.9f,%s,%d,%s",
                task.id(),
                task.dimensions(),
                task.nats(),
                estimator.id(),
                seed,
                estimator.settings().getOrDefault("revision", ""));
        table.add(key, () -> {
            KnownDistribution.Pairs pairs = task.draw(SAMPLES, seed);
            double start = cpuSeconds();
            Estimate estimate = estimator.estimate(pairs.x(), pairs.t(), seed);
            return String.format(
                    Locale.ROOT,
                    "%s,%.6f,%.6f,%b,%.2f,%s",
                    estimate.bound(),
                    estimate.value().nats(),
                    estimate.standardError().map(Information::nats).orElse(Double.NaN),
                    !estimate.warnings().isEmpty(),
                    cpuSeconds() - start,
                    estimate.warnings().stream().map(NeuralAccuracy::firstWords).collect(Collectors.joining("; ")));
        });
        table.save();
    }

    private static String firstWords(String warning) {
        return warning.split("[:(,0-9]", 2)[0].strip();
    }

    /** The processor time of this process. */
    private static double cpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
