package dev.infoplane.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Tables of results as comma-separated values, with a header and lines that end in a line feed. */
public final class CsvTable {
    private static final String BETWEEN = " | ";
    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private final List<String> header;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    private CsvTable(List<String> header) {
        this.header = List.copyOf(header);
    }

    /** A table without rows. */
    public static CsvTable of(String... columns) {
        return new CsvTable(List.of(columns));
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column; null for an empty one. Text that a spreadsheet would take for a formula gets an apostrophe in
     *     front, which makes it text there too
     */
    public void add(@Nullable Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(
                    "a row needs " + header.size() + " cells, as the header has, got " + cells.length);
        }
        rows.add(cells.clone());
    }

    /**
     * A cell with several texts, separated by {@code " | "}. Spaces around a vertical bar inside a text are left out, so that readers can
     * split the cell at the separator, whatever the texts are.
     */
    public static String list(Collection<String> texts) {
        return texts.stream().map(t -> t.strip().replaceAll("\\s*[|]\\s*", "|")).collect(Collectors.joining(BETWEEN));
    }

    /** The text of the table. */
    public String text() {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();
        try (CSVPrinter csv = new CSVPrinter(text, format)) {
            csv.printRecord(header);
            for (@Nullable Object[] row : rows) {
                for (Object cell : row) {
                    csv.print(cell instanceof String s ? escaped(s) : cell);
                }
                csv.println();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be written to", e);
        }
        return text.toString();
    }

    private static String escaped(String value) {
        return !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }
}
