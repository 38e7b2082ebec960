package dev.infoplane.cli;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A plane as lines of text and as JSON: what measured it, its points, and what their estimates warn of. */
final class PlaneResult {
    private static final double LEVEL = 0.95;

    private final InformationPlane plane;
    private final Result result = new Result();

    private enum Quantity {
        INPUT("I(X;T)", "input_information", PlanePoint::inputInformation),
        LABEL("I(T;Y)", "label_information", PlanePoint::labelInformation);

        private final String symbol;
        private final String name;
        private final Function<PlanePoint, Optional<Estimate>> of;

        Quantity(String symbol, String name, Function<PlanePoint, Optional<Estimate>> of) {
            this.symbol = symbol;
            this.name = name;
            this.of = of;
        }
    }

    private record Measured(PlanePoint point, Estimate estimate) {}

    private PlaneResult(InformationPlane plane) {
        this.plane = plane;
    }

    static Result of(InformationPlane plane) {
        return new PlaneResult(plane).filled();
    }

    /** Whether an estimate of the plane carries a warning. */
    static boolean isWarned(InformationPlane plane) {
        return plane.points().stream().anyMatch(PlaneResult::isWarned);
    }

    private static boolean isWarned(PlanePoint point) {
        for (Quantity quantity : Quantity.values()) {
            if (quantity.of.apply(point).filter(e -> !e.warnings().isEmpty()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Result filled() {
        Map<String, Object> by = new LinkedHashMap<>();
        for (Quantity quantity : Quantity.values()) {
            by.put(quantity.name, measuredBy(quantity));
        }
        result.json().put("measured_by", by);
        result.json().put("points", plane.points().stream().map(this::point).toList());
        List<Map<String, Object>> warnings = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            warnings.addAll(warnings(quantity));
        }
        result.json().put("warnings", warnings);
        return result;
    }

    private List<Measured> measured(Quantity quantity) {
        return plane.points().stream()
                .flatMap(point -> quantity.of.apply(point).map(e -> new Measured(point, e)).stream())
                .toList();
    }

    /** Estimators with their settings, noise and claims; more than one where claims differ, or runs in one folder. */
    private List<Map<String, Object>> measuredBy(Quantity quantity) {
        List<Measured> all = measured(quantity);
        Map<Map<String, Object>, Integer> counts = new LinkedHashMap<>();
        for (Measured m : all) {
            Map<String, Object> how = new LinkedHashMap<>();
            how.put("estimator", m.estimate.estimator());
            how.put("settings", m.estimate.settings());
            how.put("bound", m.estimate.bound().phrase());
            how.put("noise", m.estimate.noise().toString());
            counts.merge(how, 1, Integer::sum);
        }
        List<Map<String, Object>> entries = new ArrayList<>();
        counts.forEach((how, count) -> {
            result.line(
                    quantity.symbol + " by",
                    how.get("estimator") + " " + how.get("settings") + ": " + how.get("bound") + ", noise "
                            + how.get("noise") + (counts.size() == 1 ? "" : share(count, all.size())));
            Map<String, Object> entry = new LinkedHashMap<>(how);
            entry.put("points", count);
            entries.add(entry);
        });
        return entries;
    }

    private static String share(int count, int all) {
        return " (" + count + " of " + all + " points)";
    }

    private Map<String, Object> point(PlanePoint point) {
        Map<String, Object> entry = key(point);
        List<String> amounts = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            quantity.of.apply(point).ifPresent(e -> {
                entry.put(
                        quantity.name,
                        new Result().estimate(quantity.symbol, e, LEVEL).json());
                amounts.add(quantity.symbol + " " + Result.number(e.value().bits()) + " bits");
            });
        }
        result.line(label(point), String.join(", ", amounts) + (isWarned(point) ? " (with warnings)" : ""));
        return entry;
    }

    private static Map<String, Object> key(PlanePoint point) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("run", point.key().run());
        entry.put("epoch", point.key().epoch());
        entry.put("layer", point.key().hookPoint());
        return entry;
    }

    private String label(PlanePoint point) {
        return (plane.runs().size() == 1 ? "" : point.key().run() + ", ")
                + point.key().hookPoint() + ", epoch " + point.key().epoch();
    }

    /** Warnings that differ in numbers only are one. */
    private List<Map<String, Object>> warnings(Quantity quantity) {
        List<Measured> all = measured(quantity);
        Map<String, List<Measured>> warned = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Measured m : all) {
            for (String warning : m.estimate.warnings()) {
                String kind = warning.replaceAll("-?[0-9]+(\\.[0-9]+)?", "#");
                texts.putIfAbsent(kind, warning);
                warned.computeIfAbsent(kind, k -> new ArrayList<>()).add(m);
            }
        }
        List<Map<String, Object>> entries = new ArrayList<>();
        warned.forEach((kind, points) -> {
            PlanePoint example = points.get(0).point;
            result.line(
                    "warning",
                    quantity.symbol + " of " + points.size() + " of " + all.size()
                            + (all.size() == 1 ? " point" : " points") + ", such as " + label(example) + ": "
                            + texts.get(kind));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("quantity", quantity.name);
            entry.put("points", points.size());
            entry.put("example", key(example));
            entry.put("warning", texts.get(kind));
            entries.add(entry);
        });
        return entries;
    }
}
