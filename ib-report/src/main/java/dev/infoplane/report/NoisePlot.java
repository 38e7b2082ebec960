package dev.infoplane.report;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.NoiseCurve;
import dev.infoplane.report.Layout.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Information through noise against the amount of noise: a small panel a layer. Bars and rings are those of {@link PlanePlots}. */
final class NoisePlot {
    private static final double BAR = 1.96;
    private static final int PANEL = 230;
    private static final int MOST_WIDE = 3 * PANEL;
    private static final int AXES = 70;
    private static final double AXIS_CHARACTER = 7.6;
    private static final double TITLE_CHARACTER = 8.2;

    private NoisePlot() {}

    /** @param curves by the name of the layer, at least one with a finite value */
    static String draw(Map<String, NoiseCurve> curves) {
        Frame points = new Frame("panel", "x", "y");
        Frame bars = new Frame("panel", "x", "y", "xend", "yend");
        Frame rings = new Frame("panel", "x", "y");
        int position = 0;
        for (Map.Entry<String, NoiseCurve> curve : curves.entrySet()) {
            String panel = Chart.panel(position++, curve.getKey());
            for (NoiseCurve.Point point : curve.getValue().points()) {
                Estimate e = point.estimate();
                double x = point.relativeSigma();
                double y = e.value().bits();
                if (!Double.isFinite(y)) {
                    continue;
                }
                points.add(panel, x, y);
                if (!e.warnings().isEmpty()) {
                    rings.add(panel, x, y);
                }
                e.standardError()
                        .map(s -> BAR * s.bits())
                        .filter(Double::isFinite)
                        .ifPresent(b -> bars.add(panel, x, y - b, x, y + b));
            }
        }
        if (points.isEmpty()) {
            throw new IllegalArgumentException("nothing to draw: no noise curve has a finite value");
        }
        Map<String, Object> mapping = Map.of("x", "x", "y", "y");
        Chart chart = new Chart("noise-curves", Place.WIDE)
                .layer("line", points, mapping, Map.of("size", 0.9, "color", "#0072b2"))
                .layer("point", points, mapping, Map.of("size", 3.0, "color", "#0072b2"));
        if (!bars.isEmpty()) {
            chart.layer(
                    "segment",
                    bars,
                    Map.of("x", "x", "y", "y", "xend", "xend", "yend", "yend"),
                    Map.of("size", 0.8, "color", "#0072b2"));
        }
        if (!rings.isEmpty()) {
            chart.layer("point", rings, mapping, Map.of("shape", 1, "size", 9.0, "color", "#c00000"));
        }
        return chart.axis("x", "sigma, as a share of the layer's deviation")
                .axis("y", "information, bits")
                .facets("panel")
                .svg(layout(curves.keySet()));
    }

    /** Panels wide enough for their names. */
    private static Layout layout(Set<String> names) {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        int panel = Math.max(PANEL, (int) Math.ceil(longest * TITLE_CHARACTER));
        int perRow = Math.max(1, Math.min(names.size(), MOST_WIDE / panel));
        int wide = Math.max(panel * perRow, 350);
        int high = PANEL * ((names.size() + perRow - 1) / perRow);
        return new Layout(
                perRow, AXES + wide, AXES + high, false, (int) (wide / AXIS_CHARACTER), (int) (high / AXIS_CHARACTER));
    }

    /** The values as text, a line a layer. */
    static List<String> text(Map<String, NoiseCurve> curves) {
        return curves.entrySet().stream()
                .map(c -> c.getKey() + ": "
                        + c.getValue().points().stream()
                                .map(p -> Numbers.bits(p.estimate()) + " bits "
                                        + (p.relativeSigma() == 0
                                                ? "without noise"
                                                : "at " + Numbers.setting(p.relativeSigma()))
                                        + (p.estimate().warnings().isEmpty() ? "" : " (warned)"))
                                .collect(Collectors.joining(", "))
                        + ".")
                .toList();
    }
}
