package dev.infoplane.examples.truth;

import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.examples.data.TableOrigin;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How close decoders come to information that is known exactly: Markov rows of which every s-th column is seen, bit planes, a
 * label through a noisy channel, and two controls. Each result is one line of a table, written as it comes; a run that is
 * started again measures only what is missing.
 */
@Command(
        name = "decoder-truths",
        mixinStandardHelpOptions = true,
        description = "Measures sources of known information by decoders.",
        sortOptions = false)
public final class DecoderTruths implements Callable<Integer> {
    private static final String HEADER =
            "source,parameter,seed,truthBits,entropyBits,estimateBits,standardErrorBits,excessBitsPerDimension,"
                    + "lastQuarterGainBits,seconds";
    private static final int HEIGHT = 16;
    private static final int WIDTH = 32;
    private static final int LABELS_AN_IMAGE = 8;
    private static final Folds FOLDS = new Folds(20, 1, 4);

    /** Groups of sources. */
    enum Source {
        markov,
        planes,
        channel,
        controls,
        presets
    }

    @Option(names = "--table", paramLabel = "FILE", description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path table = Path.of("decoder-truths.csv");

    @Option(names = "--source", split = ",", description = "Any of ${COMPLETION-CANDIDATES} (default: all).")
    private List<Source> sources = List.of(Source.values());

    @Option(
            names = "--images",
            description = "Images, 20 of 25 to learn from, 4 to measure, and labels eight times as many (default:"
                    + " ${DEFAULT-VALUE}).")
    private int images = 12500;

    @Option(names = "--steps", description = "Steps of parents and of points (default: ${DEFAULT-VALUE}).")
    private int steps = 1500;

    @Option(names = "--seed", split = ",", description = "Seeds of sources and decoders (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds = List.of(1L);

    private final Map<String, String> lines = new LinkedHashMap<>();

    private DecoderTruths() {}

    /** Runs the measurements. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new DecoderTruths());
    }

    @Override
    public Integer call() throws IOException {
        table = table.toAbsolutePath();
        TableOrigin.require(table, origin());
        TableOrigin.rest(table).stream().skip(1).forEach(l -> lines.put(l.replaceAll("(([^,]*,){3}).*", "$1"), l));
        for (long seed : seeds) {
            for (Source source : sources) {
                switch (source) {
                    case markov -> markov(seed);
                    case planes -> planes(seed);
                    case channel -> channel(seed);
                    case controls -> controls(seed);
                    case presets -> presets(seed);
                }
            }
        }
        return 0;
    }

    private Identity origin() {
        return Identity.of("decoder truths", 1).with("images", images).with("steps", steps);
    }

    private void markov(long seed) {
        Samples x = Sources.markovRows(images, HEIGHT, WIDTH, seed);
        double all = Sources.markovBits(HEIGHT, WIDTH, 1);
        try (MiEstimator.Prepared bound = bound(binary(), all).prepare(x, seed)) {
            for (int stride = 2; stride <= WIDTH; stride *= 2) {
                Samples t = Sources.everyColumn(x, stride);
                double truth = Sources.markovBits(HEIGHT, WIDTH, stride);
                measure("markov rows", "s = " + stride, seed, truth, all, x, () -> bound.estimate(t));
            }
        }
    }

    private void planes(long seed) {
        int side = 16;
        Samples x = Sources.uniformBytes(images, side, seed);
        int d = side * side;
        PixelCnn family =
                PixelCnn.of(new PixelCnnSize(16, 1, 5, 1), PixelLevels.BYTES).budget(budget(32, 1e-2));
        try (MiEstimator.Prepared bound = bound(family, 8.0 * d).prepare(x, seed)) {
            for (int kept = 8; kept >= 0; kept--) {
                Samples t = Sources.upperBits(x, kept);
                measure("bit planes", "b = " + kept, seed, (double) kept * d, 8.0 * d, x, () -> bound.estimate(t));
            }
        }
    }

    private void channel(long seed) {
        int classes = 10;
        double all = Math.log(classes) / Math.log(2);
        for (double error : new double[] {0, 0.1, 0.3, 0.6, 0.9}) {
            Sources.Channel channel = Sources.Channel.of(LABELS_AN_IMAGE * images, classes, error, seed);
            measure(
                    "noisy label",
                    "error " + error,
                    seed,
                    channel.bits(),
                    all,
                    channel.labels(),
                    () -> bound(LabelDecoder.of(classes).steps(steps), all)
                            .estimate(channel.labels(), channel.received(), seed));
        }
    }

    /** Activations that know nothing, and some that know all but in another order; of square images. */
    private void controls(long seed) {
        Samples x = Sources.markovRows(images, HEIGHT, HEIGHT, seed);
        double all = Sources.markovBits(HEIGHT, HEIGHT, 1);
        Samples independent = Sources.everyColumn(Sources.markovRows(images, HEIGHT, HEIGHT, seed + 1000), 2);
        Samples vector = Sources.permuted(x, seed, HEIGHT * HEIGHT);
        Samples map = Sources.permuted(x, seed, 1, HEIGHT, HEIGHT);
        try (MiEstimator.Prepared bound = bound(binary(), all).prepare(x, seed)) {
            measure("control", "independent", seed, 0, all, x, () -> bound.estimate(independent));
            measure("control", "pixels permuted; a vector", seed, all, all, x, () -> bound.estimate(vector));
            measure("control", "pixels permuted; a map", seed, all, all, x, () -> bound.estimate(map));
        }
    }

    /** The sizes that ship, of two and three resolutions, and three colours. */
    private void presets(long seed) {
        Samples grey = Sources.markovRows(images, HEIGHT, HEIGHT, seed);
        double greyBits = Sources.markovBits(HEIGHT, HEIGHT, 1);
        for (PixelCnnSize size : List.of(PixelCnnSize.PLANE, PixelCnnSize.DESKTOP)) {
            try (MiEstimator.Prepared bound = bound(binary(size), greyBits).prepare(grey, seed)) {
                for (int stride : new int[] {2, 8}) {
                    Samples t = Sources.everyColumn(grey, stride);
                    double truth = Sources.markovBits(HEIGHT, HEIGHT, stride);
                    String about = size.resolutions() + " resolutions; s = " + stride;
                    measure("markov rows", about, seed, truth, greyBits, grey, () -> bound.estimate(t));
                }
            }
        }
        Samples colours = Sources.colouredRows(images, HEIGHT, HEIGHT, seed);
        double colourBits = Sources.colouredBits(HEIGHT, HEIGHT, 1);
        try (MiEstimator.Prepared bound =
                bound(binary(PixelCnnSize.PLANE), colourBits).prepare(colours, seed)) {
            for (int stride : new int[] {2, 8}) {
                Samples t = Sources.everyColumn(colours, stride);
                double truth = Sources.colouredBits(HEIGHT, HEIGHT, stride);
                measure("coloured rows", "s = " + stride, seed, truth, colourBits, colours, () -> bound.estimate(t));
            }
        }
    }

    private PixelCnn binary() {
        return binary(new PixelCnnSize(16, 1, 1, 1));
    }

    private PixelCnn binary(PixelCnnSize size) {
        return PixelCnn.of(size, PixelLevels.BINARY).budget(budget(32, 5e-3));
    }

    private TrainingBudget budget(int batch, double rate) {
        return new TrainingBudget(steps, steps, batch, rate, 8);
    }

    private static DecoderBound bound(DensityFamily family, double entropyBits) {
        return DecoderBound.withKnownEntropy(family, Information.ofBits(entropyBits))
                .folds(FOLDS);
    }

    private void measure(
            String source, String parameter, long seed, double truth, double all, Samples x, Supplier<Estimate> work) {
        String key = String.join(",", source, parameter, Long.toString(seed)) + ",";
        if (lines.containsKey(key)) {
            return;
        }
        long begin = System.nanoTime();
        Estimate found = work.get();
        String line = String.format(
                Locale.ROOT,
                "%s%.4f,%.4f,%.4f,%.4f,%.6f,%.4f,%.0f",
                key,
                truth,
                all,
                found.value().bits(),
                found.standardError().map(Information::bits).orElse(Double.NaN),
                (truth - found.value().bits()) / x.dimensions(),
                found.learningCurve()
                        .map(LearningCurve::lastQuarterGain)
                        .map(Information::bits)
                        .orElse(Double.NaN),
                (System.nanoTime() - begin) / 1e9);
        System.out.println(line);
        lines.put(key, line);
        try {
            AtomicFiles.write(
                    table,
                    TableOrigin.line(origin()) + "\n" + HEADER + "\n" + String.join("\n", lines.values()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the table '" + table + "'", e);
        }
    }
}
