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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of the accuracy page about other quantities, intervals and permutation tests, from the tables of {@link FurtherAccuracy}. */
final class FurtherSection {
    /** Where the tables are kept, from the root of the project. */
    private static final Path FOLDER = Path.of("docs", "results");

    /** How the first of the sections begins. */
    static final String HEADING = "## Conditional information, entropies and many variables";

    /** How the second begins. */
    static final String TESTS = "## Permutation tests";

    private FurtherSection() {}

    /** One estimate. */
    private record Row(String about, double truth, double nats, boolean warned, String interval, String bootstrap) {
        static Row of(String line) {
            String[] c = line.split(",");
            return new Row(
                    String.join(" | ", c[0], c[1], c[2], c[3]),
                    Double.parseDouble(c[5]),
                    Double.parseDouble(c[6]),
                    Boolean.parseBoolean(c[8]),
                    c[9],
                    c[10]);
        }
    }

    private static <T> Map<String, List<T>> grouped(List<T> rows, Function<T, String> by) {
        return rows.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<String> lines(String table) throws IOException {
        return Files.readAllLines(FOLDER.resolve(table)).stream().skip(1).toList();
    }

    static void write(PrintStream out) throws IOException {
        out.printf("%n" + HEADING + "%n%n");
        Text.QUANTITIES.lines().forEach(out::println);
        out.println();
        out.println(
                "| quantity | task | method | n | truth | bias | sd | warned | intervals | of them hold | bootstrap | of them hold |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
        grouped(lines(FurtherAccuracy.QUANTITIES).stream().map(Row::of).toList(), Row::about)
                .forEach((about, rows) -> {
                    double mean = rows.stream().mapToDouble(Row::nats).average().orElseThrow();
                    double squares = rows.stream()
                            .mapToDouble(r -> (r.nats() - mean) * (r.nats() - mean))
                            .sum();
                    double truth = rows.get(0).truth();
                    out.printf(
                            Locale.ROOT,
                            "| %s | %.4f | %+.4f | %.4f | %s | %s | %s | %s | %s |%n",
                            about,
                            truth,
                            mean - truth,
                            Math.sqrt(squares / Math.max(1, rows.size() - 1)),
                            share(rows, Row::warned),
                            share(rows, r -> !r.interval().equals("none")),
                            held(rows.stream().map(Row::interval).toList()),
                            share(rows, r -> !r.bootstrap().equals("none")),
                            held(rows.stream().map(Row::bootstrap).toList()));
                });
        out.printf("%n" + TESTS + "%n%n");
        Text.TESTS.lines().forEach(out::println);
        out.println();
        out.println(
                "| estimator | correlation | n | draws | p ≤ 0.01 | p ≤ 0.05 | p ≤ 0.2 | p ≤ 0.5 | distance from uniform |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        grouped(
                        lines(FurtherAccuracy.P_VALUES),
                        line -> String.join(" | ", List.of(line.split(",")).subList(0, 3)))
                .forEach((about, rows) -> {
                    double[] p = rows.stream()
                            .mapToDouble(line -> Double.parseDouble(line.split(",")[4]))
                            .sorted()
                            .toArray();
                    out.printf(
                            Locale.ROOT,
                            "| %s | %d | %s | %s | %s | %s | %.3f |%n",
                            about,
                            p.length,
                            atMost(p, 0.01),
                            atMost(p, 0.05),
                            atMost(p, 0.2),
                            atMost(p, 0.5),
                            distance(p));
                });
    }

    private static String share(List<Row> rows, Predicate<Row> which) {
        return percent(rows.stream().filter(which).count(), rows.size());
    }

    private static String held(List<String> intervals) {
        long given = intervals.stream().filter(i -> !i.equals("none")).count();
        return given == 0
                ? "–"
                : percent(intervals.stream().filter("holds"::equals).count(), given);
    }

    private static String percent(long part, long all) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
    }

    private static String atMost(double[] p, double level) {
        return percent(Arrays.stream(p).filter(v -> v <= level + 1e-9).count(), p.length);
    }

    /** The largest difference between the share of p-values at most p and p, over the values that 99 shuffles can give. */
    private static double distance(double[] p) {
        return IntStream.rangeClosed(1, 100)
                .mapToDouble(i -> Math.abs(Arrays.stream(p)
                                        .filter(v -> v <= i / 100.0 + 1e-9)
                                        .count()
                                / (double) p.length
                        - i / 100.0))
                .max()
                .orElseThrow();
    }
}
