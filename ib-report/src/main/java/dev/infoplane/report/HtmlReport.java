package dev.infoplane.report;

import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.report.Layout.Place;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * One self-contained HTML page on an information plane: charts, tables, images, and text that says what the numbers
 * claim and what they do not, made from the bound kinds and noise models that are in the plane. It loads nothing from
 * anywhere, and the same content gives the same bytes. Text handed in is plain text; a blank line starts a paragraph.
 *
 * <pre>{@code
 * HtmlReport.of("What a ResNet compresses", plane)
 *     .finding("I(X;T) of stage 3 rises until epoch 10 and then falls.")
 *     .samples("Samples given one test image", "Left: the image itself.", grid)
 *     .manifest(Map.of("seed", "17"))
 *     .write(Path.of("out/report.html"));
 * }</pre>
 */
public final class HtmlReport {
    private final String title;
    private final InformationPlane plane;
    private final List<String> finding = new ArrayList<>();
    private final List<Page.Named> facts = new ArrayList<>();
    private final List<Page.Figure> grids = new ArrayList<>();
    private final List<Page.Section> sections = new ArrayList<>();
    private final List<Page.Named> manifest = new ArrayList<>();

    private HtmlReport(String title, InformationPlane plane) {
        this.title = Objects.requireNonNull(title, "title");
        this.plane = plane;
    }

    /**
     * Starts a report.
     *
     * @throws IllegalArgumentException if the plane has no points
     */
    public static HtmlReport of(String title, InformationPlane plane) {
        if (plane.points().isEmpty()) {
            throw new IllegalArgumentException("a report needs a plane with at least 1 point, got an empty one");
        }
        return new HtmlReport(title, plane);
    }

    /** Adds to the finding, which stands first on the page. */
    public HtmlReport finding(String text) {
        finding.addAll(paragraphs(text));
        return this;
    }

    /** Adds a fact to the list below the finding, for instance the accuracy of the network. */
    public HtmlReport fact(String name, String value) {
        facts.add(new Page.Named(name, value));
        return this;
    }

    /** Adds a grid of images under a heading. */
    public HtmlReport samples(String heading, String caption, SampleGrid grid) {
        grids.add(new Page.Figure(heading, heading, grid.svg(), "", caption));
        return this;
    }

    /** Adds a section of text. */
    public HtmlReport section(String heading, String text) {
        sections.add(new Page.Section(heading, paragraphs(text)));
        return this;
    }

    /** Adds entries to the manifest (seeds, versions, data hashes, sizes), in the order of the map. */
    public HtmlReport manifest(Map<String, String> entries) {
        entries.forEach((name, value) -> manifest.add(new Page.Named(name, value)));
        return this;
    }

    /** The page as text. */
    public String html() {
        List<Change> changes = new ArrayList<>();
        for (Quantity q : Quantity.values()) {
            changes.addAll(Change.of(plane, q));
        }
        return new Page(
                        title,
                        List.copyOf(finding),
                        extent(),
                        List.copyOf(facts),
                        Claims.of(plane),
                        planeFigure().orElse(null),
                        curves(),
                        learning(),
                        List.copyOf(grids),
                        List.copyOf(sections),
                        Headline.of(changes),
                        PageRows.changes(changes),
                        PageRows.tables(plane),
                        PageRows.warnings(plane),
                        List.copyOf(manifest))
                .html();
    }

    /**
     * Writes the page whole and then moves it into place, creating folders as need be; an older page is replaced.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(Path file) {
        try {
            AtomicFiles.write(file, html());
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written: " + e.getMessage(), e);
        }
    }

    private Optional<Page.Figure> planeFigure() {
        return figure(
                p -> Quantity.INPUT.drawable(p).isPresent()
                        && Quantity.LABEL.drawable(p).isPresent(),
                "The information plane",
                PlanePlots::plane);
    }

    private List<Page.Figure> curves() {
        return Arrays.stream(Quantity.values())
                .flatMap(q -> figure(
                        p -> q.drawable(p).isPresent(),
                        q.symbol() + " by epoch",
                        (all, place) -> PlanePlots.curves(all, q, place))
                        .stream())
                .toList();
    }

    private List<Page.Figure> learning() {
        return Arrays.stream(Quantity.values())
                .flatMap(q -> figure(
                        p -> LearningPlot.has(p, q),
                        "Learning curves behind " + q.symbol(),
                        (all, place) -> LearningPlot.draw(all, q, place))
                        .stream())
                .toList();
    }

    private Optional<Page.Figure> figure(
            Predicate<PlanePoint> has, String heading, BiFunction<InformationPlane, Place, String> draw) {
        return plane.points().stream().anyMatch(has)
                ? Optional.of(new Page.Figure(
                        heading, heading, draw.apply(plane, Place.WIDE), draw.apply(plane, Place.NARROW), ""))
                : Optional.empty();
    }

    private String extent() {
        long epochs =
                plane.points().stream().map(p -> p.key().epoch()).distinct().count();
        return count(plane.points().size(), "point") + ": " + count(plane.runs().size(), "run") + " ("
                + String.join(", ", plane.runs()) + "), "
                + count(plane.hookPoints().size(), "hook point") + ", "
                + count(epochs, "epoch") + ".";
    }

    private static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private static List<String> paragraphs(String text) {
        return List.of(text.strip().split("\\R\\s*\\R"));
    }
}
