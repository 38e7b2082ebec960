package dev.infoplane.examples.study;

import com.google.common.base.Joiner;
import dev.infoplane.estimate.Samples;
import dev.infoplane.examples.process.ParentWatch;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.examples.process.Progress;
import dev.infoplane.examples.process.StudyVersion;
import dev.infoplane.plane.PlaneStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What does a ResNet compress? Trains a small ResNet on Fashion-MNIST as classifier and as autoencoder and measures, epoch by
 * epoch, what its layers hold of the image and of the label (after Darlow &amp; Storkey 2020, arXiv 2003.06254).
 */
@Command(
        name = "resnet-study",
        mixinStandardHelpOptions = true,
        versionProvider = StudyVersion.class,
        description = "Trains a ResNet as classifier and as autoencoder and measures I(X;T) and I(T;Y) of its layers.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the study is complete",
            "1:something failed; what was measured is kept",
            "2:the options make no sense, or --out or --data cannot be a folder"
        },
        sortOptions = false)
public final class ResNetStudy implements Callable<Integer> {
    private static final int MOST_TIMES = 1000;
    private static final int MOST_EPOCHS = 100_000;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the results (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("infoplane-out");

    @Option(
            names = "--preset",
            description = "How large: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: 14 by 14 pixels, minutes;"
                    + " large: 28 by 28, an hour or so).")
    private StudySpec.Name preset = StudySpec.Name.small;

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
            description = "What to measure: any of stem.out, stage1.out, stage2.out, ... (default: the preset's).")
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

    @Option(names = "--end-with-parent", hidden = true)
    private boolean endWithParent;

    @Spec
    private CommandSpec spec;

    private StudySpec settings;

    private ResNetStudy() {}

    /** Runs the study; the exit code is 0 if it is complete, 1 if something failed, 2 if the options make no sense. */
    public static void main(String[] args) {
        System.exit(Programs.commandLine(new ResNetStudy()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (endWithParent) {
            ParentWatch.endWithParent();
        }
        check();
        try {
            Study study = Study.of(preset, settings, StudyData.load(data, settings, seed), seed);
            if (regime != null) {
                measure(study);
            } else {
                run(study);
            }
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "the JVM's heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB is too small; give it more with -Xmx",
                    e);
        }
        return CommandLine.ExitCode.OK;
    }

    private void check() {
        require(!out.toString().isBlank(), "--out must name a folder, got an empty name");
        Programs.requireFolder(spec, "--data", data);
        StudyFolder.obstacle(out).ifPresent(reason -> require(false, "--out must be a folder: " + reason));
        require(processes >= 1, "--processes must be at least 1, got " + processes);
        require(
                times >= 1 && times <= MOST_TIMES,
                "--times must be at least 1 and at most " + MOST_TIMES + ", got " + times);
        require(
                epochs.stream().allMatch(e -> e >= 0 && e <= MOST_EPOCHS),
                "--epoch must lie between 0 and " + MOST_EPOCHS + ", got " + epochs);
        try {
            settings = preset.preset().with(epochs, hookPoints, times);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--hook-point: " + e.getMessage(), e);
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    /** What a worker does. */
    private void measure(Study study) throws Exception {
        ParentWatch.endWithStandardInput();
        ProgressEstimate workload = new ProgressEstimate(settings, done -> System.out.println(Workers.PROGRESS + done));
        new RegimeRun(regime, study, out, workload).run();
    }

    private void run(Study study) throws Exception {
        try (StudyFolder folder = StudyFolder.claim(out, Manifest.of(study))) {
            long begin = System.nanoTime();
            long work = Regime.values().length * ProgressEstimate.total(settings);
            boolean terminal = Progress.onTerminal(System.getenv());
            try (Progress progress = new Progress(System.out, terminal, work, System::nanoTime)) {
                new Workers(arguments(), folder, progress).run(processes);
            }
            PlaneStore store = Study.points(out, study.identity());
            store.writeTable();
            Samples original = study.data().original();
            new StudyReport(out, settings, folder.manifest(), store.plane(), original).write();
            System.out.printf(
                    Locale.ROOT,
                    "%d points in %d s; open %s%n",
                    store.plane().points().size(),
                    (System.nanoTime() - begin) / 1_000_000_000,
                    out.resolve("report.html").toAbsolutePath());
        }
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
