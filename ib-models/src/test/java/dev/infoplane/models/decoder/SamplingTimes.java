package dev.infoplane.models.decoder;

import com.sun.management.OperatingSystemMXBean;
import dev.infoplane.estimate.Samples;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Times drawing 32×32 images of three channels with 32 filters, against a whole forward pass for every pixel, and counts what
 * rounding makes differ. A program and not a test: the naive way lives among the tests and is nobody's to use.
 *
 * <p>Arguments: batch sizes; "compare" draws a batch of sixteen in both ways, which takes minutes.
 */
public final class SamplingTimes {
    private static final int SIDE = 32;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private SamplingTimes() {}

    private record Took(double seconds, double processor) {
        static Took median(int turns, Supplier<Samples> work) {
            double[] seconds = new double[turns];
            double[] processor = new double[turns];
            for (int i = 0; i < turns; i++) {
                long start = System.nanoTime();
                long startProcessor = SYSTEM.getProcessCpuTime();
                work.get();
                seconds[i] = (System.nanoTime() - start) / 1e9;
                processor[i] = (SYSTEM.getProcessCpuTime() - startProcessor) / 1e9;
            }
            Arrays.sort(seconds);
            Arrays.sort(processor);
            return new Took(seconds[turns / 2], processor[turns / 2]);
        }
    }

    /** Prints seconds on the clock and of processor time of the whole process; medians of five and of three turns. */
    public static void main(String[] args) {
        RandomDecoder random = RandomDecoder.of(
                new PixelCnnSize(32, 1, 10, 3),
                PixelHead.LOGISTIC_MIXTURE,
                PixelLevels.BYTES,
                RandomDecoder.Said.NONE,
                3,
                SIDE,
                SIDE);
        narrow(random);
        try (PixelDensity density = random.density()) {
            for (int i = 0; i < 3; i++) {
                density.sample(random.activations(8), i);
            }
            for (String arg : args) {
                if (arg.equals("compare")) {
                    compare(random, density);
                } else {
                    time(random, density, Integer.parseInt(arg));
                }
            }
        }
    }

    /** Log-scales around −3, which keeps most pixels off the ends of the range. */
    private static void narrow(RandomDecoder random) {
        int bias = random.decoder().layout().slot("out.b").offset();
        for (int channel = 0; channel < 3; channel++) {
            int from = bias + 10 * (2 + 3 * channel);
            for (int i = from; i < from + 10; i++) {
                random.vector()[i] -= 3;
            }
        }
    }

    private static void time(RandomDecoder random, PixelDensity density, int batch) {
        Samples t = random.activations(batch);
        Samples images = density.sample(t, 1);
        Took cached = Took.median(5, () -> density.sample(t, 1));
        // the last row alone, 32 positions; the first such turn warms up
        random.drawNaively(images, SIDE - 1, t, 1, 1);
        Took row = Took.median(3, () -> random.drawNaively(images, SIDE - 1, t, 1, 1));
        System.out.printf(
                Locale.ROOT,
                "batch %d: cached %.3f s (processor %.3f s); naive %.1f ms a position, so %.0f s (processor %.0f s):"
                        + " %.0f times (processor %.0f)%n",
                batch,
                cached.seconds,
                cached.processor,
                row.seconds / SIDE * 1e3,
                row.seconds * SIDE,
                row.processor * SIDE,
                row.seconds * SIDE / cached.seconds,
                row.processor * SIDE / cached.processor);
    }

    private static void compare(RandomDecoder random, PixelDensity density) {
        Samples t = random.activations(16);
        float[] cached = density.sample(t, 2).toArray();
        float[] naive = random.drawNaively(null, 0, t, 2, 1).toArray();
        int differing = 0;
        double largest = 0;
        int ends = 0;
        boolean[] images = new boolean[16];
        for (int i = 0; i < cached.length; i++) {
            ends += cached[i] == 0 || cached[i] == 255 ? 1 : 0;
            if (cached[i] != naive[i]) {
                differing++;
                images[i / (cached.length / 16)] = true;
                largest = Math.max(largest, Math.abs(cached[i] - naive[i]));
            }
        }
        int count = 0;
        for (boolean image : images) {
            count += image ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "of %d levels %d differ, by at most %.0f, in %d of 16 images; %d lie at an end of the range%n",
                cached.length,
                differing,
                largest,
                count,
                ends);
    }
}
