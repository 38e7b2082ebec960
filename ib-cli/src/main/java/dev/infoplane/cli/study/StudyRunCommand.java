package dev.infoplane.cli.study;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.Study;
import dev.infoplane.study.StudyFolder;
import dev.infoplane.study.StudyResult;
import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.process.ParentWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a study. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a study, or resumes it where it stopped, and writes a report.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the study is complete",
            "1:something failed; what was measured is kept",
            "2:a bad spec or bad options, --out or --data cannot be a folder, or they hold something else"
        },
        sortOptions = false)
final class StudyRunCommand implements Callable<Integer> {
    @Mixin
    private SpecOptions options;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the results (default: ${DEFAULT-VALUE}).")
    private String out = "infoplane-out";

    @Option(
            names = "--executor",
            description =
                    "What does the tasks: processes (workers of this machine, the default), local (this process) or"
                            + " spark.")
    private String executor = "processes";

    @Option(
            names = "--workers",
            description = "Tasks at once, each on one core (default: the number of cores, ${DEFAULT-VALUE}).")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--master", paramLabel = "URL", description = "The cluster, such as spark://host:7077.")
    private Optional<String> master = Optional.empty();

    @Option(
            names = "--store",
            paramLabel = "URI",
            description =
                    "Where a cluster keeps results of tasks, such as hdfs://host/study (default: the folder of the study).")
    private Optional<URI> store = Optional.empty();

    @Option(names = "--end-with-parent", hidden = true)
    private boolean endWithParent;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (endWithParent) {
            ParentWatch.endWithParent();
        }
        if (out.isBlank()) {
            throw new IllegalArgumentException("--out must name a folder, got an empty name");
        }
        Path folder = Path.of(out);
        StudyFolder.obstacle(folder).ifPresent(reason -> {
            throw new IllegalArgumentException("--out must be a folder: " + reason);
        });
        if (workers < 1) {
            throw new IllegalArgumentException("--workers must be at least 1, got " + workers);
        }
        ExecutorProvider provider = ExecutorProvider.of(executor);
        ExecutorProvider.Request request = new ExecutorProvider.Request(folder, workers, master, store);
        provider.check(request);
        Study study = options.study();
        long begin = System.nanoTime();
        StudyResult result = run(study, folder, () -> provider.open(request));
        new StudyReport(result).write();
        PrintWriter console = spec.commandLine().getOut();
        console.printf(
                Locale.ROOT,
                "%d %s in %d s; open %s%n",
                result.plane().points().size(),
                result.plane().points().size() == 1 ? "point" : "points",
                (System.nanoTime() - begin) / 1_000_000_000,
                folder.resolve("report.html").toAbsolutePath());
        console.flush();
        return ExitCode.OK;
    }

    /** A folder that refuses the study, before anything is opened, is a mistake in what was asked for; what fails is not. */
    private StudyResult run(Study study, Path folder, Study.Executors executors)
            throws IOException, InterruptedException {
        AtomicBoolean isOurs = new AtomicBoolean();
        try (StudyProgress progress =
                new StudyProgress(study, folder, workers, spec.commandLine().getOut())) {
            return study.run(
                    folder,
                    () -> {
                        isOurs.set(true);
                        return progress.watching(executors.open());
                    },
                    progress);
        } catch (IOException e) {
            if (!isOurs.get() && e.getCause() == null) {
                throw new IllegalArgumentException(AtomicFiles.reason(e), e);
            }
            throw e;
        }
    }
}
