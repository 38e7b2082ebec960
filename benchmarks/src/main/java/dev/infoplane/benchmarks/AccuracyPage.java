package dev.infoplane.benchmarks;

import dev.infoplane.benchmarks.Accuracy.Run;
import dev.infoplane.benchmarks.KnownDistribution.Kind;
import dev.infoplane.estimate.BoundKind;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The page {@code docs/accuracy.md}, from runs. */
final class AccuracyPage {
    private AccuracyPage() {}

    /** Correlated normals of 5 and 10 nats: pairs of coordinates that share the information equally. */
    static List<KnownDistribution> strong() {
        List<KnownDistribution> tasks = new ArrayList<>();
        for (int d : new int[] {1, 2, 3, 5, 10}) {
            for (double nats : Literature.TRUTHS) {
                tasks.add(Literature.equal(d, nats));
            }
        }
        return tasks;
    }

    /** What several seeds of one setting gave. */
    private record Cell(
            double mean, double deviation, double bias, double coverage, double seconds, double warned, double silent) {
        static Cell of(List<Run> runs, double truth) {
            double mean = runs.stream().mapToDouble(Run::nats).average().orElse(0);
            double squares = runs.stream()
                    .mapToDouble(r -> (r.nats() - mean) * (r.nats() - mean))
                    .sum();
            double[] seconds = runs.stream().mapToDouble(Run::seconds).sorted().toArray();
            return new Cell(
                    mean,
                    Math.sqrt(squares / Math.max(1, runs.size() - 1)),
                    mean - truth,
                    share(runs, r -> r.holds(truth)),
                    seconds[seconds.length / 2],
                    share(runs, Run::warned),
                    share(runs, r -> r.missesInSilence(truth)));
        }
    }

    static void write(List<Run> runs, PrintStream out) throws IOException {
        Text.PREFACE.lines().forEach(out::println);
        int[] sizes = runs.stream().mapToInt(Run::n).distinct().sorted().toArray();
        summary(runs, sizes, out);
        silence(runs, out);
        DecoderSection.write(out);
        out.printf("%n## Whether decoders can be trusted%n%n");
        Text.TRUST.lines().forEach(out::println);
        ClaimSection.write(out);
        NeuralSection.write(out);
        FurtherSection.write(out);
        for (int n : sizes) {
            long seeds = runs.stream()
                    .filter(r -> r.n() == n
                            && r.task().equals(KnownDistribution.all().get(0).id()))
                    .mapToInt(Run::seed)
                    .distinct()
                    .count();
            out.printf(Locale.ROOT, "%n## n = %d, seeds: %d%n", n, seeds);
            table(runs, KnownDistribution.all(), n, out);
        }
        out.printf("%n## Strong dependence: 5 and 10 nats between normals, n = %d%n%n", Literature.SAMPLES);
        Text.LITERATURE.lines().forEach(out::println);
        settings(runs, out);
        out.println();
        Text.STRONG.lines().forEach(out::println);
        table(runs, strong(), Literature.SAMPLES, out);
    }

    /** Means of KSG 1 for several dimensions, ways to share the information, and k. */
    private static void settings(List<Run> runs, PrintStream out) {
        List<Candidate> settings = Literature.settings(1);
        out.println();
        out.print("| task |");
        settings.forEach(setting -> out.print(setting.name().replace(Literature.AS_THEY_ARE + ", ", " ") + " |"));
        out.println();
        out.println("|---|" + "---|".repeat(settings.size()));
        for (KnownDistribution task : Literature.tasks()) {
            out.printf("| %s |", task.id());
            for (Candidate setting : settings) {
                List<Run> own = runs.stream()
                        .filter(r -> r.task().equals(task.id()) && r.contender().equals(setting.name()))
                        .toList();
                Cell cell = own.isEmpty() ? null : Cell.of(own, task.nats());
                out.print(
                        cell == null
                                ? " – |"
                                : String.format(Locale.ROOT, " %.2f ± %.2f |", cell.mean, cell.deviation));
            }
            out.println();
        }
    }

