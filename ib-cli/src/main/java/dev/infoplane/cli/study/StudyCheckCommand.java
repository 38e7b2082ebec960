package dev.infoplane.cli.study;

import dev.infoplane.cli.text.Durations;
import dev.infoplane.study.Study;
import dev.infoplane.study.task.StudyTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Plans a study and says what would be done. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks a study and prints its points, its tasks and about how long they take. Trains nothing.")
final class StudyCheckCommand implements Callable<Integer> {
    @Mixin
    private SpecOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Study study = options.study();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s%nimages of SHA-256 %s%n%d points: epochs %s, hook points %s%n",
                study.spec().title(),
                study.images().hash(),
                study.planePoints(),
                study.spec().epochs().epochs(),
                study.graph().hookPoints());
        Map<String, double[]> kinds = new TreeMap<>();
        for (StudyTask task : study.graph().tasks().inOrder()) {
            double[] sum = kinds.computeIfAbsent(task.work().kind(), k -> new double[2]);
            sum[0]++;
            sum[1] += task.cost();
        }
        kinds.forEach(
                (kind, sum) -> out.printf(Locale.ROOT, "%6.0f × %-20s about %s%n", sum[0], kind, Durations.of(sum[1])));
        double all = kinds.values().stream().mapToDouble(s -> s[1]).sum();
        double chain = study.graph().tasks().inOrder().stream()
                .mapToDouble(study.graph().tasks()::remainingCost)
                .max()
                .orElse(0);
        out.printf(
                Locale.ROOT,
                "about %s of one core in all, at least %s with any number of cores%n",
                Durations.of(all),
                Durations.of(chain));
        out.flush();
        return ExitCode.OK;
    }
}
