package dev.infoplane.report;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Charts of an information plane, as text of an SVG document with real text in it. Amounts are in bits. Bars span 1.96
 * standard errors to either side, which is sampling error over the measured samples and not the error of I; no bar is
 * drawn where the estimator gave none or an infinite one. Infinite values are left out.
 */
public final class PlanePlots {
    private static final double BAR = 1.96;
    private static final Map<String, Object> POINTS = Map.of("size", 4.0);
    private static final Map<String, Object> BARS = Map.of("size", 0.8, "alpha", 0.8, "show_legend", false);

    private PlanePlots() {}

    /**
     * The information plane: I(X;T) across, I(T;Y) upwards, a panel a run, a path a hook point, coloured by epoch.
     *
     * @throws IllegalArgumentException if no point has both amounts, as finite numbers
     */
    public static String plane(InformationPlane plane) {
        Frame points = new Frame("run", "hook", "epoch", "x", "y");
        Frame bars = new Frame("run", "epoch", "x", "y", "xend", "yend");
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
            bar(input.get()).ifPresent(b -> bars.add(run, epoch, x - b, y, x + b, y));
            bar(label.get()).ifPresent(b -> bars.add(run, epoch, x, y - b, x, y + b));
        }
        requireSome(points, plane, "both I(X;T) and I(T;Y)");
        Chart chart = new Chart("plane")
                .layer(
                        "path",
                        points,
                        Map.of("x", "x", "y", "y", "group", "hook"),
                        Map.of("color", "#9a9a9a", "size", 0.8, "show_legend", false));
        if (!bars.isEmpty()) {
            chart.layer(
                    "segment",
                    bars,
                    Map.of("x", "x", "y", "y", "xend", "xend", "yend", "yend", "color", "epoch"),
                    BARS);
        }
        chart.layer("point", points, Map.of("x", "x", "y", "y", "color", "epoch", "shape", "hook"), POINTS)
                .scale(Scales.epochColour(plane))
                .scale(Scales.hookPointShape(plane))
                .axis("x", Quantity.INPUT.axisTitle(plane))
                .axis("y", Quantity.LABEL.axisTitle(plane));
        return panels(chart, plane);
    }

    /**
     * I(X;T) against epoch, a panel a run, a line a hook point.
     *
     * @throws IllegalArgumentException if no point has a finite I(X;T)
     */
    public static String inputCurves(InformationPlane plane) {
        return curves("input-curves", plane, Quantity.INPUT);
    }

    /**
     * I(T;Y) against epoch, a panel a run, a line a hook point.
     *
     * @throws IllegalArgumentException if no point has a finite I(T;Y)
     */
    public static String labelCurves(InformationPlane plane) {
        return curves("label-curves", plane, Quantity.LABEL);
    }

    /**
     * How the densities behind I(X;T) were learned: validation cross-entropy in bits against the optimiser step, a
     * panel a run and hook point, a line an epoch. A line that still falls at its end was not converged.
     *
     * @throws IllegalArgumentException if no I(X;T) has a learning curve
     */
    public static String inputLearningCurves(InformationPlane plane) {
        return LearningPlot.draw("input-learning", plane, Quantity.INPUT);
    }

    /**
     * How the densities behind I(T;Y) were learned; read as {@link #inputLearningCurves}.
     *
     * @throws IllegalArgumentException if no I(T;Y) has a learning curve
     */
    public static String labelLearningCurves(InformationPlane plane) {
        return LearningPlot.draw("label-learning", plane, Quantity.LABEL);
    }

    private static String curves(String name, InformationPlane plane, Quantity quantity) {
        Frame points = new Frame("run", "hook", "x", "y");
        Frame bars = new Frame("run", "hook", "x", "y", "xend", "yend");
        for (PlanePoint p : plane.points()) {
            quantity.drawable(p).ifPresent(e -> {
                double x = Scales.position(p.key().epoch(), plane);
                double y = e.value().bits();
                points.add(panel(p, plane), p.key().hookPoint(), x, y);
                bar(e).ifPresent(b -> bars.add(panel(p, plane), p.key().hookPoint(), x, y - b, x, y + b));
            });
        }
        requireSome(points, plane, quantity.symbol());
        Chart chart =
                new Chart(name).layer("line", points, Map.of("x", "x", "y", "y", "color", "hook"), Map.of("size", 1.0));
        if (!bars.isEmpty()) {
            chart.layer(
                    "segment", bars, Map.of("x", "x", "y", "y", "xend", "xend", "yend", "yend", "color", "hook"), BARS);
        }
        chart.layer("point", points, Map.of("x", "x", "y", "y", "color", "hook", "shape", "hook"), POINTS)
                .scale(Scales.hookPointColour(plane))
                .scale(Scales.hookPointShape(plane))
                .scale(Scales.epochAxis(plane))
                .axis("y", quantity.axisTitle(plane));
        return panels(chart, plane);
    }

    private static String panel(PlanePoint p, InformationPlane plane) {
        return Chart.panel(plane.runs().indexOf(p.key().run()), p.key().run());
    }

    private static String panels(Chart chart, InformationPlane plane) {
        return chart.facets("run").svg(Layout.ofRuns(plane));
    }

    private static Optional<Double> bar(Estimate e) {
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
