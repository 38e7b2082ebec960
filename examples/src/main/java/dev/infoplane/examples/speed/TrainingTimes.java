package dev.infoplane.examples.speed;

import com.sun.management.OperatingSystemMXBean;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a training step of an unconditional PixelCNN++ takes on images of noise, and what the engine makes of a product of
 * two matrices beside it.
 */
@Command(
        name = "training-times",
        mixinStandardHelpOptions = true,
        description = "Times training steps of an unconditional PixelCNN++.",
        sortOptions = false)
public final class TrainingTimes implements Callable<Integer> {
    private static final int WARM_UP = 3;

    @Option(names = "--channels", description = "1 or 3 (default: ${DEFAULT-VALUE}).")
    private int channels = 3;

    @Option(names = "--size", description = "Height and width (default: ${DEFAULT-VALUE}).")
    private int side = 32;

    @Option(names = "--filters", description = "Filters (default: ${DEFAULT-VALUE}).")
    private int filters = 32;

    @Option(names = "--units", description = "Gated units (default: ${DEFAULT-VALUE}).")
    private int units = 1;

    @Option(names = "--resolutions", description = "Resolutions (default: ${DEFAULT-VALUE}).")
    private int resolutions = 3;

    @Option(names = "--batch", description = "Images a step (default: ${DEFAULT-VALUE}).")
    private int batch = 16;

    @Option(names = "--dropout", description = "Rate of dropout (default: ${DEFAULT-VALUE}).")
    private double dropout = 0.5;

    @Option(names = "--steps", description = "Steps to time, after a warm-up (default: ${DEFAULT-VALUE}).")
    private int steps = 20;

    private TrainingTimes() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new TrainingTimes()).execute(args));
    }

    @Override
    public Integer call() {
        if (steps < 1) {
            throw new IllegalArgumentException("--steps must be at least 1, got " + steps);
        }
        double peak = MatrixSpeed.gigaflops();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<Double> clock = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        long[] last = {System.nanoTime(), system.getProcessCpuTime()};
        PixelCnn family = PixelCnn.of(new PixelCnnSize(filters, units, 10, resolutions), PixelLevels.BYTES)
                .dropout(dropout)
                .budget(new TrainingBudget(WARM_UP + steps, 1, batch, 1e-3, 1))
                .progress((step, all) -> {
                    long now = System.nanoTime();
                    long used = system.getProcessCpuTime();
                    if (step > WARM_UP) {
                        clock.add((now - last[0]) / 1e6);
                        processor.add((used - last[1]) / 1e6);
                    }
                    last[0] = now;
                    last[1] = used;
                });
        Samples noise = noise(batch);
        family.learn(noise, noise.slice(0, 1), 1).close();
        System.out.printf(
                Locale.ROOT,
                "step %.0f ms, processor %.0f ms (medians of %d), matrix product %.0f GFLOP/s, engine threads: %s%n",
                median(clock),
                median(processor),
                clock.size(),
                peak,
                System.getProperty("ai.djl.pytorch.num_threads", "as many as it likes"));
        return 0;
    }

    private Samples noise(int images) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[images * channels * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        return Samples.of(values, channels, side, side);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
