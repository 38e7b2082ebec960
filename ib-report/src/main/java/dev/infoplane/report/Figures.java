package dev.infoplane.report;

import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.report.Layout.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The charts of a page: drawings, captions, and the places where the script puts charts that move. */
final class Figures {
    private final InformationPlane plane;
    private final List<Metric> metrics;
    private final List<Page.ChartSection> sections = new ArrayList<>();

    private Figures(InformationPlane plane, List<Metric> metrics) {
        this.plane = plane;
        this.metrics = metrics;
    }

    static List<Page.ChartSection> of(InformationPlane plane, List<Metric> metrics) {
        Figures figures = new Figures(plane, metrics);
        figures.plane();
        figures.curves();
        figures.metrics();
        figures.learning();
        return figures.sections;
    }

    private void plane() {
        if (any(p -> Quantity.INPUT.drawable(p).isPresent()
                && Quantity.LABEL.drawable(p).isPresent())) {
            String caption = "Across: " + Quantity.INPUT.axisTitle(plane) + ". Up: " + Quantity.LABEL.axisTitle(plane)
                    + ". Each path is one hook point over the epochs. Bars span 1.96 standard errors to either side, over samples."
                    + rings();
            InformationPlane drawn = Thinning.epochs(plane);
            Page.Figure figure = figure("plane", "The information plane", false, caption, drawn, PlanePlots::plane);
            sections.add(new Page.ChartSection("The information plane", List.of(), List.of(figure), List.of()));
        }
    }

    private void curves() {
        InformationPlane drawn = Thinning.epochs(plane);
        List<Page.Figure> figures = new ArrayList<>();
        for (Quantity q : Quantity.values()) {
            if (any(p -> q.drawable(p).isPresent())) {
                String caption = upperCase(q.axisTitle(plane))
                        + ". Bands span 1.96 standard errors to either side, over samples." + rings();
                figures.add(figure(
                        "curves-" + q.ordinal(),
                        q.symbol() + " by epoch",
                        true,
                        caption,
                        drawn,
                        (all, place) -> PlanePlots.curves(all, q, place)));
            }
        }
        add("By epoch", List.of(), figures, List.of());
    }

    private void metrics() {
        if (metrics.stream().anyMatch(m -> !m.drawable().isEmpty())) {
            Page.Figure figure = figure(
                    "metrics",
                    "The networks themselves",
                    false,
                    "Each line is one run.",
                    plane,
                    (all, place) -> MetricPlot.draw(metrics, all, place));
            add(
                    "The networks over the same epochs",
                    List.of(),
                    List.of(figure),
                    metrics.stream()
                            .map(Metric::name)
                            .distinct()
                            .map(name -> Metric.table(name, metrics))
                            .toList());
        }
    }

    private void learning() {
        InformationPlane drawn = Thinning.panels(Thinning.epochs(plane));
        List<Page.Figure> figures = new ArrayList<>();
        for (Quantity q : Quantity.values()) {
            if (drawn.points().stream().anyMatch(p -> LearningPlot.has(p, q))) {
                figures.add(figure(
                        "learning-" + q.ordinal(),
                        "Learning curves behind " + q.symbol(),
                        true,
                        "",
                        drawn,
                        (all, place) -> LearningPlot.draw(all, q, place)));
            }
        }
        String text =
                "Cross-entropy on samples that taught nothing, against the step. A line that still falls at its right end"
                        + " was not converged, and its point would move with more steps. One that rises has overfitted; earlier weights"
                        + " were kept.";
        add("How far training went", List.of(text), figures, List.of());
    }

    private void add(String heading, List<String> text, List<Page.Figure> figures, List<Page.MetricTable> tables) {
        if (!figures.isEmpty()) {
            sections.add(new Page.ChartSection(heading, text, figures, tables));
        }
    }

    private boolean any(Predicate<PlanePoint> has) {
        return plane.points().stream().anyMatch(has);
    }

    private String rings() {
        boolean warned = any(p -> List.of(Quantity.values()).stream()
                .flatMap(q -> q.drawable(p).stream())
                .anyMatch(e -> !e.warnings().isEmpty()));
        return warned ? " A red ring marks a point about which its estimator warns." : "";
    }

    private static String upperCase(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A narrow drawing is left out where the plane was too large to draw whole: it would double the size of the page. */
    private Page.Figure figure(
            String chart,
            String label,
            boolean underHeading,
            String caption,
            InformationPlane drawn,
            BiFunction<InformationPlane, Place, String> draw) {
        String note = Thinning.note(drawn, plane);
        return new Page.Figure(
                chart,
                label,
                Optional.of(label).filter(l -> underHeading),
                draw.apply(drawn, Place.WIDE),
                note.isEmpty() ? draw.apply(drawn, Place.NARROW) : "",
                caption,
                Optional.of(note).filter(n -> !n.isEmpty()));
    }
}
