package dev.infoplane.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The part of the accuracy page about the claims of a study, from the table that {@link ClaimRates} writes. */
final class ClaimSection {
    /** Where the table is kept, from the root of the project. */
    private static final Path TABLE = Path.of("docs", "results", "claim-rates.csv");

    private ClaimSection() {}

    static void write(PrintStream out) throws IOException {
        out.printf("%n## Claims of a study%n%n");
        Text.CLAIMS.lines().forEach(out::println);
        out.println();
        out.println("| setting | true change, nats | studies | with a false claim | changes found |");
        out.println("|---|---|---|---|---|");
        List<String> lines = Files.readAllLines(TABLE);
        for (String line : lines.subList(1, lines.size())) {
            String[] c = line.split(",");
            double change = Double.parseDouble(c[1]);
            double studies = Double.parseDouble(c[2]);
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %.1f %% | %s |%n",
                    c[0],
                    change == 0 ? "none" : c[1],
                    c[2],
                    100 * Double.parseDouble(c[4]) / studies,
                    change == 0
                            ? "–"
                            : String.format(
                                    Locale.ROOT, "%.0f %%", 100 * Double.parseDouble(c[5]) / Double.parseDouble(c[3])));
        }
    }
}
