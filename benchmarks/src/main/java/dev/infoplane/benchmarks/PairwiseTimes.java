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
import java.util.stream.IntStream;

/**
 * Processor seconds of the pairwise-distance bounds on normal rows whose inputs are all different, and the most memory that the process
 * ever held (read from the kernel, so on Linux only). The same in Python: {@code benchmarks/src/main/python/pairwise_times.py}.
 *
 * <p>Arguments: n, d, sigma, rounds. The first half of the rounds warms up; the median is that of the others.
 */
public final class PairwiseTimes {
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
        for (PairwiseDistance bound :
                new PairwiseDistance[] {PairwiseDistance.upper(sigma), PairwiseDistance.lower(sigma)}) {
            PairwiseDistance alone = bound.withThreads(1);
            double[] seconds = new double[rounds];
            Estimate estimate = alone.estimate(inputs, rows, 0);
            for (int round = 0; round < rounds; round++) {
                double start = cpuSeconds();
                estimate = alone.estimate(inputs, rows, 0);
                seconds[round] = cpuSeconds() - start;
            }
            double[] warm = Arrays.stream(seconds).skip(rounds / 2).sorted().toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%s, n = %d, d = %d: median %.3f CPU seconds, least %.3f: %s%n",
                    bound.id(),
                    n,
                    d,
                    warm[warm.length / 2],
                    warm[0],
                    estimate);
        }
        System.out.println(Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("VmHWM: unknown"));
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
