package dev.infoplane.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of the accuracy page about neural estimators, from the table that {@link NeuralAccuracy} writes. */
final class NeuralSection {
    /** Where the table is kept, from the root of the project. */
    private static final Path TABLE = Path.of("docs", "results", "neural-estimators.csv");

    /** How the section begins. */
    static final String HEADING = "## Neural estimators";

    private static final int WIDE = 25;

    /** The part of the truth, and the amount in nats, by which a value may be lower. */
    private static final double SHORT = 0.1;

    private static final double LITTLE = 0.01;

    /** So may standard errors. */
    private static final double ERRORS = 2;

    private static final Set<String> HARD =
            HardDistribution.all().stream().map(KnownDistribution::id).collect(Collectors.toSet());

    /** Mean absolute errors of the Python benchmark with its own settings (Czyż et al. 2023), in few and in many dimensions. */
    private static final Map<String, String[]> PUBLISHED = Map.of(
            "infonce", new String[] {"0.109", "0.412"},
            "nwj", new String[] {"0.164", "0.602"},
            "mine", new String[] {"0.151", "0.312"});

    private static final String PAGE = "of this page";

    private static final String[] NONE = {"–", "–"};

    private NeuralSection() {}

    /** One estimate. */
    private record Row(
            String task,
            int dimensions,
            double truth,
            String estimator,
            int seed,
            int revision,
            double nats,
            double error,
            boolean warned,
            double seconds) {
        static Row of(String line) {
            String[] c = line.split(",");
            return new Row(
                    c[0],
                    Integer.parseInt(c[1]),
                    Double.parseDouble(c[2]),
                    c[3],
                    Integer.parseInt(c[4]),
                    c[5].isEmpty() ? 0 : Integer.parseInt(c[5]),
                    Double.parseDouble(c[7]),
                    Double.parseDouble(c[8]),
                    Boolean.parseBoolean(c[9]),
                    Double.parseDouble(c[10]));
        }

        double miss() {
            return Math.abs(nats - truth);
        }

        String kind() {
            return HARD.contains(task) ? "hard to learn" : task.startsWith("drawn-") ? "drawn" : PAGE;
        }

        boolean isShort() {
            return truth - nats > Math.max(LITTLE, SHORT * truth);
        }

        boolean isBeyondErrors() {
            return truth - nats > Math.max(LITTLE, ERRORS * error);
        }
    }

    static void write(PrintStream out) throws IOException {
        out.printf("%n" + HEADING + "%n%n");
        Text.NEURAL.lines().forEach(out::println);
        out.println();
        out.println("| estimator | d ≤ 5 | tasks | published | d ≥ 25 | tasks | published | warned | CPU seconds |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        List<Row> all =
                latest(Files.readAllLines(TABLE).stream().skip(1).map(Row::of).toList());
        byEstimator(all, PAGE).forEach((id, rows) -> errors(out, id, rows));
        out.println();
        out.println(
                "| estimator | tasks | measured | more than 10 % short | of them silent | silent, two errors short | neither, yet warned |");
        out.println("|---|---|---|---|---|---|---|");
        for (String kind : List.of(PAGE, "drawn", "hard to learn")) {
            byEstimator(present(all), kind).forEach((id, rows) -> warnings(out, id, kind, rows));
        }
    }

    /** Of what was measured by several revisions, the last. */
    private static List<Row> latest(List<Row> rows) {
        Map<String, Row> latest = new LinkedHashMap<>();
        rows.forEach(row -> latest.merge(
                row.task() + "," + row.estimator() + "," + row.seed(),
                row,
                (a, b) -> a.revision() > b.revision() ? a : b));
        return List.copyOf(latest.values());
    }

    /** Rows whose warnings are those of the present revision of their estimator; values are the same from revision 4 on. */
    private static List<Row> present(List<Row> rows) {
        Map<String, Integer> last = rows.stream().collect(Collectors.toMap(Row::estimator, Row::revision, Math::max));
        return rows.stream()
                .filter(row -> row.revision() == last.get(row.estimator()))
                .toList();
    }

    private static Map<String, List<Row>> byEstimator(List<Row> rows, String kind) {
        return rows.stream()
                .filter(row -> row.kind().equals(kind))
                .collect(Collectors.groupingBy(Row::estimator, TreeMap::new, Collectors.toList()));
    }

    private static void errors(PrintStream out, String id, List<Row> rows) {
        List<Row> wide = rows.stream().filter(r -> r.dimensions() >= WIDE).toList();
        List<Row> narrow = rows.stream().filter(r -> r.dimensions() < WIDE).toList();
        List<Row> present = present(rows);
        double[] seconds = present.stream().mapToDouble(Row::seconds).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %s | %s | %d | %s | %d of %d | %.1f |%n",
                id,
                meanMiss(narrow),
                narrow.size(),
                PUBLISHED.getOrDefault(id, NONE)[0],
                meanMiss(wide),
                wide.size(),
                PUBLISHED.getOrDefault(id, NONE)[1],
                present.stream().filter(Row::warned).count(),
                present.size(),
                seconds[seconds.length / 2]);
    }

    private static void warnings(PrintStream out, String id, String tasks, List<Row> rows) {
        out.printf(
                "| %s | %s | %d | %d | %d | %d | %d |%n",
                id,
                tasks,
                rows.size(),
                rows.stream().filter(Row::isShort).count(),
                rows.stream().filter(r -> r.isShort() && !r.warned()).count(),
                rows.stream().filter(r -> r.isBeyondErrors() && !r.warned()).count(),
                rows.stream()
                        .filter(r -> !r.isShort() && !r.isBeyondErrors() && r.warned())
                        .count());
    }

    private static String meanMiss(List<Row> rows) {
        double[] misses = rows.stream().mapToDouble(Row::miss).toArray();
        return misses.length == 0
                ? "–"
                : String.format(
                        Locale.ROOT, "%.3f", Arrays.stream(misses).average().orElseThrow());
    }
}
