package dev.infoplane.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The part of the accuracy page about decoders, from the table that the examples' {@code DecoderTruths} writes. */
final class DecoderSection {
    /** Where the table is kept, from the root of the project. */
    private static final Path TABLE = Path.of("docs", "results", "decoder-truths.csv");

    private DecoderSection() {}

    static void write(PrintStream out) throws IOException {
        out.printf("%n## Decoders on sources of known information%n%n");
        Text.DECODERS.lines().forEach(out::println);
        out.println();
        out.println(
                "| source | | seed | truth, bits | estimate ± standard error | interval of 95 % | gap, % of H(X) | excess, bits/dim |");
        out.println("|---|---|---|---|---|---|---|---|");
        List<String> lines = Files.readAllLines(TABLE).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        for (String line : lines.subList(1, lines.size())) {
            String[] c = line.split(",");
            double truth = Double.parseDouble(c[3]);
            double estimate = Double.parseDouble(c[5]);
            double error = Double.parseDouble(c[6]);
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %.2f | %.2f ± %.2f | %.2f to %.2f | %.2f | %.4f |%n",
                    c[0],
                    c[1],
                    c[2],
                    truth,
                    estimate,
                    error,
                    estimate - 1.96 * error,
                    estimate + 1.96 * error,
                    100 * (truth - estimate) / Double.parseDouble(c[4]),
                    Double.parseDouble(c[7]));
        }
    }
}
