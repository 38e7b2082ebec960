package dev.infoplane.examples.genome;

import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.examples.data.ResumedTable;
import dev.infoplane.examples.process.ProcessorTime;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.CsvTable;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.data.IdxImages;
import dev.infoplane.study.data.ImagePart;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How well does a network do that has only been grown? Evolves genomes of several sizes and writes the accuracy of newborn networks
 * against compression (Shuvaev et al. 2024), and with {@code --plane} the planes of a newborn and of a random network while they learn.
 */
@Command(
        name = "genomic-bottleneck",
        mixinStandardHelpOptions = true,
        description = "Accuracy before any training against the size of the genome.",
        sortOptions = false)
public final class GenomicBottleneck implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(GenomicBottleneck.class);
    private static final int SPLIT_SEED = 1;
    private static final String HEADER =
            "genomeUnits,seed,genomeNumbers,genomeBits,compression,generation,atBirth,grownUp,processorSeconds";

    @Option(names = "--genome", split = ",", description = "Units of each rule (default: ${DEFAULT-VALUE}).")
    private List<Integer> genomes = List.of(34, 24, 10);

    @Option(names = "--hidden", description = "Units of the network (default: ${DEFAULT-VALUE}).")
    private int hidden = 800;

    @Option(names = "--generations", description = "How many (default: ${DEFAULT-VALUE}).")
    private int generations = 40;

    @Option(names = "--batches", description = "That a network learns from (default: ${DEFAULT-VALUE}).")
    private int batches = 100;

    @Option(names = "--fit-steps", description = "That a genome learns from it (default: ${DEFAULT-VALUE}).")
    private int fitSteps = 100;

    @Option(names = "--images", split = ",", description = "To learn from, and held out (default: ${DEFAULT-VALUE}).")
    private List<Integer> images = List.of(9000, 2000);

    @Option(names = "--seed", split = ",", description = "Of everything (default: ${DEFAULT-VALUE}).")
    private List<Integer> seeds = List.of(1, 2, 3);

    @Option(names = "--data", paramLabel = "DIR", description = "Idx files of MNIST or Fashion-MNIST (28 by 28).")
    private Path data;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Where results go; what is there is not done again (default: ${DEFAULT-VALUE}).")
    private Path table = Path.of("genomic-bottleneck.csv");

    @Option(
            names = "--plane",
            paramLabel = "FILE",
            description = "Measures planes for the first genome and seed, into this file.")
    private Path plane;

    @Option(names = "--sigma", description = "Of the noise of the plane (default: ${DEFAULT-VALUE}).")
    private double sigma = 4;

    @Option(names = "--label-steps", description = "Of classifiers of activations (default: ${DEFAULT-VALUE}).")
    private int labelSteps = 200;

    @Spec
    private CommandSpec spec;

    private GenomicBottleneck() {}

    /** Runs the experiment. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Programs.commandLine(new GenomicBottleneck());
    }

    @Override
    public Integer call() throws IOException, TranslateException {
        Programs.requireFolder(spec, "--data", data);
        LabelledImages all = data == null ? FashionMnist.bundled() : IdxImages.in(data, ImagePart.TRAIN);
        List<LabelledImages> parts = all.split(SPLIT_SEED, images.get(0), images.get(1));
        ResumedTable curves = new ResumedTable(table, origin(all), HEADER, 2);
        for (int units : genomes) {
            for (int seed : seeds) {
                boolean measured = plane != null && units == genomes.get(0) && seed == seeds.get(0);
                if (!curves.has(units, seed) || measured && !Files.exists(plane)) {
                    evolve(units, seed, parts, measured, curves);
                }
            }
        }
        return 0;
    }

    private Identity origin(LabelledImages all) {
        return Identity.of("genomic bottleneck", 2)
                .with("pixels", all.digest())
                .with("split", SPLIT_SEED)
                .with("images", images)
                .with("hidden", hidden)
                .with("generations", generations)
                .with("batches", batches)
                .with("fitSteps", fitSteps);
    }

    private void evolve(int units, int seed, List<LabelledImages> parts, boolean measured, ResumedTable curves)
            throws IOException, TranslateException {
        ProcessorTime time = new ProcessorTime();
        Evolution evolution = new Evolution(units, hidden, generations, batches, fitSteps);
        Evolution.Outcome outcome = evolution.run(parts.get(0), parts.get(1), seed);
        LOG.info(
                "compression {}, seed {}: {} of the images are right at birth",
                outcome.compression(),
                seed,
                outcome.atBirth());
        if (!curves.has(units, seed)) {
            curves.add(lines(units, seed, outcome, time.lap()));
        }
        if (measured) {
            planes(outcome, evolution, parts, seed);
        }
    }

    private static List<String> lines(int units, int seed, Evolution.Outcome outcome, double seconds) {
        int last = outcome.generations().size() - 1;
        return outcome.generations().stream()
                .map(g -> String.format(
                        Locale.ROOT,
                        "%d,%d,%d,%d,%.1f,%d,%.4f,%s,%s",
                        units,
                        seed,
                        outcome.parameters(),
                        outcome.genomeBits(),
                        outcome.compression(),
                        g.number(),
                        g.atBirth(),
                        g.number() == last ? "" : String.format(Locale.ROOT, "%.4f", g.grownUp()),
                        g.number() == last ? String.format(Locale.ROOT, "%.1f", seconds) : ""))
                .toList();
    }

    private void planes(Evolution.Outcome outcome, Evolution evolution, List<LabelledImages> parts, int seed)
            throws IOException, TranslateException {
        Upbringing upbringing = new Upbringing(sigma, labelSteps, Math.max(1, batches / 5));
        StringBuilder lines = new StringBuilder(
                "network,layer,batches,inputBits,inputError,inputClaim,labelBits,labelError,warnings\n");
        for (boolean grown : new boolean[] {true, false}) {
            upbringing
                    .of(
                            grown ? "grown" : "random",
                            grown ? outcome.weights() : List.of(),
                            evolution,
                            parts.get(0),
                            parts.get(1),
                            seed)
                    .points()
                    .forEach(p -> lines.append(line(p)));
        }
        AtomicFiles.write(plane.toAbsolutePath(), lines.toString());
    }

    private static String line(PlanePoint point) {
        Estimate input = point.inputInformation().orElseThrow();
        Estimate label = point.labelInformation().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%s,%s,%s,%s,%s,\"%s\"%n",
                point.key().run(),
                point.key().hookPoint(),
                point.key().epoch(),
                bits(Optional.of(input.value())),
                bits(input.standardError()),
                input.bound(),
                bits(Optional.of(label.value())),
                bits(label.standardError()),
                CsvTable.list(Stream.of(input, label)
                                .flatMap(e -> e.warnings().stream())
                                .toList())
                        .replace('"', '\''));
    }

    private static String bits(Optional<Information> amount) {
        return amount.map(i -> String.format(Locale.ROOT, "%.3f", i.bits())).orElse("");
    }
}
