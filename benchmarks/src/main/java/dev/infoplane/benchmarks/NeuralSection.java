package dev.infoplane.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of the accuracy page about neural estimators, from the table that {@link NeuralAccuracy} writes. */
final class NeuralSection {
    /** Where the table is kept, from the root of the project. */
    private static final Path TABLE = Path.of("docs", "results", "neural-estimators.csv");

    /** How the section begins. */
    static final String HEADING = "## Neural estimators";

    private static final int WIDE = 25;

    /** Mean absolute errors of the Python benchmark with its own settings (Czyż et al. 2023), in few and in many dimensions. */
    private static final Map<String, String[]> PUBLISHED = Map.of(
            "infonce", new String[] {"0.109", "0.412"},
            "nwj", new String[] {"0.164", "0.602"},
            "mine", new String[] {"0.151", "0.312"});

    private static final String[] NONE = {"–", "–"};

    private NeuralSection() {}

    /** One estimate. */
    private record Row(int dimensions, double truth, String estimator, double nats, boolean warned, double seconds) {
        static Row of(String line) {
            String[] c = line.split(",");
            return new Row(
                    Integer.parseInt(c[1]),
                    Double.parseDouble(c[2]),
                    c[3],
                    Double.parseDouble(c[6]),
                    Boolean.parseBoolean(c[8]),
                    Double.parseDouble(c[9]));
        }

        double miss() {
            return Math.abs(nats - truth);
        }
    }

    static void write(PrintStream out) throws IOException {
        out.printf("%n" + HEADING + "%n%n");
        Text.NEURAL.lines().forEach(out::println);
        out.println();
        out.println("| estimator | d ≤ 5 | tasks | published | d ≥ 25 | tasks | published | warned | CPU seconds |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        Map<String, List<Row>> byEstimator = Files.readAllLines(TABLE).stream()
                .skip(1)
                .map(Row::of)
                .collect(Collectors.groupingBy(Row::estimator, TreeMap::new, Collectors.toList()));
        byEstimator.forEach((id, rows) -> {
            List<Row> wide = rows.stream().filter(r -> r.dimensions() >= WIDE).toList();
            List<Row> narrow = rows.stream().filter(r -> r.dimensions() < WIDE).toList();
            double[] seconds = rows.stream().mapToDouble(Row::seconds).sorted().toArray();
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
                    rows.stream().filter(Row::warned).count(),
                    rows.size(),
                    seconds[seconds.length / 2]);
        });
    }

    private static String meanMiss(List<Row> rows) {
        double[] misses = rows.stream().mapToDouble(Row::miss).toArray();
        return misses.length == 0
                ? "–"
                : String.format(
                        Locale.ROOT, "%.3f", Arrays.stream(misses).average().orElseThrow());
    }
}
