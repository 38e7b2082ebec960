package dev.infoplane.report;

import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
        grids.add(new Page.Figure(heading, heading, grid.svg(), caption));
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
        List<Page.Figure> planes = drawn(
                p -> Quantity.INPUT.drawable(p).isPresent()
                        && Quantity.LABEL.drawable(p).isPresent(),
                "The information plane",
                PlanePlots::plane);
        return new Page(
                        title,
                        List.copyOf(finding),
                        extent(),
                        List.copyOf(facts),
                        Claims.of(plane),
                        planes.isEmpty() ? null : planes.get(0),
                        curves(),
                        learning(),
                        List.copyOf(grids),
                        List.copyOf(sections),
                        Headline.of(changes),
                        PageRows.changes(changes),
                        PageRows.points(plane),
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
        String text = html();
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
            Files.writeString(part, text);
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the report cannot be written to '" + file + "': "
                            + e.getClass().getSimpleName() + " (" + e.getMessage() + ")",
                    e);
        }
    }

    private List<Page.Figure> curves() {
        List<Page.Figure> figures = new ArrayList<>();
        figures.addAll(drawn(p -> Quantity.INPUT.drawable(p).isPresent(), "I(X;T) by epoch", PlanePlots::inputCurves));
        figures.addAll(drawn(p -> Quantity.LABEL.drawable(p).isPresent(), "I(T;Y) by epoch", PlanePlots::labelCurves));
        return figures;
    }

    private List<Page.Figure> learning() {
        List<Page.Figure> figures = new ArrayList<>();
        figures.addAll(drawn(
                p -> LearningPlot.has(p, Quantity.INPUT),
                "Learning curves behind I(X;T)",
                PlanePlots::inputLearningCurves));
        figures.addAll(drawn(
                p -> LearningPlot.has(p, Quantity.LABEL),
                "Learning curves behind I(T;Y)",
                PlanePlots::labelLearningCurves));
        return figures;
    }

    private List<Page.Figure> drawn(
            Predicate<PlanePoint> has, String heading, Function<InformationPlane, String> draw) {
        return plane.points().stream().anyMatch(has)
                ? List.of(new Page.Figure(heading, heading, draw.apply(plane), ""))
                : List.of();
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
