package dev.infoplane.benchmarks;

import dev.infoplane.storage.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rewrites the sections of the accuracy page that come from tables in {@code docs/results}, and leaves the others as they are. {@link
 * Accuracy} writes the whole page.
 *
 * <p>Argument: the page.
 */
public final class SectionsOfTables {
    /** The section before which new ones are put. */
    private static final String NEXT = "\n## n = ";

    private interface Writer {
        void write(PrintStream out) throws IOException;
    }

    private SectionsOfTables() {}

    /** Rewrites the sections. */
    public static void main(String[] args) throws IOException {
        Path page = Path.of(args[0]);
        String text = without(Files.readString(page), NeuralSection.HEADING);
        text = without(text, FurtherSection.HEADING);
        text = without(text, FurtherSection.TESTS);
        int at = text.indexOf(NEXT);
        if (at < 0) {
            throw new IllegalArgumentException(page + " has no section that begins with '" + NEXT.strip() + "'");
        }
        AtomicFiles.write(
                page,
                text.substring(0, at) + text(NeuralSection::write) + text(FurtherSection::write) + text.substring(at));
    }

    private static String text(Writer section) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        section.write(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The text without the section that begins with a heading, up to the next one. */
    private static String without(String text, String heading) {
        int from = text.indexOf("\n" + heading + "\n");
        if (from < 0) {
            return text;
        }
        int to = text.indexOf("\n## ", from + 1);
        return text.substring(0, from) + (to < 0 ? "" : text.substring(to));
    }
}
