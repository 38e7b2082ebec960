package dev.infoplane.examples.study;

import dev.infoplane.examples.study.ComparisonTable.Key;
import dev.infoplane.examples.study.ComparisonTable.Line;
import java.util.List;
import java.util.Locale;

/** The tables of a comparison of starts, as Markdown. */
final class ComparisonPage {
    private final StringBuilder out = new StringBuilder();
    private final ComparisonLines lines;

    private ComparisonPage(ComparisonLines lines) {
        this.lines = lines;
    }

    static String of(List<Line> all) {
        ComparisonLines lines = new ComparisonLines(all);
        ComparisonPage page = new ComparisonPage(lines);
        lines.budgets().forEach(page::budget);
        page.spread();
        for (int first : lines.budgets()) {
            for (int second : lines.budgets()) {
                if (second > first && second % first == 0 && lines.budgets().contains(second / first * second)) {
                    page.out.append(new ExtrapolationTable(lines, first, second / first).text());
                }
            }
        }
        return page.out.toString();
    }

    /** A heading and the head of a table whose rows are points. */
    static String head(String title, List<String> columns) {
        return "\n### " + title + "\n\n| layer | epoch | " + String.join(" | ", columns) + " |\n|---|---|"
                + "---|".repeat(columns.size()) + "\n";
    }

    /** The first two columns of a row. */
    static String named(Key point) {
        return point.layer().equals("none")
                ? "| no activations | |"
                : "| " + point.layer() + " | " + point.epoch() + " |";
    }

    static String words(String start) {
        return start.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void budget(int steps) {
        out.append(head(
                steps + " steps",
                lines.starts().stream().map(ComparisonPage::words).toList()));
        for (Key point : lines.points()) {
            out.append(named(point));
            for (String start : lines.starts()) {
                out.append(cell(lines.at(start, steps, point)));
            }
            out.append('\n');
        }
        out.append("| processor seconds a point (mean) | |");
        for (String start : lines.starts()) {
            List<Line> all = lines.at(start, steps);
            out.append(
                    all.isEmpty()
                            ? " – |"
                            : String.format(Locale.ROOT, " %.0f |", ComparisonLines.mean(all, Line::seconds)));
        }
        out.append('\n');
    }

    private static String cell(List<Line> seeds) {
        return seeds.isEmpty()
                ? " – |"
                : String.format(
                        Locale.ROOT,
                        " %.1f (%.0f)%s |",
                        ComparisonLines.mean(seeds, Line::bits),
                        ComparisonLines.mean(seeds, Line::lastQuarterGain),
                        seeds.size() > 1 ? ", " + seeds.size() + " seeds" : "");
    }

    private void spread() {
        lines.seedSpread().ifPresent(bits -> {
            out.append(String.format(
                    Locale.ROOT,
                    "%nStandard deviation over seeds of decoders, pooled over points with several: %.1f bits",
                    bits));
            lines.decodableSpread()
                    .ifPresent(decodable -> out.append(String.format(
                            Locale.ROOT,
                            "; of decodable information, against the same seed's decoder without activations, %.1f",
                            decodable)));
            out.append(".\n");
        });
    }
}
