package dev.infoplane.examples.zoo;

import ai.djl.translate.TranslateException;
import dev.infoplane.contrast.Contrast;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Interval;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.estimators.PooledBound;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.examples.data.TableOrigin;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    private static final String POINT_HEADER = "seed,network,layer,epoch,accuracy,parameters,trainingSeconds,"
            + "inputBits,inputError,inputLow,inputHigh,gapLow,gap,gapHigh,labelBits,labelError,labelLow,warnings";
    private static final String CONTRAST_HEADER =
            "seed,quantity,network,layer,epoch,otherNetwork,otherLayer,otherEpoch,bits,error,verdict";

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

    private final StringBuilder points = new StringBuilder();
    private final StringBuilder contrasts = new StringBuilder();
    private final List<Path> results = new ArrayList<>();

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
        List<LabelledImages> parts = FashionMnist.bundled().halved().split(DATA_SEED, images.get(0), images.get(1));
        int last = epochs.stream().mapToInt(Integer::intValue).max().orElseThrow();
        ImageTraining training = new ImageTraining(last, 0.1, 1e-4, 0, false, false);
        Identity trained = Identity.of("networks of the zoo study", 1)
                .with("epochs", epochs)
                .with("images", images)
                .with("pixels", parts.get(0).digest())
                .with("training", training.toString());
        Path folder = out.resolve(trained.digest().substring(0, 8));
        Identity measured = Identity.of("zoo study", 1)
                .with("trained", trained)
                .with("networks", networks.stream().map(ZooNetwork::name).toList())
                .with("folds", folds().toString())
                .with("input", family(folder).settings())
                .with("label", classifier().settings());
        for (int seed : seeds) {
            List<NetworkRun> runs = networks.stream()
                    .map(n -> new NetworkRun(n, seed, epochs, folder.resolve(n + "-" + seed)))
                    .toList();
            for (NetworkRun run : runs) {
                run.train(training, parts.get(0), parts.get(1));
                LOG.info("{}, seed {}: {}", run.network(), seed, run.facts());
            }
            Path done = folder.resolve(measured.digest().substring(0, 8) + "-" + seed);
            if (!Files.exists(done.resolve(CONTRASTS))) {
                measure(seed, runs, parts.get(1), folder);
                AtomicFiles.write(done.resolve(POINTS).toAbsolutePath(), points.toString());
                AtomicFiles.write(done.resolve(CONTRASTS).toAbsolutePath(), contrasts.toString());
                points.setLength(0);
                contrasts.setLength(0);
            }
            results.add(done);
        }
        join(POINTS, TableOrigin.line(measured), POINT_HEADER);
        join(CONTRASTS, TableOrigin.line(measured), CONTRAST_HEADER);
        return 0;
    }

    private void join(String name, String origin, String header) throws IOException {
        StringBuilder all = new StringBuilder(origin + "\n" + header + "\n");
        for (Path done : results) {
            all.append(Files.readString(done.resolve(name)));
        }
        AtomicFiles.write(out.resolve(name).toAbsolutePath(), all.toString());
    }

    private Folds folds() {
        return new Folds(decoderImages.get(0), decoderImages.get(1), decoderImages.get(2));
    }

    private PooledContextMlp family(Path folder) {
        return PooledContextMlp.of(ContextMlpSize.DEFAULT, PixelLevels.UNIT_BYTES)
                .withoutLevelTree()
                .steps(steps)
                .marginalSteps(steps)
                .checkpoints(folder.resolve("pools"));
    }

    private DecoderBound classifier() {
        return DecoderBound.withKnownEntropy(
                        LabelDecoder.of(FashionMnist.CLASSES).steps(labelSteps),
                        Information.ofNats(Math.log(FashionMnist.CLASSES)))
                .folds(folds());
    }

    private void measure(int seed, List<NetworkRun> runs, LabelledImages heldOut, Path folder) throws IOException {
        Map<PointKey, NetworkRun> runOf = new LinkedHashMap<>();
        runs.forEach(run -> run.points().forEach(p -> runOf.put(p, run)));
        List<PointKey> keys = new ArrayList<>(runOf.keySet());
        int rows = decoderImages.stream().mapToInt(Integer::intValue).sum();
        Map<PointKey, Estimate> labels = new LinkedHashMap<>();
        try (MiEstimator.Prepared prepared =
                classifier().prepare(heldOut.labels().slice(0, rows), seed)) {
            keys.forEach(
                    k -> labels.put(k, prepared.estimate(runOf.get(k).read(k).slice(0, rows))));
        }
        LOG.info("seed {}: {} points have their I(T;Y)", seed, keys.size());
        Map<PointKey, Estimate> inputs = PooledBound.againstMarginal(family(folder))
                .folds(folds())
                .estimate(
                        unit(heldOut.images().slice(0, rows)),
                        keys,
                        k -> runOf.get(k).read(k).slice(0, rows),
                        seed);
        for (PointKey key : keys) {
            add(seed, key, runOf.get(key).facts().get(key.epoch()), inputs.get(key), labels.get(key));
        }
        for (PointKey a : keys) {
            for (PointKey b : keys) {
                if (isCompared(a, b)) {
                    contrast(seed, "I(X;T)", a, b, Contrast.between(inputs.get(a), inputs.get(b)));
                    contrast(seed, "I(T;Y)", a, b, Contrast.between(labels.get(a), labels.get(b)));
                }
            }
        }
    }

    /** The first and the last epoch of a layer; layers of the same stage of a ResNet and of another network at the end. */
    private boolean isCompared(PointKey a, PointKey b) {
        int first = epochs.get(0);
        int last = epochs.get(epochs.size() - 1);
        boolean sameStage = a.hookPoint().substring(0, 6).equals(b.hookPoint().substring(0, 6)) && b.epoch() == last;
        return a.run().equals(b.run())
                ? a.hookPoint().equals(b.hookPoint()) && a.epoch() == first && b.epoch() == last && first != last
                : sameStage && a.epoch() == last && a.run().equals(ZooNetwork.RESNET.name());
    }

    private void add(int seed, PointKey key, NetworkRun.Facts facts, Estimate input, Estimate label) {
        Optional<Interval> in = input.interval(0.95);
        List<String> warnings = new ArrayList<>(input.warnings());
        warnings.addAll(label.warnings());
        points.append(String.join(
                        ",",
                        Integer.toString(seed),
                        key.run(),
                        key.hookPoint(),
                        Integer.toString(key.epoch()),
                        Double.toString(facts.accuracy()),
                        Long.toString(facts.parameters()),
                        Double.toString(facts.seconds()),
                        bits(Optional.of(input.value())),
                        bits(input.standardError()),
                        bits(in.map(Interval::low)),
                        bits(in.map(Interval::high)),
                        bits(input.convergenceGap().map(ConvergenceGap::low)),
                        bits(input.convergenceGap().map(ConvergenceGap::expected)),
                        bits(input.convergenceGap().map(ConvergenceGap::high)),
                        bits(Optional.of(label.value())),
                        bits(label.standardError()),
                        bits(label.interval(0.95).map(Interval::low)),
                        '"' + String.join("; ", warnings).replace('"', '\'') + '"'))
                .append('\n');
    }

    private void contrast(int seed, String quantity, PointKey a, PointKey b, Contrast contrast) {
        contrasts
                .append(String.join(
                        ",",
                        Integer.toString(seed),
                        quantity,
                        a.run(),
                        a.hookPoint(),
                        Integer.toString(a.epoch()),
                        b.run(),
                        b.hookPoint(),
                        Integer.toString(b.epoch()),
                        bits(contrast.paired().map(d -> d.difference())),
                        bits(contrast.paired().map(d -> d.standardError())),
                        contrast.verdict().name()))
                .append('\n');
    }

    private static String bits(Optional<Information> amount) {
        return amount.map(i -> String.format(Locale.ROOT, "%.3f", i.bits())).orElse("");
    }

    private static Samples unit(Samples bytes) {
        float[] values = bytes.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255;
        }
        return Samples.of(values, bytes.rowShape());
    }
}
