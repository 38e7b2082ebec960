package dev.infoplane.report;

import dev.infoplane.estimate.NoiseCurve;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One self-contained HTML page on an information plane: charts, tables, images, and text that says what the numbers
 * claim and what they do not, made from the bound kinds and noise models that are in the plane. Charts move where scripts run and
 * are drawings elsewhere. The page loads nothing from anywhere, and the same content gives the same bytes. Text handed in is plain
 * text; a blank line starts a paragraph.
 *
 * <pre>{@code
 * HtmlReport.of("What a ResNet compresses", plane)
 *     .finding("I(X;T) of stage 3 rises until epoch 10 and then falls.")
 *     .metric("accuracy", "classifier", Map.of(0, 0.1, 10, 0.87))
 *     .draws("classifier", "stage3.out", grid)
 *     .manifest(Map.of("seed", "17"))
 *     .write(Path.of("out/report.html"));
 * }</pre>
 */
public final class HtmlReport {
    private final String title;
    private final InformationPlane plane;
    private final List<String> finding = new ArrayList<>();
    private final List<Page.Named> facts = new ArrayList<>();
    private final List<Hypothesis> hypotheses = new ArrayList<>();
    private final List<Metric> metrics = new ArrayList<>();
    private final Map<String, Map<String, String>> draws = new TreeMap<>();
    private final List<Page.Grid> grids = new ArrayList<>();
    private Optional<Audit> audit = Optional.empty();
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
        grids.add(new Page.Grid(heading, grid.svg(), caption));
        return this;
    }

    /**
     * Adds what decoders drew from the activations of one hook point of one run: a row for each epoch, the original image first.
     *
     * @throws IllegalArgumentException if the plane has no such run or hook point, or if it has images already
     */
    public HtmlReport draws(String run, String hookPoint, SampleGrid grid) {
        requireKnown("run", run, plane.runs());
        requireKnown("hook point", hookPoint, plane.hookPoints());
        String before = draws.computeIfAbsent(run, r -> new LinkedHashMap<>()).putIfAbsent(hookPoint, grid.svg());
        if (before != null) {
            throw new IllegalArgumentException(
                    "there are images of hook point '" + hookPoint + "' of run '" + run + "' already");
        }
        return this;
    }

    /**
     * Adds one number of the network of a run by epoch, such as its accuracy or its reconstruction loss. Numbers of one name share a
     * chart. Values that are not finite are left out of the chart and named in its table.
     *
     * @param name what the number is, with its unit if it has one
     * @throws IllegalArgumentException if the plane has no such run, if there is no value, or if this number of the run was given
     *     already
     */
    public HtmlReport metric(String name, String run, Map<Integer, Double> byEpoch) {
        requireKnown("run", run, plane.runs());
        if (byEpoch.isEmpty()) {
            throw new IllegalArgumentException("the metric '" + name + "' of run '" + run + "' has no values");
        }
        if (metrics.stream().anyMatch(m -> m.name().equals(name) && m.run().equals(run))) {
            throw new IllegalArgumentException("there is a metric '" + name + "' of run '" + run + "' already");
        }
        metrics.add(new Metric(name, run, new TreeMap<>(byEpoch)));
        return this;
    }

    /** Adds claims that were put to the test; they stand in a table near the top, in this order. */
    public HtmlReport hypotheses(Collection<Hypothesis> tested) {
        hypotheses.addAll(tested);
        return this;
    }

    /**
     * Adds how much of what layers hold is left when noise is added to them: a chart, and the values with what they claim.
     *
     * @param curves by the name of the layer, in the order of the map
     * @throws IllegalArgumentException if no curve has a finite value
     */
    public HtmlReport noise(Map<String, NoiseCurve> curves) {
        String heading = "Information through noise";
        grids.add(new Page.Grid(
                heading,
                NoisePlot.draw(curves),
                "I(X; T + N(0, σ²)), the information about activations to which independent Gaussian noise is added. Without"
                        + " noise a deterministic network keeps all of a discrete input, however small the differences are"
                        + " that tell inputs apart; what is lost at a sigma hangs on differences of that size. The same"
                        + " decoders read all values, with the same claims as above."));
        sections.add(new Page.Section(heading + ", values", NoisePlot.text(curves)));
        return this;
    }

    /**
     * Lays beside the plane what another family of decoders reads of the same points: a table that says where it reads more.
     *
     * @param second the same points, as the other family reads I(X;T) of them
     * @param how which family that is, and at what cost
     * @throws IllegalArgumentException if the two have no point in common
     */
    public HtmlReport audit(InformationPlane second, String how) {
        audit = Optional.of(Audit.of(plane, second, how));
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
                        new Page.Head(
                                title,
                                List.copyOf(finding),
                                Headline.of(changes, hypotheses),
                                extent(),
                                List.copyOf(facts)),
                        PageRows.hypotheses(hypotheses),
                        Figures.of(plane, metrics),
                        PageRows.draws(draws, plane),
                        List.copyOf(grids),
                        Claims.of(plane),
                        PageRows.changes(changes),
                        audit,
                        List.copyOf(sections),
                        PageRows.tables(plane),
                        PageRows.warnings(plane),
                        List.copyOf(manifest),
                        PageData.json(plane, metrics))
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

    private static void requireKnown(String what, String name, List<String> known) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException("the plane has no " + what + " '" + name + "', but " + known);
        }
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
