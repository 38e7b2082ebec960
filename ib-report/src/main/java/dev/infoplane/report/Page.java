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

/** What the template {@code report.mustache} is filled with. All text is escaped there, but for drawings. */
record Page(
        String title,
        List<String> finding,
        String extent,
        List<Named> facts,
        List<Claims.Claim> claims,
        Figure plane,
        List<Figure> curves,
        List<Figure> learning,
        List<Figure> grids,
        List<Section> sections,
        List<String> verdicts,
        List<ChangeRow> changes,
        List<AmountTable> tables,
        List<WarningRow> warnings,
        List<Named> manifest) {
    private static final String TEMPLATE = "report.mustache";

    record Named(String name, String value) {}

    record Section(String heading, List<String> paragraphs) {}

    /** A drawing, for wide and, unless empty, for narrow screens; the SVG goes in as it is. */
    record Figure(String heading, String label, String svg, String narrowSvg, String caption) {
        boolean hasNarrow() {
            return !narrowSvg.isEmpty();
        }
    }

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
            String perDimension,
            String bound,
            String noise,
            String samples,
            String steps,
            String gap,
            String unseen,
            boolean warned) {}

    record WarningRow(String text, String where) {}

    boolean hasFacts() {
        return !facts.isEmpty();
    }

    boolean hasCurves() {
        return !curves.isEmpty();
    }

    boolean hasLearning() {
        return !learning.isEmpty();
    }

    boolean hasGrids() {
        return !grids.isEmpty();
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