    private static void summary(List<Run> runs, int[] sizes, PrintStream out) {
        out.printf("%n## In short: mean absolute error over tasks and seeds, nats%n%n");
        out.print("| estimator |");
        for (int n : sizes) {
            out.printf(" n = %d, d ≤ 5 | n = %d, d ≥ 25 |", n, n);
        }
        out.println();
        out.println("|---|" + "---|---|".repeat(sizes.length));
        List<KnownDistribution> tasks = KnownDistribution.all().stream()
                .filter(task -> task.kind() == Kind.CONTINUOUS)
                .toList();
        for (Candidate contender : Candidate.of(Kind.CONTINUOUS, 1)) {
            String most = contender.most() < 5 ? " (d ≤ " + contender.most() + ")" : "";
            String least = contender.least() > 1 ? " (d ≥ " + contender.least() + ")" : "";
            out.printf("| %s%s%s |", contender.name(), most, least);
            for (int n : sizes) {
                for (boolean large : new boolean[] {false, true}) {
                    double[] errors = tasks.stream()
                            .filter(task -> task.dimensions() > 5 == large)
                            .flatMapToDouble(task -> runs.stream()
                                    .filter(r -> r.task().equals(task.id())
                                            && r.n() == n
                                            && r.contender().equals(contender.name()))
                                    .mapToDouble(r -> Math.abs(r.nats() - task.nats())))
                            .toArray();
                    out.print(
                            errors.length == 0
                                    ? " – |"
                                    : String.format(
                                            Locale.ROOT,
                                            " %.3f |",
                                            Arrays.stream(errors).sum() / errors.length));
                }
            }
            out.println();
        }
    }

    /**
     * How often each estimator was wrong without a word, and warned for nothing, over all rows of the page but the settings that only
     * repeat those of the literature.
     */
    static void silence(List<Run> runs, PrintStream out) {
        Map<String, Double> truths = new HashMap<>();
        Stream.concat(KnownDistribution.all().stream(), strong().stream())
                .forEach(task -> truths.put(task.id(), task.nats()));
        List<Run> told = runs.stream()
                .filter(r -> truths.containsKey(r.task()) && !r.contender().startsWith(Literature.AS_THEY_ARE))
                .toList();
        Map<String, List<Run>> groups = new LinkedHashMap<>();
        groups.put(
                "**all point estimates**",
                told.stream().filter(r -> r.bound() == BoundKind.POINT).toList());
        told.forEach(r ->
                groups.computeIfAbsent(r.contender(), name -> new ArrayList<>()).add(r));
        out.printf("%n## Silent misses%n%n");
        Text.SILENCE.lines().forEach(out::println);
        out.println();
        out.println(
                "| estimator | estimates | interval holds | half-width, nats | warned | warned, close | silent misses |");
        out.println("|---|---|---|---|---|---|---|");
        groups.forEach((name, own) -> out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f %% | %.3f | %.1f %% | %.1f %% | %.1f %% |%n",
                name,
                own.size(),
                100 * share(own, r -> r.holds(truths.get(r.task()))),
                own.stream()
                        .mapToDouble(Run::reach)
                        .sorted()
                        .skip(own.size() / 2)
                        .findFirst()
                        .orElse(0),
                100 * share(own, Run::warned),
                100 * share(own, r -> r.warned() && r.isClose(truths.get(r.task()))),
                100 * share(own, r -> r.missesInSilence(truths.get(r.task())))));
    }

    private static double share(List<Run> runs, Predicate<Run> which) {
        return runs.stream().filter(which).count() / (double) Math.max(1, runs.size());
    }

    private static void table(List<Run> runs, List<KnownDistribution> tasks, int n, PrintStream out) {
        out.println();
        out.println("| task | truth | estimator | mean | sd | bias | coverage | seconds | warned | silent misses |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (KnownDistribution task : tasks) {
            List<Run> ofTask = runs.stream()
                    .filter(r -> r.task().equals(task.id()) && r.n() == n)
                    .toList();
            for (Candidate contender : Candidate.of(task.kind(), 1)) {
                List<Run> own = ofTask.stream()
                        .filter(r -> r.contender().equals(contender.name()))
                        .toList();
                if (own.isEmpty()) {
                    continue;
                }
                Cell cell = Cell.of(own, task.nats());
                out.printf(
                        Locale.ROOT,
                        "| %s | %.4f | %s | %.4f | %.4f | %+.4f | %.0f %% | %.3f | %.0f %% | %.0f %% |%n",
                        task.id(),
                        task.nats(),
                        contender.name(),
                        cell.mean,
                        cell.deviation,
                        cell.bias,
                        100 * cell.coverage,
                        cell.seconds,
                        100 * cell.warned,
                        100 * cell.silent);
            }
        }
    }
}
