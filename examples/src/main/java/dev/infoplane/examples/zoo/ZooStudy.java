package dev.infoplane.examples.zoo;

import ai.djl.translate.TranslateException;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.examples.data.TableOrigin;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Does quantisation or a second stream change what is compressed? Trains the networks of {@link ZooNetwork} under one budget on 14×14
 * Fashion-MNIST, and measures the layers of all of them in one pool for each seed. What the folder holds is not done again.
 */
@Command(
        name = "zoo-study",
        mixinStandardHelpOptions = true,
        description = "One information plane for the networks of the zoo, under one budget.",
        sortOptions = false)
public final class ZooStudy implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ZooStudy.class);
    private static final int DATA_SEED = 1;
    private static final String POINTS = "zoo.csv";
    private static final String CONTRASTS = "zoo-contrasts.csv";

    @Option(names = "--out", paramLabel = "DIR", description = "Where results are kept (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("zoo-study");

    @Option(names = "--network", split = ",", description = "${COMPLETION-CANDIDATES} (default: all).")
    private List<ZooNetwork> networks = List.of(ZooNetwork.values());

    @Option(names = "--seed", split = ",", description = "Of the networks (default: ${DEFAULT-VALUE}).")
    private List<Integer> seeds = List.of(1, 2);

    @Option(names = "--epoch", split = ",", description = "When layers are measured (default: ${DEFAULT-VALUE}).")
    private List<Integer> epochs = List.of(2, 12);

    @Option(
            names = "--images",
            split = ",",
            description = "To train networks, and held out from that (default: ${DEFAULT-VALUE}).")
    private List<Integer> images = List.of(5000, 4000);

    @Option(
            names = "--decoder-images",
            split = ",",
            description = "Of those held out, to teach decoders, to validate, to measure (default: ${DEFAULT-VALUE}).")
    private List<Integer> decoderImages = List.of(2500, 300, 1200);

    @Option(names = "--steps", description = "That a pool shares, and of its marginal (default: ${DEFAULT-VALUE}).")
    private int steps = 4000;

    @Option(names = "--label-steps", description = "Of each classifier of activations (default: ${DEFAULT-VALUE}).")
    private int labelSteps = 400;

    private ZooStudy() {}

    /** Runs the study. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Programs.commandLine(new ZooStudy());
    }

    @Override
    public Integer call() throws IOException, TranslateException {
        ZooPlan plan = new ZooPlan(networks, epochs, images, decoderImages, steps, labelSteps);
        List<LabelledImages> parts = FashionMnist.bundled().halved().split(DATA_SEED, images.get(0), images.get(1));
        Path folder = out.resolve(shortened(plan.trained(parts.get(0))));
        Identity measured = plan.measured(parts.get(0));
        List<Path> results = new ArrayList<>();
        for (int seed : seeds) {
            List<NetworkRun> runs = train(plan, parts, seed, folder);
            Path done = folder.resolve(shortened(measured) + "-" + seed).toAbsolutePath();
            if (!Files.exists(done.resolve(CONTRASTS))) {
                ZooPlane plane = ZooPlane.measure(plan, runs, parts.get(1), folder.resolve("pools"));
                AtomicFiles.write(done.resolve(POINTS), ZooTables.points(plane));
                AtomicFiles.write(done.resolve(CONTRASTS), ZooTables.contrasts(plane, plan));
            }
            results.add(done);
        }
        join(results, POINTS, TableOrigin.line(measured), ZooTables.POINT_HEADER);
        join(results, CONTRASTS, TableOrigin.line(measured), ZooTables.CONTRAST_HEADER);
        return 0;
    }

    private List<NetworkRun> train(ZooPlan plan, List<LabelledImages> parts, int seed, Path folder)
            throws IOException, TranslateException {
        List<NetworkRun> runs = networks.stream()
                .map(n -> new NetworkRun(n, seed, epochs, folder.resolve(n + "-" + seed)))
                .toList();
        for (NetworkRun run : runs) {
            run.train(plan.training(), parts.get(0), parts.get(1));
            LOG.info("{}, seed {}: {}", run.network(), seed, run.facts());
        }
        return runs;
    }

    private static String shortened(Identity identity) {
        return identity.digest().substring(0, 8);
    }

    private void join(List<Path> results, String name, String origin, String header) throws IOException {
        StringBuilder all = new StringBuilder(origin + "\n" + header + "\n");
        for (Path done : results) {
            all.append(Files.readString(done.resolve(name)));
        }
        AtomicFiles.write(out.resolve(name).toAbsolutePath(), all.toString());
    }
}
