package dev.infoplane.examples.study;

import dev.infoplane.examples.study.ComparisonTable.Key;
import dev.infoplane.examples.study.ComparisonTable.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The tables of a comparison of starts, as Markdown. */
final class ComparisonPage {
    private final StringBuilder out = new StringBuilder();
    private final List<Line> lines;
    private final List<String> starts;
    private final List<Key> points;

    private ComparisonPage(List<Line> lines) {
        this.lines = lines;
        starts = distinct(lines, key -> key.start());
        points = lines.stream()
                .map(line -> point(line.key()))
                .distinct()
                .sorted(Comparator.comparing((Key key) -> key.layer().equals("none") ? "" : key.layer())
                        .thenComparing(Key::epoch))
                .toList();
    }

    static String of(List<Line> lines) {
        ComparisonPage page = new ComparisonPage(lines);
        List<Integer> budgets = distinct(lines, Key::steps);
        budgets.forEach(page::budget);
        page.spread();
        for (int first : budgets) {
            for (int second : budgets) {
                if (second > first && second % first == 0 && budgets.contains(second / first * second)) {
                    page.extrapolations(first, second / first);
                }
            }
        }
        return page.out.toString();
    }

    private static <T extends Comparable<T>> List<T> distinct(List<Line> lines, Function<Key, T> part) {
        return new ArrayList<>(
                new TreeSet<>(lines.stream().map(line -> part.apply(line.key())).toList()));
    }

    /** What is left of a key without start, budget and seed. */
    private static Key point(Key key) {
        return new Key(key.regime(), "", 0, 0, 0, key.layer(), key.epoch());
    }

    private List<Line> at(String start, int steps, Key point) {
        return lines.stream()
                .filter(line -> line.key().start().equals(start)
                        && line.key().steps() == steps
                        && point(line.key()).equals(point))
                .toList();
    }

    private static double mean(List<Line> some, ToDoubleFunction<Line> of) {
        return some.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    private void head(String title, List<String> columns) {
        out.append("\n### ").append(title).append("\n\n| layer | epoch | ");
        out.append(String.join(" | ", columns)).append(" |\n|---|---|").append("---|".repeat(columns.size()));
        out.append('\n');
    }

    private void budget(int steps) {
        head(steps + " steps", starts.stream().map(ComparisonPage::words).toList());
        for (Key point : points) {
            out.append(named(point));
            for (String start : starts) {
                List<Line> here = at(start, steps, point);
                out.append(
                        here.isEmpty()
                                ? " – |"
                                : String.format(
                                        Locale.ROOT,
                                        " %.1f (%.0f)%s |",
                                        mean(here, Line::bits),
                                        mean(here, Line::lastQuarterGain),
                                        here.size() > 1 ? ", " + here.size() + " seeds" : ""));
            }
            out.append('\n');
        }
        out.append("| processor seconds a point (mean) | |");
        for (String start : starts) {
            List<Line> all = lines.stream()
                    .filter(line ->
                            line.key().start().equals(start) && line.key().steps() == steps)
                    .toList();
            out.append(all.isEmpty() ? " – |" : String.format(Locale.ROOT, " %.0f |", mean(all, Line::seconds)));
        }
        out.append('\n');
    }

    private static String words(String start) {
        return start.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String named(Key point) {
        return point.layer().equals("none")
                ? "| no activations | |"
                : "| " + point.layer() + " | " + point.epoch() + " |";
    }

    /** Standard deviation over seeds, pooled over all points that have several. */
    private Optional<Double> seedSpread() {
        double squares = 0;
        int freedom = 0;
        for (int steps : distinct(lines, Key::steps)) {
            for (String start : starts) {
                for (Key point : points) {
                    List<Line> seeds = at(start, steps, point);
                    double mean = mean(seeds, Line::bits);
                    squares += seeds.stream()
                            .mapToDouble(line -> (line.bits() - mean) * (line.bits() - mean))
                            .sum();
                    freedom += Math.max(0, seeds.size() - 1);
                }
            }
        }
        return freedom == 0 ? Optional.empty() : Optional.of(Math.sqrt(squares / freedom));
    }

    private void spread() {
        seedSpread()
                .ifPresent(bits -> out.append(String.format(
                        Locale.ROOT,
                        "%nStandard deviation over seeds of decoders, pooled over points with several: %.1f bits.%n",
                        bits)));
    }

    private void extrapolations(int first, int ratio) {
        int last = first * ratio * ratio;
        int[] checked = distinct(lines, Key::steps).stream()
                .mapToInt(steps -> steps)
                .filter(steps -> steps > last)
                .toArray();
        List<String> columns = new ArrayList<>(List.of("start", "after " + last));
        for (int steps : checked) {
            columns.add("expected after " + steps);
            columns.add("measured");
        }
        boolean tenTimes = Arrays.stream(checked).noneMatch(steps -> steps == 10 * last);
        if (tenTimes) {
            columns.add("expected after " + 10 * last);
        }
        head("Extrapolation from " + first + ", " + first * ratio + " and " + last + " steps", columns);
        for (String start : starts) {
            for (Key point : points) {
                double[] bits = {
                    mean(at(start, first, point), Line::bits),
                    mean(at(start, first * ratio, point), Line::bits),
                    mean(at(start, last, point), Line::bits)
                };
                if (!Double.isNaN(bits[0] + bits[1] + bits[2])) {
                    extrapolate(start, point, bits, ratio, last, checked);
                    if (tenTimes) {
                        expected(Extrapolation.of(bits, ratio, 10, seedSpread().orElse(0.0), 1));
                    }
                    out.append('\n');
                }
            }
        }
    }

    private void extrapolate(String start, Key point, double[] bits, int ratio, int last, int[] checked) {
        out.append(named(point)).append(' ').append(words(start));
        out.append(String.format(Locale.ROOT, " | %.1f |", bits[2]));
        double spread = seedSpread().orElse(0.0);
        for (int steps : checked) {
            List<Line> there = at(start, steps, point);
            expected(Extrapolation.of(bits, ratio, (double) steps / last, spread, 1));
            out.append(there.isEmpty() ? " – |" : String.format(Locale.ROOT, " %.1f |", mean(there, Line::bits)));
        }
    }

    private void expected(Extrapolation e) {
        String interval = e.low() < e.high() ? String.format(Locale.ROOT, " (%.1f to %.1f)", e.low(), e.high()) : "";
        out.append(String.format(Locale.ROOT, " %.1f%s |", e.bits(), interval));
    }
}
