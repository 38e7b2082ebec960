package dev.infoplane.examples.truth;

import com.sun.management.OperatingSystemMXBean;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.context.ContextMlp;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Bits a dimension of unconditional densities on tiles of photographs in three colours, beside a linear predictor with adaptive
 * logistic and PNG, with the processor time each takes to learn. Whole photographs teach, validate, or measure.
 */
@Command(
        name = "tile-bits",
        mixinStandardHelpOptions = true,
        description =
                "Learns unconditional densities on tiles of the photographs in a folder and scores them on others.",
        sortOptions = false)
public final class TileBits implements Callable<Integer> {
    @Option(names = "--photographs", required = true, paramLabel = "DIR", description = "Folder of JPEG or PNG files.")
    private Path folder;

    @Option(names = "--longest", description = "Longest side photographs are reduced to (default: ${DEFAULT-VALUE}).")
    private int longest = 640;

    @Option(names = "--side", description = "Pixels a side of a tile (default: ${DEFAULT-VALUE}).")
    private int side = 32;

    @Option(names = "--steps", split = ",", description = "Steps of what is trained (default: ${DEFAULT-VALUE}).")
    private List<Integer> steps = List.of(250, 1000);

    @Option(
            names = "--method",
            split = ",",
            description = "Any of ${COMPLETION-CANDIDATES} (default: the first three).")
    private List<Method> methods = List.of(Method.linear, Method.closedform, Method.mlponclosedform);

    @Option(names = "--taught", description = "Most tiles that decoders learn from (default: all).")
    private int taughtTiles = Integer.MAX_VALUE;

    @Option(names = "--radius", description = "How far the closed form looks (default: ${DEFAULT-VALUE}).")
    private int radius = 3;

    @Option(names = "--measured", description = "Most tiles to measure on (default: ${DEFAULT-VALUE}).")
    private int measured = 1000;

    @Option(names = "--seed", description = "Seed of the shares and the densities (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    private Samples fit;
    private Samples validate;
    private Samples measure;

    /** What predicts. */
    enum Method {
        linear,
        closedform,
        mlponclosedform,
        pixelcnnonclosedform,
        contextmlp,
        pixelcnn
    }

    private TileBits() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new TileBits()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        List<Path> files = PhotoTiles.shuffled(folder, seed);
        int taught = 2 * files.size() / 3;
        int validated = taught + Math.max(1, files.size() / 12);
        fit = PhotoTiles.of(files.subList(0, taught), longest, side).tiles();
        validate =
                PhotoTiles.of(files.subList(taught, validated), longest, side).tiles();
        PhotoTiles held = PhotoTiles.of(files.subList(validated, files.size()), longest, side);
        measure = atMost(measured, held.tiles());
        System.out.printf(
                Locale.ROOT,
                "%d tiles teach, %d validate, %d measure; PNG as Java writes it: %.3f bits a dimension%n",
                fit.rows(),
                validate.rows(),
                measure.rows(),
                held.pngBits());
        methods.forEach(this::measure);
        return 0;
    }

    /** So many tiles, evenly spread over all of them. */
    private static Samples atMost(int count, Samples tiles) {
        int stride = (int) (((long) tiles.rows() + count - 1) / count);
        return tiles.select(
                IntStream.range(0, tiles.rows()).filter(i -> i % stride == 0).toArray());
    }

    private void measure(Method method) {
        ClosedForm form = ClosedForm.of(PixelLevels.BYTES).causalRadius(radius);
        switch (method) {
            case linear -> {
                long begin = processor();
                LinearLogistic learned = LinearLogistic.learn(fit);
                line("linear, adaptive logistic", begin, () -> learned.logLikelihood(measure));
            }
            case closedform -> density("closed form", form, atMost(taughtTiles, fit));
            case mlponclosedform ->
                trained(
                        "context MLP on the closed form",
                        s -> PooledContextMlp.of(ContextMlpSize.DEFAULT, PixelLevels.BYTES)
                                .closedForm(form)
                                .withoutLevelTree()
                                .steps(s)
                                .alone());
            case pixelcnnonclosedform ->
                trained(
                        "PixelCNN++ on the closed form",
                        s -> PixelCnn.of(PixelCnnSize.DESKTOP, PixelLevels.BYTES)
                                .budget(new TrainingBudget(1, s, 8, 2e-3, 2))
                                .onClosedForm(form));
            case contextmlp ->
                trained(
                        "context MLP",
                        s -> ContextMlp.of(ContextMlpSize.DEFAULT, PixelLevels.BYTES)
                                .budget(new TrainingBudget(1, s, 256, 3e-3, 2)));
            case pixelcnn ->
                trained(
                        "PixelCNN++",
                        s -> PixelCnn.of(PixelCnnSize.DESKTOP, PixelLevels.BYTES)
                                .budget(new TrainingBudget(1, s, 8, 2e-3, 2)));
        }
    }

    private void trained(String name, IntFunction<DensityFamily> withSteps) {
        steps.forEach(s -> density(name + ", " + s + " steps", withSteps.apply(s), atMost(taughtTiles, fit)));
    }

    /** An eighth as many tiles as teach, if there are so many. */
    private Samples validating(Samples teaching) {
        return atMost(Math.max(1, teaching.rows() / 8), validate);
    }

    private void density(String name, DensityFamily family, Samples tiles) {
        long begin = processor();
        try (DensityFamily.Pretrained parent = family.learn(tiles, validating(tiles), seed);
                ConditionalDensity density = parent.marginal()) {
            line(name, begin, () -> density.logLikelihood(measure));
        }
    }

    /** @param begin processor time before learning */
    private void line(String name, long begin, Supplier<double[]> scoring) {
        long learned = processor();
        double[] bits = Arrays.stream(scoring.get())
                .map(nats -> -nats / Math.log(2) / measure.dimensions())
                .toArray();
        double mean = Arrays.stream(bits).average().orElseThrow();
        double squares = Arrays.stream(bits).map(b -> (b - mean) * (b - mean)).sum();
        System.out.printf(
                Locale.ROOT,
                "%s: %.3f ± %.3f bits a dimension, learned in %.1f s and scored in %.1f s of processor time%n",
                name,
                mean,
                Math.sqrt(squares / (bits.length - 1) / bits.length),
                (learned - begin) / 1e9,
                (processor() - learned) / 1e9);
    }

    private static long processor() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
