package dev.infoplane.report;

import dev.infoplane.plane.InformationPlane;
import dev.infoplane.report.Layout.Place;
import java.util.List;
import java.util.Map;

/** Metrics of the networks against epoch: a panel a metric with an axis of its own, a line a run. */
final class MetricPlot {
    private MetricPlot() {}

    static String draw(List<Metric> metrics, InformationPlane plane, Place place) {
        List<String> titles = metrics.stream().map(Metric::name).distinct().toList();
        Frame points = new Frame("metric", "run", "x", "y");
        for (Metric m : metrics) {
            String panel = Chart.panel(titles.indexOf(m.name()), m.name());
            m.drawable().forEach((epoch, value) -> points.add(panel, m.run(), Scales.position(epoch, plane), value));
        }
        Map<String, Object> mapping = Map.of("x", "x", "y", "y", "color", "run");
        Map<String, Object> markers = Map.of("x", "x", "y", "y", "color", "run", "shape", "run");
        return new Chart("metrics", place)
                .layer("line", points, mapping, Map.of("size", 1.0))
                .layer("point", points, markers, Map.of("size", 4.0))
                .scale(Scales.runColour(plane))
                .scale(Scales.runShape(plane))
                .scale(Scales.epochAxis(plane))
                .axis("y", "value")
                .facetsWithOwnScales("metric")
                .svg(Layout.ofMetrics(titles, plane, place));
    }
}
