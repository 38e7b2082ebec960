package dev.infoplane.report;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Charts of an information plane, as text of an SVG document with real text in it. Amounts are in bits. Bars span 1.96
 * standard errors to either side, which is sampling error over the measured samples and not the error of I; no bar is drawn
 * where the estimator gave none or an infinite one. Infinite values are left out.
 */
public final class PlanePlots {
    private static final double BAR = 1.96;
    private static final int PANEL_WIDTH = 390;
    private static final int PANEL_HEIGHT = 350;
    private static final int SMALL_PANEL_WIDTH = 230;
    private static final int SMALL_PANEL_HEIGHT = 210;
    private static final int LEGEND_WIDTH = 150;
    private static final int MARGIN = 70;
    private static final Map<String, Object> POINTS = Map.of("size", 3.5);
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
        chart.layer(
                        "point",
                        points,
                        Map.of("x", "x", "y", "y", "color", "epoch", "fill", "epoch", "shape", "hook"),
                        POINTS)
                .scale(Scales.epochColour("color", plane))
                .scale(Scales.epochColour("fill", plane))
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
     * How the densities behind I(X;T) were learned: validation cross-entropy in bits against the optimiser step, a panel a run
     * and hook point, a line an epoch. A line that still falls at its end was not converged.
     *
     * @throws IllegalArgumentException if no I(X;T) has a learning curve
     */
    public static String inputLearningCurves(InformationPlane plane) {
        return learningCurves("input-learning", plane, Quantity.INPUT);
    }

    /**
     * How the densities behind I(T;Y) were learned; read as {@link #inputLearningCurves}.
     *
     * @throws IllegalArgumentException if no I(T;Y) has a learning curve
     */
    public static String labelLearningCurves(InformationPlane plane) {
        return learningCurves("label-learning", plane, Quantity.LABEL);
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
        chart.layer(
                        "point",
                        points,
                        Map.of("x", "x", "y", "y", "color", "hook", "fill", "hook", "shape", "hook"),
                        POINTS)
                .scale(Scales.hookPointColour("color", plane))
                .scale(Scales.hookPointColour("fill", plane))
                .scale(Scales.hookPointShape(plane))
                .scale(Scales.epochAxis(plane))
                .axis("y", quantity.axisTitle(plane));
        return panels(chart, plane);
    }

    private static String learningCurves(String name, InformationPlane plane, Quantity quantity) {
        Frame points = new Frame("panel", "epoch", "step", "bits");
        int panels = 0;
        for (String run : plane.runs()) {
            for (String hook : plane.hookPoints()) {
                boolean drawn = false;
                for (PlanePoint p : plane.points()) {
                    if (p.key().run().equals(run) && p.key().hookPoint().equals(hook)) {
                        drawn |= addCurve(points, Chart.panel(panels, run + ", " + hook), p, quantity);
                    }
                }
                panels += drawn ? 1 : 0;
            }
        }
        requireSome(points, plane, "a learning curve of " + quantity.symbol());
        int perRow = Math.min(
                panels, plane.hookPoints().size() <= 4 ? plane.hookPoints().size() : 3);
        int rows = (panels + perRow - 1) / perRow;
        return new Chart(name)
                .layer("line", points, Map.of("x", "step", "y", "bits", "color", "epoch"), Map.of("size", 0.9))
                .layer(
                        "point",
                        points,
                        Map.of("x", "step", "y", "bits", "color", "epoch"),
                        Map.of("size", 1.5, "show_legend", false))
                .scale(Scales.epochColour("color", plane))
                .axis("x", "optimiser steps from the shared start")
                .axis("y", "cross-entropy on validation samples, bits")
                .facets("panel", perRow)
                .svg(MARGIN + LEGEND_WIDTH + perRow * SMALL_PANEL_WIDTH, MARGIN + rows * SMALL_PANEL_HEIGHT);
    }

    static boolean hasLearningCurve(PlanePoint p, Quantity quantity) {
        return !curve(p, quantity).isEmpty();
    }

    private static boolean addCurve(Frame points, String panel, PlanePoint p, Quantity quantity) {
        for (LearningCurve.Point c : curve(p, quantity)) {
            double bits = Information.ofNats(c.crossEntropyNats()).bits();
            points.add(panel, String.valueOf(p.key().epoch()), c.step(), bits);
        }
        return hasLearningCurve(p, quantity);
    }

    private static List<LearningCurve.Point> curve(PlanePoint p, Quantity quantity) {
        return quantity.of(p).flatMap(Estimate::learningCurve).map(LearningCurve::points).orElse(List.of()).stream()
                .filter(c -> Double.isFinite(c.crossEntropyNats()))
                .toList();
    }

    private static String panel(PlanePoint p, InformationPlane plane) {
        return Chart.panel(plane.runs().indexOf(p.key().run()), p.key().run());
    }

    private static String panels(Chart chart, InformationPlane plane) {
        int runs = plane.runs().size();
        int perRow = Math.min(2, runs);
        int rows = (runs + perRow - 1) / perRow;
        return chart.facets("run", perRow)
                .svg(MARGIN + LEGEND_WIDTH + perRow * PANEL_WIDTH, MARGIN + rows * PANEL_HEIGHT);
    }

    private static Optional<Double> bar(Estimate e) {
        return e.standardError().map(s -> BAR * s.bits()).filter(Double::isFinite);
    }

    private static void requireSome(Frame drawn, InformationPlane plane, String what) {
        if (drawn.isEmpty()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "nothing to draw: none of the %d points of the plane has %s",
                    plane.points().size(),
                    what));
        }
    }
}
