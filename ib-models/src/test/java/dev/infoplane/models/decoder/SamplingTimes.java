package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.SeedStreams;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.Dropout;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Times drawing 32×32 images of three channels with 32 filters, against a whole forward pass for every pixel, and counts what
 * rounding makes differ. A program and not a test: the naive way lives among the tests and is nobody's to use.
 *
 * <p>Arguments: batch sizes; "given" for a conditional network; "compare" and "part" for what rounding makes differ, the latter
 * takes minutes.
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
        RandomDecoder random = random(RandomDecoder.Said.NONE);
        try (PixelDensity density = random.density()) {
            for (int i = 0; i < 3; i++) {
                density.sample(random.activations(8), i);
            }
            for (String arg : args) {
                switch (arg) {
                    case "given" -> given();
                    case "compare" -> compare(random, density);
                    case "part" -> part(random, density);
                    default -> time(random, density, Integer.parseInt(arg));
                }
            }
        }
    }

    private static RandomDecoder random(RandomDecoder.Said said) {
        RandomDecoder random = RandomDecoder.of(
                new PixelCnnSize(32, 1, 10, 3), PixelHead.LOGISTIC_MIXTURE, PixelLevels.BYTES, said, 3, SIDE, SIDE);
        narrow(random);
        return random;
    }

    private static void given() {
        RandomDecoder random = random(RandomDecoder.Said.MAP);
        try (PixelDensity density = random.density()) {
            Samples t = random.activations(16);
            density.sample(t, 1);
            Took took = Took.median(5, () -> density.sample(t, 1));
            System.out.printf(
                    Locale.ROOT,
                    "batch 16, conditional: cached %.3f s (processor %.3f s)%n",
                    took.seconds,
                    took.processor);
        }
    }

    /** Log-scales around −3, which keeps most pixels off the ends of the range. */
    private static void narrow(RandomDecoder random) {
        int bias = random.model().layout().slot("out.b").offset();
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

    /**
     * Draws a batch of sixteen; then every pixel of it once more, with the same random numbers, from a whole forward pass over
     * what was drawn, image by image.
     */
    private static void compare(RandomDecoder random, PixelDensity density) {
        int batch = 16;
        LevelScale levels = random.model().levels();
        Samples drawn = density.sample(random.activations(batch), 2);
        Head head = random.model().head();
        float[] pixel = new float[3];
        float[] scaled = new float[SIDE * SIDE * 3];
        int differing = 0;
        double furthest = 0;
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = levels.toNetwork(drawn.get(b, i % 3 * SIDE * SIDE + i / 3));
            }
            float[] whole = wholePass(random, scaled);
            SplittableRandom numbers = new SplittableRandom(SeedStreams.seed(2, b + 1));
            for (int p = 0; p < SIDE * SIDE; p++) {
                head.draw(whole, p * head.parameters(), pixel, 1, numbers);
                for (int c = 0; c < 3; c++) {
                    double by = Math.abs(pixel[c] - scaled[p * 3 + c]) * 127.5;
                    differing += by > 0.5 ? 1 : 0;
                    furthest = Math.max(furthest, by);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "given the same pixels before, %d of %d levels differ, by at most %.0f%n",
                differing,
                batch * scaled.length,
                furthest);
    }

    private static float[] wholePass(RandomDecoder random, float[] image) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return random.model()
                    .net()
                    .apply(
                            random.weights(manager),
                            manager.create(image, new Shape(1, SIDE, SIDE, 3)),
                            ConditionFeatures.NONE,
                            Dropout.NONE)
                    .toFloatArray();
        }
    }

    /** The share of levels of four images that differ where each way goes on from what it has drawn itself; takes minutes. */
    private static void part(RandomDecoder random, PixelDensity density) {
        Samples t = random.activations(4);
        float[] cached = density.sample(t, 2).toArray();
        float[] naive = random.drawNaively(t, 2, 1).toArray();
        float[] alone = random.drawNaively(t.slice(0, 1), 2, 1).toArray();
        System.out.printf(
                Locale.ROOT,
                "levels that differ when each goes on from its own: cached from naive %.1f %%,"
                        + " naive in a batch of four from naive alone %.1f %%%n",
                100 * share(cached, naive),
                100 * share(naive, alone));
    }

    private static double share(float[] a, float[] b) {
        int count = Math.min(a.length, b.length);
        return IntStream.range(0, count).filter(i -> a[i] != b[i]).count() / (double) count;
    }
}
