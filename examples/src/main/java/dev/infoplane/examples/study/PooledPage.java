package dev.infoplane.examples.study;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Tables of a {@link PooledTable}, beside decoders of their own for each point. */
final class PooledPage {
    private final List<PooledTable.Line> lines;
    private final List<ComparisonTable.Line> reference;

    private PooledPage(List<PooledTable.Line> lines, List<ComparisonTable.Line> reference) {
        this.lines = lines;
        this.reference = reference;
    }

    /** @param reference decoders of their own; empty for none */
    static String of(List<PooledTable.Line> lines, List<ComparisonTable.Line> reference) {
        return new PooledPage(lines, reference).text();
    }

    private record Variant(int hidden, int steps) implements Comparable<Variant> {
        static Variant of(PooledTable.Line line) {
            return new Variant(line.key().hidden(), line.key().steps());
        }

        @Override
        public int compareTo(Variant other) {
            return Comparator.comparingInt(Variant::hidden)
                    .thenComparingInt(Variant::steps)
                    .compare(this, other);
        }
    }

    private record Place(String run, String layer, int epoch) implements Comparable<Place> {
        static Place of(PooledTable.Line line) {
            return new Place(line.key().run(), line.key().layer(), line.key().epoch());
        }

        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::run)
                    .thenComparing(Place::layer)
                    .thenComparingInt(Place::epoch)
                    .compare(this, other);
        }
    }

    private String text() {
        List<Variant> variants =
                lines.stream().map(Variant::of).distinct().sorted().toList();
        List<Integer> own = reference.stream()
                .filter(l -> l.key().start().equals("SHARED_PARENT"))
                .map(l -> l.key().steps())
                .filter(s -> s >= 600)
                .distinct()
                .sorted()
                .toList();
        StringBuilder text = new StringBuilder("| network | layer | epoch |");
        variants.forEach(v -> text.append(" pooled, ")
                .append(v.steps)
                .append(" steps of ")
                .append(v.hidden)
                .append(" units |"));
        own.forEach(s -> text.append(" own, ").append(s).append(" steps |"));
        text.append("\n|")
                .append("---|".repeat(3 + variants.size() + own.size()))
                .append('\n');
        for (Place place : new TreeSet<>(lines.stream().map(Place::of).toList())) {
            text.append(String.format(Locale.ROOT, "| %s | %s | %d |", place.run, place.layer, place.epoch));
            variants.forEach(v -> text.append(' ').append(bits(place, v)).append(" |"));
            own.forEach(s -> text.append(' ').append(own(place, s)).append(" |"));
            text.append('\n');
        }
        return text + "\n" + costs(variants) + "\n" + forecasts(variants);
    }

    /** What four times the steps brought, beside what was said of it before. */
    private String forecasts(List<Variant> variants) {
        StringBuilder text = new StringBuilder(
                "| variant | points with four times the steps | gained, median | largest | within the forecast |\n"
                        + "|---|---|---|---|---|\n");
        for (Variant v : variants) {
            List<PooledTable.Gain> gains = lines.stream()
                    .filter(l -> Variant.of(l).equals(v) && l.gain().isMeasured())
                    .map(PooledTable.Line::gain)
                    .sorted(Comparator.comparingDouble(PooledTable.Gain::gained))
                    .toList();
            if (!gains.isEmpty()) {
                text.append(String.format(
                        Locale.ROOT,
                        "| %d steps of %d units | %d | %.1f | %.1f | %d |%n",
                        v.steps,
                        v.hidden,
                        gains.size(),
                        (gains.get((gains.size() - 1) / 2).gained()
                                        + gains.get(gains.size() / 2).gained())
                                / 2,
                        gains.get(gains.size() - 1).gained(),
                        gains.stream().filter(PooledTable.Gain::isForecast).count()));
            }
        }
        return text.toString();
    }

    /** The bits of each seed. */
    private String bits(Place place, Variant variant) {
        Map<Long, Double> bySeed = new TreeMap<>();
        lines.stream()
                .filter(l -> Place.of(l).equals(place) && Variant.of(l).equals(variant))
                .forEach(l -> bySeed.put(l.key().seed(), l.bits()));
        return bySeed.isEmpty()
                ? "–"
                : bySeed.values().stream()
                        .map(b -> String.format(Locale.ROOT, "%.1f", b))
                        .collect(Collectors.joining(", "));
    }

    private String own(Place place, int steps) {
        return reference.stream()
                .filter(l -> l.key().start().equals("SHARED_PARENT")
                        && l.key().steps() == steps
                        && l.key().layer().equals(place.layer)
                        && l.key().epoch() == place.epoch
                        && (place.run.equals("none") || l.key().regime().equals(place.run)))
                .mapToDouble(ComparisonTable.Line::bits)
                .average()
                .stream()
                .mapToObj(b -> String.format(Locale.ROOT, "%.1f", b))
                .findFirst()
                .orElse("–");
    }

    /** Processor seconds, means over points and seeds. */
    private String costs(List<Variant> variants) {
        StringBuilder text = new StringBuilder(
                "| variant | closed form | share of the training | scoring | in all a point | without activations, in"
                        + " all |\n"
                        + "|---|---|---|---|---|---|\n");
        for (Variant v : variants) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d steps of %d units | %s | %s | %s | %s | %s |%n",
                    v.steps,
                    v.hidden,
                    mean(v, false, l -> l.seconds().closedForm()),
                    mean(v, false, l -> l.seconds().training()),
                    mean(v, false, l -> l.seconds().scoring()),
                    mean(v, false, l -> l.seconds().all()),
                    mean(v, true, l -> l.seconds().all())));
        }
        return text.toString();
    }

    private String mean(Variant variant, boolean isNone, ToDoubleFunction<PooledTable.Line> value) {
        return lines.stream()
                .filter(l -> Variant.of(l).equals(variant) && l.key().run().equals("none") == isNone)
                .mapToDouble(value)
                .average()
                .stream()
                .mapToObj(seconds -> String.format(Locale.ROOT, "%.1f", seconds))
                .findFirst()
                .orElse("–");
    }
}
