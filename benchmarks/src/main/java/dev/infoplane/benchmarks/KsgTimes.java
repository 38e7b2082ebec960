package dev.infoplane.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.MarginalTransform;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Times KSG 1 as {@code ksg_python.py} does, on the same kind of data, for a comparison in one session.
 *
 * <p>Arguments: n, dimensions a side, threads, repetitions. The first repetitions warm the virtual machine and are shown
 * apart.
 */
public final class KsgTimes {
    private KsgTimes() {}

    /**
     * Prints medians of the later half of the repetitions, seconds on the clock and of processor time of the whole process, and
     * the least seconds on the clock: what a machine that others use as well can do in a quiet moment.
     */
    public static void main(String[] args) {
        int n = Integer.parseInt(args[0]);
        int d = Integer.parseInt(args[1]);
        int threads = Integer.parseInt(args[2]);
        int repetitions = Integer.parseInt(args[3]);
        Random random = new Random(1);
        float[] a = new float[n * d];
        float[] b = new float[n * d];
        for (int i = 0; i < a.length; i++) {
            double z = random.nextGaussian();
            a[i] = (float) z;
            b[i] = (float) (0.6 * z + 0.8 * random.nextGaussian());
        }
        Samples x = Samples.of(a, d);
        Samples t = Samples.of(b, d);
        Ksg ksg = new Ksg(Ksg.Variant.ONE, 4, MarginalTransform.AS_THEY_ARE, threads);
        double[] seconds = new double[repetitions];
        double[] processor = new double[repetitions];
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Estimate estimate = null;
        for (int r = 0; r < repetitions; r++) {
            long start = System.nanoTime();
            long startProcessor = system.getProcessCpuTime();
            estimate = ksg.estimate(x, t, 0);
            seconds[r] = (System.nanoTime() - start) / 1e9;
            processor[r] = (system.getProcessCpuTime() - startProcessor) / 1e9;
        }
        double first = seconds[0];
        System.out.printf(
                Locale.ROOT,
                "java n=%d d=%d k=4 threads=%d: first %.3f s, least %.4f s, median %.4f s, processor %.4f s, I = %.4f nats (truth %.4f)%n",
                n,
                d,
                threads,
                first,
                Arrays.stream(seconds).min().orElseThrow(),
                lateMedian(seconds),
                lateMedian(processor),
                estimate.value().nats(),
                -0.5 * d * Math.log(1 - 0.36));
    }

    private static double lateMedian(double[] values) {
        double[] late = Arrays.copyOfRange(values, values.length / 2, values.length);
        Arrays.sort(late);
        return late[late.length / 2];
    }
}
