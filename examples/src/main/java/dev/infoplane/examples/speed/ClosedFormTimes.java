package dev.infoplane.examples.speed;

import com.sun.management.OperatingSystemMXBean;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.Reconstruction;
import dev.infoplane.models.decoder.PixelLevels;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a closed-form reconstruction takes to learn and to apply, on noise, and its share of the speed of matrix products. */
@Command(
        name = "closed-form-times",
        mixinStandardHelpOptions = true,
        description = "Times the closed-form reconstruction of noise from noise.",
        sortOptions = false)
public final class ClosedFormTimes implements Callable<Integer> {
    @Option(names = "--size", description = "Height and width of the images (default: ${DEFAULT-VALUE}).")
    private int side = 14;

    @Option(names = "--channels", description = "Channels of the layer (default: ${DEFAULT-VALUE}).")
    private int channels = 16;

    @Option(names = "--map", description = "Height and width of the layer (default: ${DEFAULT-VALUE}).")
    private int map = 14;

    @Option(names = "--window", description = "Places along a window (default: ${DEFAULT-VALUE}).")
    private int window = 3;

    @Option(names = "--landmarks", description = "Landmarks of the kernel (default: ${DEFAULT-VALUE}).")
    private int landmarks;

    @Option(names = "--rows", description = "Rows that teach (default: ${DEFAULT-VALUE}).")
    private int rows = 5000;

    @Option(names = "--others", description = "Rows to apply it to (default: ${DEFAULT-VALUE}).")
    private int others = 2000;

    private ClosedFormTimes() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ClosedFormTimes()).execute(args));
    }

    @Override
    public Integer call() {
        double peak = MatrixSpeed.gigaflops();
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[(rows + others) * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        float[] values = new float[(rows + others) * channels * map * map];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Samples x = Samples.of(pixels, 1, side, side);
        Samples t = Samples.of(values, channels, map, map);
        ClosedForm family = ClosedForm.of(PixelLevels.BYTES).window(window).landmarks(landmarks);
        for (double ridge : new double[] {3, 0}) {
            double begin = processorSeconds();
            ClosedForm chosen = ridge > 0 ? family.ridge(ridge) : family;
            try (Reconstruction learned = chosen.reconstruct(x.slice(0, rows), t.slice(0, rows))) {
                double middle = processorSeconds();
                learned.of(x.slice(rows, x.rows()), t.slice(rows, x.rows()));
                double flops = 2e-9 * learned.multiplyAdds();
                System.out.printf(
                        Locale.ROOT,
                        "ridge %s: learned in %.1f s of processor time, %.0f GFLOP in the final regression; applied in %.1f s;"
                                + " one matrix product of 2048: %.0f GFLOP/s%n",
                        ridge > 0 ? "given" : "chosen",
                        middle - begin,
                        flops,
                        processorSeconds() - middle,
                        peak);
            }
        }
        return 0;
    }

    private static double processorSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
