package dev.infoplane.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.PairwiseDistance;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Processor seconds of the pairwise-distance bounds on normal rows whose inputs are all different, and the resident memory of the process
 * before the first large estimate, with the engine and the rows loaded, and at its most (read from the kernel, so on Linux only). The same in Python: {@code benchmarks/src/main/python/pairwise_times.py}.
 *
 * <p>Arguments: n, d, sigma, rounds. The first half of the rounds warms up; the median is that of the others. System properties: {@code
 * threads}, and {@code engine=true} for products of rows by the engine.
 */
public final class PairwiseTimes {
    /** Rows of a first estimate, which loads what is needed. */
    private static final int SMALL = 64;

    private PairwiseTimes() {}

    /** Prints the median and the least time of each bound. */
    public static void main(String[] args) throws IOException {
        int n = Integer.parseInt(args[0]);
        int d = Integer.parseInt(args[1]);
        double sigma = Double.parseDouble(args[2]);
        int rounds = Integer.parseInt(args[3]);
        Random random = new Random(1);
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Samples inputs = Samples.ofLabels(IntStream.range(0, n).toArray());
        Samples rows = Samples.of(values, d);
        int threads = Integer.getInteger("threads", 1);
        boolean engine = Boolean.getBoolean("engine");
        PairwiseDistance small = PairwiseDistance.upper(sigma).withThreads(1);
        (engine ? small.onEngine() : small).estimate(inputs.slice(0, SMALL), rows.slice(0, SMALL), 0);
        printMemory();
        for (PairwiseDistance bound :
                new PairwiseDistance[] {PairwiseDistance.upper(sigma), PairwiseDistance.lower(sigma)}) {
            PairwiseDistance alone = (engine ? bound.onEngine() : bound).withThreads(threads);
            double[] seconds = new double[rounds];
            double[] clock = new double[rounds];
            Estimate estimate = alone.estimate(inputs, rows, 0);
            for (int round = 0; round < rounds; round++) {
                double start = cpuSeconds();
                long began = System.nanoTime();
                estimate = alone.estimate(inputs, rows, 0);
                clock[round] = (System.nanoTime() - began) / 1e9;
                seconds[round] = cpuSeconds() - start;
            }
            double[] warm = warm(seconds);
            double[] warmClock = warm(clock);
            System.out.printf(
                    Locale.ROOT,
                    "%s, n = %d, d = %d, threads = %d%s: wall-clock median %.3f s, least %.3f; CPU median %.3f s, least %.3f: %s%n",
                    bound.id(),
                    n,
                    d,
                    threads,
                    engine ? ", on the engine" : "",
                    warmClock[warmClock.length / 2],
                    warmClock[0],
                    warm[warm.length / 2],
                    warm[0],
                    estimate);
        }
        printMemory();
    }

    private static void printMemory() throws IOException {
        System.out.println(Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\s+", " "))
                .collect(Collectors.joining(", ")));
    }

    private static double[] warm(double[] seconds) {
        return Arrays.stream(seconds).skip(seconds.length / 2).sorted().toArray();
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
