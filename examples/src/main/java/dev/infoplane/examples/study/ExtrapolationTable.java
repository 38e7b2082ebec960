package dev.infoplane.examples.study;

import dev.infoplane.examples.study.ComparisonTable.Key;
import dev.infoplane.examples.study.ComparisonTable.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What three budgets of one ratio expect of larger ones, beside what these gave, and by how much they missed. */
final class ExtrapolationTable {
    private final StringBuilder out = new StringBuilder();
    private final ComparisonLines lines;
    private final int[] budgets;
    private final int ratio;
    private final List<Integer> later;
    private final List<List<Double>> misses;

    /**
     * @param first the smallest of the three budgets
     * @param ratio of each to the one before it
     */
    ExtrapolationTable(ComparisonLines lines, int first, int ratio) {
        this.lines = lines;
        this.ratio = ratio;
        budgets = new int[] {first, first * ratio, first * ratio * ratio};
        later = new ArrayList<>(
                lines.budgets().stream().filter(n -> n > budgets[2]).toList());
        if (!later.contains(10 * budgets[2])) {
            later.add(10 * budgets[2]);
            Collections.sort(later);
        }
        misses = later.stream().<List<Double>>map(n -> new ArrayList<>()).toList();
    }

    String text() {
        List<String> columns = new ArrayList<>(List.of("start", "after " + budgets[2]));
        for (int steps : later) {
            columns.add("expected after " + steps);
            columns.add("measured");
        }
        out.append(ComparisonPage.head(
                "Extrapolation from " + budgets[0] + ", " + budgets[1] + " and " + budgets[2] + " steps", columns));
        for (String start : lines.starts()) {
            for (Key point : lines.points()) {
                row(start, point);
            }
        }
        missed();
        return out.toString();
    }

    private void row(String start, Key point) {
        List<List<Line>> three =
                IntStream.of(budgets).mapToObj(n -> lines.at(start, n, point)).toList();
        if (three.stream().anyMatch(List::isEmpty)) {
            return;
        }
        double[] bits = three.stream()
                .mapToDouble(seeds -> ComparisonLines.mean(seeds, Line::bits))
                .toArray();
        int seeds = three.stream().mapToInt(List::size).min().orElseThrow();
        double spread = lines.seedSpread().orElse(0.0) / Math.sqrt(seeds);
        out.append(ComparisonPage.named(point)).append(' ').append(ComparisonPage.words(start));
        out.append(String.format(Locale.ROOT, " | %.1f |", bits[2]));
        for (int i = 0; i < later.size(); i++) {
            double times = (double) later.get(i) / budgets[2];
            Extrapolation e = Extrapolation.of(bits, ratio, times, spread, 1);
            out.append(expected(e));
            List<Line> there = lines.at(start, later.get(i), point);
            double measured = ComparisonLines.mean(there, Line::bits);
            out.append(there.isEmpty() ? " – |" : String.format(Locale.ROOT, " %.1f |", measured));
            if (!there.isEmpty()) {
                misses.get(i).add(measured - e.bits());
            }
        }
        out.append('\n');
    }

    private static String expected(Extrapolation e) {
        String interval = e.low() < e.high() ? String.format(Locale.ROOT, " (%.1f to %.1f)", e.low(), e.high()) : "";
        return String.format(Locale.ROOT, " %.1f%s |", e.bits(), interval);
    }

    /** What no spread of seeds contains: that the curve of learning is no power law. */
    private void missed() {
        for (int i = 0; i < later.size(); i++) {
            List<Double> here = misses.get(i);
            if (!here.isEmpty()) {
                double squares = here.stream().mapToDouble(m -> m * m).average().orElseThrow();
                double mean = here.stream().mapToDouble(m -> m).average().orElseThrow();
                out.append(String.format(
                        Locale.ROOT,
                        "%nAfter %d steps, measured minus expected: %+.1f bits in the mean, %.1f in the root mean square, over %d"
                                + " points.%n",
                        later.get(i),
                        mean,
                        Math.sqrt(squares),
                        here.size()));
            }
        }
    }
}
