package dev.infoplane.report;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.report.Layout.Place;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Charts of an information plane, as text of an SVG document with real text in it. Amounts are in bits. Bars span 1.96
 * standard errors to either side, which is sampling error over the measured samples and not the error of I; no bar is
 * drawn where the estimator gave none or an infinite one. Infinite values are left out. A red ring marks a point about
 * which its estimator warns.
 */
public final class PlanePlots {
    private static final double BAR = 1.96;
    private static final Map<String, Object> POINTS = Map.of("size", 4.0);
    private static final Map<String, Object> BARS = Map.of("size", 0.8, "show_legend", false);
    private static final Map<String, Object> RINGS =
            Map.of("shape", 1, "size", 9.0, "color", "#c00000", "show_legend", false);

    private PlanePlots() {}

    /**
     * The information plane: I(X;T) across, I(T;Y) upwards, a panel a run, a path a hook point, coloured by epoch.
     *
     * @throws IllegalArgumentException if no point has both amounts, as finite numbers
     */
    public static String plane(InformationPlane plane) {
        return plane(plane, Place.WIDE);
    }

    static String plane(InformationPlane plane, Place place) {
        Frame points = new Frame("run", "hook", "epoch", "x", "y");
        Frame bars = new Frame("run", "epoch", "x", "y", "xend", "yend");
        Frame rings = new Frame("run", "x", "y");
        for (PlanePoint p : plane.points()) {
            Optional<Estimate> input = Quantity.INPUT.drawable(p);
            Optional<Estimate> label = Quantity.LABEL.drawable(p);
            if (input.isEmpty() || label.isEmpty()) {
                continue;
            }
            String run = panel(p, plane);
            String epoch = String.valueOf(p.key().epoch());
            double x = input.get().value().bits();
            double y = label.get().value().bits();
            points.add(run, p.key().hookPoint(), epoch, x, y);
            if (warns(input.get()) || warns(label.get())) {
                rings.add(run, x, y);
            }
            bar(input.get()).ifPresent(b -> bars.add(run, epoch, x - b, y, x + b, y));
            bar(label.get()).ifPresent(b -> bars.add(run, epoch, x, y - b, x, y + b));
        }
        requireSome(points, plane, "both I(X;T) and I(T;Y)");
        Chart chart = new Chart("plane", place)
                .layer(
                        "path",
                        points,
                        Map.of("x", "x", "y", "y", "group", "hook"),
                        Map.of("color", "#808080", "size", 0.8, "show_legend", false));
        if (!bars.isEmpty()) {
            chart.layer(
                    "segment",
                    bars,
                    Map.of("x", "x", "y", "y", "xend", "xend", "yend", "yend", "color", "epoch"),
                    BARS);
        }
        rings(chart, rings)
                .layer("point", points, Map.of("x", "x", "y", "y", "color", "epoch", "shape", "hook"), POINTS)
                .scale(Scales.epochColour(plane))
                .scale(Scales.hookPointShape(plane))
                .axis("x", Quantity.INPUT.axisTitle(plane))
                .axis("y", Quantity.LABEL.axisTitle(plane));
        return panels(chart, plane, place);
    }

    /**
     * I(X;T) against epoch, a panel a run, a line a hook point.
     *
     * @throws IllegalArgumentException if no point has a finite I(X;T)
     */
    public static String inputCurves(InformationPlane plane) {
        return curves(plane, Quantity.INPUT, Place.WIDE);
    }

    /**
     * I(T;Y) against epoch, a panel a run, a line a hook point.
     *
     * @throws IllegalArgumentException if no point has a finite I(T;Y)
     */
    public static String labelCurves(InformationPlane plane) {
        return curves(plane, Quantity.LABEL, Place.WIDE);
    }

    /**
     * How the densities behind I(X;T) were learned: validation cross-entropy in bits against the optimiser step, a
     * panel a run and hook point, a line an epoch. A line that still falls at its end was not converged, one
     * that rises has overfitted.
     *
     * @throws IllegalArgumentException if no I(X;T) has a learning curve
     */
    public static String inputLearningCurves(InformationPlane plane) {
        return LearningPlot.draw(plane, Quantity.INPUT, Place.WIDE);
    }

    /**
     * How the densities behind I(T;Y) were learned; read as {@link #inputLearningCurves}.
     *
     * @throws IllegalArgumentException if no I(T;Y) has a learning curve
     */
    public static String labelLearningCurves(InformationPlane plane) {
        return LearningPlot.draw(plane, Quantity.LABEL, Place.WIDE);
    }

    static String curves(InformationPlane plane, Quantity quantity, Place place) {
        Frame points = new Frame("run", "hook", "x", "y");
        Frame bars = new Frame("run", "hook", "x", "y", "xend", "yend");
        Frame rings = new Frame("run", "x", "y");
        for (PlanePoint p : plane.points()) {
            quantity.drawable(p).ifPresent(e -> {
                double x = Scales.position(p.key().epoch(), plane);
                double y = e.value().bits();
                points.add(panel(p, plane), p.key().hookPoint(), x, y);
                if (warns(e)) {
                    rings.add(panel(p, plane), x, y);
                }
                bar(e).ifPresent(b -> bars.add(panel(p, plane), p.key().hookPoint(), x, y - b, x, y + b));
            });
        }
        requireSome(points, plane, quantity.symbol());
        Chart chart = new Chart(quantity.name().toLowerCase(Locale.ROOT) + "-curves", place)
                .layer("line", points, Map.of("x", "x", "y", "y", "color", "hook"), Map.of("size", 1.0));
        if (!bars.isEmpty()) {
            chart.layer(
                    "segment", bars, Map.of("x", "x", "y", "y", "xend", "xend", "yend", "yend", "color", "hook"), BARS);
        }
        rings(chart, rings)
                .layer("point", points, Map.of("x", "x", "y", "y", "color", "hook", "shape", "hook"), POINTS)
                .scale(Scales.hookPointColour(plane))
                .scale(Scales.hookPointShape(plane))
                .scale(Scales.epochAxis(plane))
                .axis("y", quantity.axisTitle(plane));
        return panels(chart, plane, place);
    }

    private static String panel(PlanePoint p, InformationPlane plane) {
        return Chart.panel(plane.runs().indexOf(p.key().run()), p.key().run());
    }

    private static String panels(Chart chart, InformationPlane plane, Place place) {
        return chart.facets("run").svg(Layout.ofRuns(plane, place));
    }

    private static boolean warns(Estimate e) {
        return !e.warnings().isEmpty();
    }

    private static Chart rings(Chart chart, Frame rings) {
        return rings.isEmpty() ? chart : chart.layer("point", rings, Map.of("x", "x", "y", "y"), RINGS);
    }

    /** Half the length of the bar of an estimate, in bits. */
    static Optional<Double> bar(Estimate e) {
        return e.standardError().map(s -> BAR * s.bits()).filter(Double::isFinite);
    }

    static void requireSome(Frame drawn, InformationPlane plane, String what) {
        if (drawn.isEmpty()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "nothing to draw: none of the %d points of the plane has %s",
                    plane.points().size(),
                    what));
        }
    }
}
