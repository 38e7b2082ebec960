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

    @Option(names = "--out", paramLabel = "DIR", description = "Where results are kept (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("zoo-study");

    @Option(names = "--network", split = ",", description = "${COMPLETION-CANDIDATES} (default: all).")
    private List<ZooNetwork> networks = List.of(ZooNetwork.values());

    @Option(names = "--seed", split = ",", description = "Of the networks (default: ${DEFAULT-VALUE}).")
    private List<Integer> seeds = List.of(1, 2);

    @Option(names = "--epoch", split = ",", description = "When layers are measured (default: ${DEFAULT-VALUE}).")
    private List<Integer> epochs = List.of(2, 5, 12);

    @Option(
            names = "--images",
            split = ",",
            description = "To train networks, teach decoders, validate, measure (default: ${DEFAULT-VALUE}).")
    private List<Integer> images = List.of(5000, 3000, 300, 1200);

    @Option(names = "--steps", description = "That a pool shares, and of its marginal (default: ${DEFAULT-VALUE}).")
    private int steps = 5000;

    @Option(names = "--label-steps", description = "Of each classifier of activations (default: ${DEFAULT-VALUE}).")
    private int labelSteps = 400;

    private final StringBuilder points =
            new StringBuilder("seed,network,layer,epoch,accuracy,parameters,trainingSeconds,"
                    + "inputBits,inputError,inputLow,inputHigh,gapLow,gap,gapHigh,"
                    + "labelBits,labelError,labelLow,warnings\n");
    private final StringBuilder contrasts = new StringBuilder(
            "seed,quantity,network,layer,epoch,otherNetwork,otherLayer,otherEpoch,bits,error,verdict\n");

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
        List<LabelledImages> parts = FashionMnist.bundled()
                .halved()
                .split(DATA_SEED, images.get(0), images.get(1) + images.get(2) + images.get(3));
        int last = epochs.stream().mapToInt(Integer::intValue).max().orElseThrow();
        ImageTraining training = new ImageTraining(last, 0.1, 1e-4, 0, false, false);
        Identity origin = Identity.of("zoo study", 1)
                .with("networks", networks.stream().map(ZooNetwork::name).toList())
                .with("epochs", epochs)
                .with("images", images)
                .with("pixels", parts.get(0).digest())
                .with("training", training.toString());
        Path folder = out.resolve(origin.digest().substring(0, 8));
        for (int seed : seeds) {
            List<NetworkRun> runs = networks.stream()
                    .map(n -> new NetworkRun(n, seed, epochs, folder.resolve(n + "-" + seed)))
                    .toList();
            for (NetworkRun run : runs) {
                run.train(training, parts.get(0), parts.get(1));
                LOG.info("{}, seed {}: {}", run.network(), seed, run.facts());
            }
            measure(seed, runs, parts.get(1), folder);
            String head = TableOrigin.line(origin) + "\n";
            AtomicFiles.write(out.resolve("zoo.csv").toAbsolutePath(), head + points);
            AtomicFiles.write(out.resolve("zoo-contrasts.csv").toAbsolutePath(), head + contrasts);
        }
        return 0;
    }

    private void measure(int seed, List<NetworkRun> runs, LabelledImages heldOut, Path folder) throws IOException {
        Map<PointKey, NetworkRun> runOf = new LinkedHashMap<>();
        runs.forEach(run -> run.points().forEach(p -> runOf.put(p, run)));
        List<PointKey> keys = new ArrayList<>(runOf.keySet());
        Folds folds = new Folds(images.get(1), images.get(2), images.get(3));
        Map<PointKey, Estimate> labels = new LinkedHashMap<>();
        DecoderBound classifier = DecoderBound.withKnownEntropy(
                        LabelDecoder.of(FashionMnist.CLASSES).steps(labelSteps),
                        Information.ofNats(Math.log(FashionMnist.CLASSES)))
                .folds(folds);
        try (MiEstimator.Prepared prepared = classifier.prepare(heldOut.labels(), seed)) {
            keys.forEach(k -> labels.put(k, prepared.estimate(runOf.get(k).read(k))));
        }
        LOG.info("seed {}: {} points have their I(T;Y)", seed, keys.size());
        Path checkpoints = Files.createDirectories(folder.resolve("pool-" + seed));
        PooledContextMlp family = PooledContextMlp.of(ContextMlpSize.DEFAULT, PixelLevels.UNIT_BYTES)
                .withoutLevelTree()
                .steps(steps)
                .marginalSteps(steps)
                .checkpoints(checkpoints);
        Map<PointKey, Estimate> inputs = PooledBound.againstMarginal(family)
                .folds(folds)
                .estimate(unit(heldOut.images()), keys, k -> runOf.get(k).read(k), seed);
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
