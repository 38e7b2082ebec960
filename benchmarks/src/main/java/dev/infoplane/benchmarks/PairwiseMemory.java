package dev.infoplane.benchmarks;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.PairwiseDistance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * One pairwise-distance bound on many wide rows, and the most memory that the process ever held (read from the kernel, so on
 * Linux only).
 *
 * <p>Arguments: n, d, threads. Run it with the heap that it must do with, {@code -Xmx768m} for n = 50,000 and d = 512.
 */
public final class PairwiseMemory {
    private PairwiseMemory() {}

    /** Prints the time, the peak of resident memory and the estimate. */
    public static void main(String[] args) throws IOException {
        int n = Integer.parseInt(args[0]);
        int d = Integer.parseInt(args[1]);
        Random random = new Random(1);
        float[] values = new float[n * d];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(10);
            for (int j = 0; j < d; j++) {
                values[i * d + j] = (float) random.nextGaussian() + (j == labels[i] ? 3 : 0);
            }
        }
        long start = System.nanoTime();
        Estimate estimate = PairwiseDistance.lower(1)
                .withThreads(Integer.parseInt(args[2]))
                .estimate(Samples.ofLabels(labels), Samples.of(values, d), 0);
        double seconds = (System.nanoTime() - start) / 1e9;
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("VmHWM: unknown");
        System.out.printf(Locale.ROOT, "n=%d d=%d: %.1f s, %s, %s%n", n, d, seconds, peak, estimate);
    }
}
