package dev.infoplane.report;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.report.Layout.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Learning curves: a small panel a run and hook point, a line an epoch. */
final class LearningPlot {
    private LearningPlot() {}

    static String draw(InformationPlane plane, Quantity quantity, Place place) {
        Frame points = new Frame("panel", "epoch", "step", "bits");
        List<String> titles = new ArrayList<>();
        for (String run : plane.runs()) {
            for (String hook : plane.hookPoints()) {
                List<PlanePoint> path = plane.points().stream()
                        .filter(p ->
                                p.key().run().equals(run) && p.key().hookPoint().equals(hook) && has(p, quantity))
                        .toList();
                if (!path.isEmpty()) {
                    String title = plane.runs().size() == 1 ? hook : run + ", " + hook;
                    String panel = Chart.panel(titles.size(), title);
                    path.forEach(p -> add(points, panel, p, quantity));
                    titles.add(title);
                }
            }
        }
        PlanePlots.requireSome(points, plane, "a learning curve of " + quantity.symbol());
        Map<String, Object> mapping = Map.of("x", "step", "y", "bits", "color", "epoch");
        return new Chart(quantity.name().toLowerCase(Locale.ROOT) + "-learning", place)
                .layer("line", points, mapping, Map.of("size", 0.9))
                .layer("point", points, mapping, Map.of("size", 1.5, "show_legend", false))
                .scale(Scales.epochColour(plane))
                .axis("x", "optimiser steps from the shared start")
                .axis("y", "cross-entropy on validation samples, bits")
                .facets("panel")
                .svg(Layout.ofPanels(titles, plane, place));
    }

    /** Whether a point has a learning curve that can be drawn. */
    static boolean has(PlanePoint p, Quantity quantity) {
        return !curve(p, quantity).isEmpty();
    }

    private static void add(Frame points, String panel, PlanePoint p, Quantity quantity) {
        for (LearningCurve.Point c : curve(p, quantity)) {
            double bits = Information.ofNats(c.crossEntropyNats()).bits();
            points.add(panel, String.valueOf(p.key().epoch()), c.step(), bits);
        }
    }

    /** The finite part of the learning curve of a point; empty if it has none. */
    static List<LearningCurve.Point> curve(PlanePoint p, Quantity quantity) {
        return quantity.of(p).flatMap(Estimate::learningCurve).map(LearningCurve::points).orElse(List.of()).stream()
                .filter(c -> Double.isFinite(c.crossEntropyNats()))
                .toList();
    }
}
