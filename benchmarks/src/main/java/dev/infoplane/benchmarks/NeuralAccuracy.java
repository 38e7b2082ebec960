package dev.infoplane.benchmarks;

import dev.infoplane.benchmarks.KnownDistribution.Kind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measures neural estimators on the continuous tasks and writes the table {@code docs/results/neural-estimators.csv}, from which
 * {@link NeuralSection} makes its part of the accuracy page. Rows that are in the table are not measured again.
 *
 * <p>Arguments: the table, how many seeds, ids of estimators joined by commas, and, if not all tasks are wanted, a regular expression
 * of their names.
 */
public final class NeuralAccuracy {
    private static final int SAMPLES = 5000;
    private static final String HEADER = "task,dimensions,truth,estimator,seed,bound,nats,error,warned,cpuSeconds\n";

    private NeuralAccuracy() {}

    /** Measures what is missing. */
    public static void main(String[] args) throws IOException {
        Path table = Path.of(args[0]);
        if (!Files.exists(table)) {
            AtomicFiles.write(table, HEADER);
        }
        String tasks = args.length > 3 ? args[3] : ".*";
        EstimatorRegistry registry = EstimatorRegistry.load();
        for (int seed = 0; seed < Integer.parseInt(args[1]); seed++) {
            for (String id : args[2].split(",")) {
                for (KnownDistribution task : KnownDistribution.all()) {
                    if (task.kind() == Kind.CONTINUOUS && task.id().matches(tasks)) {
                        measure(task, registry.create(id), seed, table);
                    }
                }
            }
        }
    }

    private static void measure(KnownDistribution task, MiEstimator estimator, int seed, Path table)
            throws IOException {
        String key = String.format(
                Locale.ROOT, "%s,%d,%.9f,%s,%d,", task.id(), task.dimensions(), task.nats(), estimator.id(), seed);
        String before = Files.readString(table);
        Set<String> done = before.lines()
                .map(line -> line.substring(0, Math.min(line.length(), key.length())))
                .collect(Collectors.toSet());
        if (done.contains(key)) {
            return;
        }
        KnownDistribution.Pairs pairs = task.draw(SAMPLES, seed);
        double start = cpuSeconds();
        Estimate estimate = estimator.estimate(pairs.x(), pairs.t(), seed);
        String row = String.format(
                Locale.ROOT,
                "%s%s,%.6f,%.6f,%b,%.2f%n",
                key,
                estimate.bound(),
                estimate.value().nats(),
                estimate.standardError().map(Information::nats).orElse(Double.NaN),
                !estimate.warnings().isEmpty(),
                cpuSeconds() - start);
        AtomicFiles.write(table, before + row);
    }

    /** The processor time of this process. */
    private static double cpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
