package dev.infoplane.examples.truth;

import com.sun.management.OperatingSystemMXBean;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.models.context.ContextMlp;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Bits a dimension of an unconditional density on Fashion-MNIST, 28×28 pixels of 8 bits, after a stated number of steps. */
@Command(
        name = "image-bits",
        mixinStandardHelpOptions = true,
        description = "Learns an unconditional density on Fashion-MNIST and scores it on test images.",
        sortOptions = false)
public final class ImageBits implements Callable<Integer> {
    private static final int VALIDATION = 500;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder of the original idx files.")
    private Path data;

    @Option(names = "--steps", description = "Steps in all (default: ${DEFAULT-VALUE}).")
    private int steps = 1000;

    @Option(names = "--batch", description = "Images a step (default: ${DEFAULT-VALUE}).")
    private int batch = 32;

    @Option(names = "--rate", description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
    private double rate = 1e-3;

    @Option(names = "--dropout", description = "Rate of dropout (default: ${DEFAULT-VALUE}).")
    private double dropout;

    @Option(names = "--filters", description = "Filters (default: ${DEFAULT-VALUE}).")
    private int filters = 32;

    @Option(names = "--test-images", description = "How many of the test images to score (default: ${DEFAULT-VALUE}).")
    private int testImages = 1000;

    @Option(names = "--seed", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--family",
            description = "Any of ${COMPLETION-CANDIDATES}; filters and dropout are those of pixelcnn (default:"
                    + " ${DEFAULT-VALUE}).")
    private Family family = Family.pixelcnn;

    /** Families of densities. */
    enum Family {
        pixelcnn,
        contextmlp
    }

    private ImageBits() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ImageBits()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Samples all = FashionMnist.in(data).images();
        Samples test = FashionMnist.testIn(data).images().slice(0, testImages);
        int parent = Math.max(1, steps / 2);
        DensityFamily chosen = family(new TrainingBudget(parent, Math.max(1, steps - parent), batch, rate, 4));
        int fit = all.rows() - VALIDATION;
        long begin = processor();
        try (DensityFamily.Pretrained learned = chosen.learn(all.slice(0, fit), all.slice(fit, all.rows()), seed);
                ConditionalDensity density = learned.marginal()) {
            double seconds = (processor() - begin) / 1e9;
            double[] bits = Arrays.stream(density.logLikelihood(test))
                    .map(nats -> -nats / Math.log(2) / test.dimensions())
                    .toArray();
            double mean = Arrays.stream(bits).average().orElseThrow();
            double squares =
                    Arrays.stream(bits).map(b -> (b - mean) * (b - mean)).sum();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.4f ± %.4f bits a dimension on %d test images after %d steps of %d, rate %s, dropout %s, %.0f s of processor time%n",
                    chosen.id(),
                    mean,
                    Math.sqrt(squares / (bits.length - 1) / bits.length),
                    bits.length,
                    steps,
                    batch,
                    rate,
                    dropout,
                    seconds);
        }
        return 0;
    }

    /** Processor time of the whole process, in nanoseconds. */
    private static long processor() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private DensityFamily family(TrainingBudget budget) {
        return switch (family) {
            case pixelcnn ->
                PixelCnn.of(new PixelCnnSize(filters, 1, 10, 3), PixelLevels.BYTES)
                        .dropout(dropout)
                        .budget(budget);
            case contextmlp ->
                ContextMlp.of(ContextMlpSize.DEFAULT, PixelLevels.BYTES).budget(budget);
        };
    }
}
