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
import java.util.stream.IntStream;

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
        return seedSpread(line -> Optional.of(line.bits()));
    }

    private Optional<Double> seedSpread(Function<Line, Optional<Double>> amount) {
        double squares = 0;
        int freedom = 0;
        for (int steps : distinct(lines, Key::steps)) {
            for (String start : starts) {
                for (Key point : points) {
                    double[] seeds = at(start, steps, point).stream()
                            .map(amount)
                            .flatMap(Optional::stream)
                            .mapToDouble(bits -> bits)
                            .toArray();
                    double mean = Arrays.stream(seeds).average().orElse(0);
                    squares += Arrays.stream(seeds)
                            .map(bits -> (bits - mean) * (bits - mean))
                            .sum();
                    freedom += Math.max(0, seeds.length - 1);
                }
            }
        }
        return freedom == 0 ? Optional.empty() : Optional.of(Math.sqrt(squares / freedom));
    }

    /** What activations bring against the decoder without any, of the same start, steps and seed. */
    private Optional<Double> decodable(Line line) {
        Key none = line.key().at("none", 0);
        return lines.stream()
                .filter(l -> l.key().equals(none) && !line.key().equals(none))
                .map(l -> l.bits() - line.bits())
                .findFirst();
    }

    private void spread() {
        seedSpread()
                .ifPresent(bits -> out.append(String.format(
                        Locale.ROOT,
                        "%nStandard deviation over seeds of decoders, pooled over points with several: %.1f bits",
                        bits)));
        seedSpread(this::decodable)
                .ifPresent(bits -> out.append(String.format(
                        Locale.ROOT,
                        "; of decodable information, against the same seed's decoder without activations, %.1f",
                        bits)));
        if (seedSpread().isPresent()) {
            out.append(".\n");
        }
    }

    private void extrapolations(int first, int ratio) {
        int last = first * ratio * ratio;
        List<Integer> later = new ArrayList<>(
                distinct(lines, Key::steps).stream().filter(n -> n > last).toList());
        if (!later.contains(10 * last)) {
            later.add(10 * last);
        }
        head("Extrapolation from " + first + ", " + first * ratio + " and " + last + " steps", columns(last, later));
        List<List<Double>> misses =
                later.stream().<List<Double>>map(n -> new ArrayList<>()).toList();
        for (String start : starts) {
            for (Key point : points) {
                List<List<Line>> three = IntStream.of(first, first * ratio, last)
                        .mapToObj(n -> at(start, n, point))
                        .toList();
                if (three.stream().noneMatch(List::isEmpty)) {
                    out.append(named(point)).append(' ').append(words(start));
                    extrapolate(start, point, three, ratio, later, misses);
                    out.append('\n');
                }
            }
        }
        misses(later, misses);
    }

    private static List<String> columns(int last, List<Integer> later) {
        List<String> columns = new ArrayList<>(List.of("start", "after " + last));
        for (int steps : later) {
            columns.add("expected after " + steps);
            columns.add("measured");
        }
        return columns;
    }

    private void extrapolate(
            String start,
            Key point,
            List<List<Line>> three,
            int ratio,
            List<Integer> later,
            List<List<Double>> misses) {
        double[] bits =
                three.stream().mapToDouble(some -> mean(some, Line::bits)).toArray();
        int seeds = three.stream().mapToInt(List::size).min().orElseThrow();
        double spread = seedSpread().orElse(0.0) / Math.sqrt(seeds);
        double last = three.get(2).get(0).key().steps();
        out.append(String.format(Locale.ROOT, " | %.1f |", bits[2]));
        for (int i = 0; i < later.size(); i++) {
            Extrapolation e = Extrapolation.of(bits, ratio, later.get(i) / last, spread, 1);
            expected(e);
            List<Line> there = at(start, later.get(i), point);
            double measured = mean(there, Line::bits);
            out.append(there.isEmpty() ? " – |" : String.format(Locale.ROOT, " %.1f |", measured));
            if (!there.isEmpty()) {
                misses.get(i).add(measured - e.bits());
            }
        }
    }

    /** What no spread of seeds contains: that the curve of learning is no power law. */
    private void misses(List<Integer> later, List<List<Double>> misses) {
        for (int i = 0; i < later.size(); i++) {
            List<Double> here = misses.get(i);
            if (!here.isEmpty()) {
                double squares = here.stream().mapToDouble(m -> m * m).sum();
                double mean = here.stream().mapToDouble(m -> m).sum() / here.size();
                out.append(String.format(
                        Locale.ROOT,
                        "%nAfter %d steps, measured less expected: %+.1f bits in the mean, %.1f in the root mean square, over %d"
                                + " points.%n",
                        later.get(i),
                        mean,
                        Math.sqrt(squares / here.size()),
                        here.size()));
            }
        }
    }

    private void expected(Extrapolation e) {
        String interval = e.low() < e.high() ? String.format(Locale.ROOT, " (%.1f to %.1f)", e.low(), e.high()) : "";
        out.append(String.format(Locale.ROOT, " %.1f%s |", e.bits(), interval));
    }
}
