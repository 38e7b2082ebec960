package dev.infoplane.examples.study;

import dev.infoplane.examples.study.ComparisonTable.Key;
import dev.infoplane.examples.study.ComparisonTable.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The results of a comparison, asked for by start, budget and point. */
final class ComparisonLines {
    /** The start of decoders that are learned together; they have no parent, and steps are those they share. */
    static final String POOLED = "POOLED";

    private final List<Line> lines;
    private final List<String> starts;
    private final List<Integer> budgets;
    private final List<Key> points;

    ComparisonLines(List<Line> lines) {
        this.lines = lines;
        starts = distinct(Key::start);
        budgets = distinct(Key::steps);
        List<Integer> parents = distinct(Key::parentSteps);
        parents.remove(Integer.valueOf(0));
        if (parents.size() > 1) {
            throw new IllegalArgumentException(
                    "one page shows decoders of parents that took equal steps, but the table has parents of "
                            + parents);
        }
        points = lines.stream()
                .map(line -> point(line.key()))
                .distinct()
                .sorted(Comparator.comparing((Key key) -> key.layer().equals("none") ? "" : key.layer())
                        .thenComparing(Key::epoch))
                .toList();
    }

    private <T extends Comparable<T>> List<T> distinct(Function<Key, T> part) {
        return new ArrayList<>(
                new TreeSet<>(lines.stream().map(line -> part.apply(line.key())).toList()));
    }

    /** What is left of a key without start, budget and seed. */
    private static Key point(Key key) {
        return new Key(key.regime(), "", 0, 0, 0, key.layer(), key.epoch());
    }

    List<String> starts() {
        return starts;
    }

    List<Integer> budgets() {
        return budgets;
    }

    /** The decoder without activations first, then layer by layer, epoch by epoch. */
    List<Key> points() {
        return points;
    }

    List<Line> at(String start, int steps) {
        return lines.stream()
                .filter(line -> line.key().start().equals(start) && line.key().steps() == steps)
                .toList();
    }

    /** A line a seed. */
    List<Line> at(String start, int steps, Key point) {
        return at(start, steps).stream()
                .filter(line -> point(line.key()).equals(point))
                .toList();
    }

    static double mean(List<Line> some, ToDoubleFunction<Line> of) {
        return some.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    /** Standard deviation over seeds of bits an image, pooled over all points that have several. */
    Optional<Double> seedSpread() {
        return seedSpread(line -> Optional.of(line.bits()));
    }

    /**
     * Standard deviation over seeds of decodable bits an image, pooled over all points that have several. Decodable bits are
     * those that a decoder saves against the decoder without activations of the same start, steps and seed.
     */
    Optional<Double> decodableSpread() {
        return seedSpread(this::decodable);
    }

    private Optional<Double> decodable(Line line) {
        Key none = line.key().at("none", 0);
        return lines.stream()
                .filter(l -> l.key().equals(none) && !line.key().equals(none))
                .map(l -> l.bits() - line.bits())
                .findFirst();
    }

    private Optional<Double> seedSpread(Function<Line, Optional<Double>> amount) {
        double squares = 0;
        int freedom = 0;
        for (int steps : budgets) {
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
}
