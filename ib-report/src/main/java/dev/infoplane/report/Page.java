package dev.infoplane.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.util.HtmlEscaper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the template {@code report.mustache} is filled with. All text is escaped there, but for drawings, styles and scripts. */
record Page(
        Head head,
        List<HypothesisRow> hypotheses,
        List<ChartSection> charts,
        List<Draws> draws,
        List<Grid> grids,
        List<Claims.Claim> claims,
        List<ChangeRow> changes,
        Optional<Audit> audit,
        List<Section> sections,
        List<AmountTable> tables,
        List<WarningKind> warnings,
        List<Named> manifest,
        String data) {
    private static final String TEMPLATE = "report.mustache";

    /** What stands first. */
    record Head(String title, List<String> finding, List<String> verdicts, String extent, List<Named> facts) {
        boolean hasFinding() {
            return !finding.isEmpty() || !verdicts.isEmpty();
        }

        boolean hasFacts() {
            return !facts.isEmpty();
        }
    }

    record Named(String name, String value) {}

    record Section(String heading, List<String> paragraphs) {}

    /** Charts under one heading, and the tables of what they show if that is not in the table of points. */
    record ChartSection(String heading, List<String> text, List<Figure> figures, List<MetricTable> tables) {}

    /**
     * A chart: the name by which the script finds its place, and drawings for readers without scripts, for wide and, unless empty,
     * for narrow screens. The note, about what the drawings leave out, is for them alone.
     */
    record Figure(
            String chart,
            String label,
            Optional<String> subheading,
            String svg,
            String narrowSvg,
            String caption,
            Optional<String> note) {
        boolean hasNarrow() {
            return !narrowSvg.isEmpty();
        }
    }

    /** A grid of images. */
    record Grid(String heading, String svg, String caption) {}

    /** Grids of all hook points of a run. */
    record Draws(String run, List<Draw> grids) {}

    record Draw(int runIndex, int hookIndex, String hookPoint, String svg) {}

    record MetricTable(String name, List<String> runs, List<MetricRow> rows) {}

    record MetricRow(int epoch, List<String> values) {}

    record HypothesisRow(String claim, String effect, String interval, String correctedP, String verdict) {}

    record ChangeRow(
            String quantity,
            String run,
            String hookPoint,
            String from,
            String to,
            String difference,
            String z,
            String convergenceGap,
            String reading,
            boolean claimable) {}

    /** All values of one amount. */
    record AmountTable(String symbol, boolean hasPerDimension, List<AmountRow> rows) {}

    record AmountRow(
            String run,
            int epoch,
            String hookPoint,
            String bits,
            String interval,
            String perDimension,
            String bound,
            String noise,
            String samples,
            String steps,
            String gap,
            String unseen,
            boolean warned) {}

    record WarningRow(String text, String where) {}

    /** Warnings that begin alike. */
    record WarningKind(String kind, int count, List<WarningRow> rows) {}

    boolean hasHypotheses() {
        return !hypotheses.isEmpty();
    }

    boolean hasDraws() {
        return !draws.isEmpty();
    }

    boolean hasChanges() {
        return !changes.isEmpty();
    }

    boolean hasWarnings() {
        return !warnings.isEmpty();
    }

    boolean hasManifest() {
        return !manifest.isEmpty();
    }

    String css() {
        return Assets.CSS;
    }

    String policy() {
        return Assets.POLICY;
    }

    String licence() {
        return Assets.UPLOT_LICENCE;
    }

    List<String> scripts() {
        return Assets.SCRIPTS;
    }

    String html() {
        try (InputStream in = Page.class.getResourceAsStream(TEMPLATE);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            Mustache template = new DefaultMustacheFactory().compile(reader, TEMPLATE);
            return template.execute(new StringWriter(), this).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("the page template cannot be read", e);
        }
    }

    /** Text as it may stand in an element or an attribute. */
    static String escape(String text) {
        StringWriter out = new StringWriter();
        HtmlEscaper.escape(text, out);
        return out.toString();
    }
}
