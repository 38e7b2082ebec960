package dev.infoplane.examples.study;

import com.google.common.base.Joiner;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlaneStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What does a ResNet compress? Trains a small ResNet on Fashion-MNIST as classifier and as autoencoder and measures, epoch by
 * epoch, what its layers hold of the image and of the label (after Darlow &amp; Storkey 2020, arXiv 2003.06254).
 */
@Command(
        name = "resnet-study",
        mixinStandardHelpOptions = true,
        versionProvider = StudyVersion.class,
        description = "Trains a ResNet as classifier and as autoencoder and measures I(X;T) and I(T;Y) of its layers.",
        sortOptions = false)
public final class ResNetStudy implements Callable<Integer> {
    private static final int MOST_TIMES = 1000;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the results (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("infoplane-out");

    @Option(
            names = "--preset",
            description = "How large: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: 14×14 pixels, minutes;"
                    + " large: 28×28, an hour or so).")
    private Preset.Name preset = Preset.Name.small;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the original Fashion-MNIST idx files, gz or not (default: the part that ships with"
                    + " this program).")
    private Path data;

    @Option(
            names = "--epoch",
            split = ",",
            description = "After which epochs to measure, 0 before any (default: the preset's).")
    private List<Integer> epochs = List.of();

    @Option(
            names = "--hook-point",
            split = ",",
            description = "What to measure: any of stem.out, stage1.out, stage2.out, … (default: the preset's).")
    private List<String> hookPoints = List.of();

    @Option(
            names = "--times",
            description =
                    "Decoders of images take this many times the preset's steps (default: ${DEFAULT-VALUE}): does what the"
                            + " plane says stand?")
    private int times = 1;

    @Option(names = "--seed", description = "Of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--processes",
            description = "Regimes to run at once, each on one core (default: ${DEFAULT-VALUE}).")
    private int processes = 2;

    @Option(names = "--regime", hidden = true)
    private Regime regime;

    private Preset settings;

    private ResNetStudy() {}

    /** Runs the study; the exit code is 0 if it is complete, 1 if something failed, 2 if the options make no sense. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new ResNetStudy());
        line.setExecutionExceptionHandler((e, commandLine, parsed) -> {
            System.err.println("error: " + message(e));
            return 1;
        });
        System.exit(line.execute(args));
    }

    private static String message(Exception e) {
        if (e instanceof UncheckedIOException || e instanceof IOException || e instanceof IllegalArgumentException) {
            return e.getMessage();
        }
        return e.toString();
    }

    @Override
    public Integer call() throws Exception {
        if (processes < 1) {
            throw new IllegalArgumentException("--processes must be at least 1, got " + processes);
        }
        if (times < 1 || times > MOST_TIMES) {
            throw new IllegalArgumentException(
                    "--times must be at least 1 and at most " + MOST_TIMES + ", got " + times);
        }
        if (epochs.stream().anyMatch(e -> e < 0)) {
            throw new IllegalArgumentException("--epoch must not be negative, got " + epochs);
        }
        settings = preset.preset().with(epochs, hookPoints, times);
        StudyData images = StudyData.load(data, settings, seed);
        if (regime != null) {
            measure(images);
        } else {
            study(images);
        }
        return 0;
    }

    /** What a worker does. */
    private void measure(StudyData images) throws Exception {
        Thread end = new Thread(ResNetStudy::haltWithParent, "parent watch");
        end.setDaemon(true);
        end.start();
        Workload workload = new Workload(settings, done -> System.out.println(Workers.PROGRESS + done));
        new RegimeRun(regime, settings, images, seed, out, workload).run();
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said; the end of the stream is the message
            }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(3);
    }

    private void study(StudyData images) throws Exception {
        PlaneStore store = PlaneStore.open(out);
        Map<String, String> manifest = Manifest.of(preset.name(), settings, seed, images);
        Manifest.claim(out, manifest);
        long begin = System.nanoTime();
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("resnet-study")
                .setInitialMax(Regime.values().length * Workload.total(settings))
                .setUpdateIntervalMillis(1000)
                .build()) {
            new Workers(arguments(), out.resolve("logs"), bar::stepTo).run(processes);
        }
        store.refresh();
        store.writeTable();
        Samples original = images.folds().measure(images.heldOut().images()).slice(0, 1);
        new StudyReport(out, settings, manifest, store.plane(), original).write();
        System.out.printf(
                "%d points in %d s; open %s%n",
                store.plane().points().size(),
                (System.nanoTime() - begin) / 1_000_000_000,
                out.resolve("report.html").toAbsolutePath());
    }

    private List<String> arguments() {
        List<String> all = new ArrayList<>(
                List.of("--out", out.toString(), "--preset", preset.name(), "--seed", Long.toString(seed)));
        all.addAll(List.of("--times", Integer.toString(times)));
        if (!epochs.isEmpty()) {
            all.addAll(List.of("--epoch", Joiner.on(',').join(epochs)));
        }
        if (!hookPoints.isEmpty()) {
            all.addAll(List.of("--hook-point", Joiner.on(',').join(hookPoints)));
        }
        if (data != null) {
            all.addAll(List.of("--data", data.toString()));
        }
        return all;
    }
}
