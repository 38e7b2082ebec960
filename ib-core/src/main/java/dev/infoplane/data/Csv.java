package dev.infoplane.data;

import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.AtomicFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Numbers in comma-separated text (tab-separated in files named {@code .tsv}), a sample a line. A first line in which
 * something is not a number names the columns.
 *
 * <p>Text that other conventions would read in another way is refused: decimal commas, other separators, an index without a name, and
 * columns that are numbered in the first line. So are empty lines between the lines of a single column, which are missing values: other files
 * would no longer match row by row. Elsewhere empty lines are passed over, and so is a # before the names.
 */
public final class Csv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Csv() {}

    /**
     * Reads all columns; a file of one column gives one number a row.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a cell is not a number or a line has another length, naming the line
     */
    public static NumberArray read(Path file) throws IOException {
        return read(file, List.of());
    }

    /**
     * Reads some columns in the given order.
     *
     * @param columns their names, or their numbers from 1 on; all columns if empty
     * @throws IllegalArgumentException as {@link #read(Path)}, and if there is no such column, listing those there are
     */
    public static NumberArray read(Path file, List<String> columns) throws IOException {
        CSVFormat format =
                file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv") ? CSVFormat.TDF : CSVFormat.DEFAULT;
        List<double[]> rows = new ArrayList<>();
        CsvCells cells = new CsvCells(file);
        int[] chosen = null;
        try (Reader reader = withoutByteOrderMark(Files.newBufferedReader(file));
                CSVParser parser = format.builder()
                        .setTrim(true)
                        .setIgnoreEmptyLines(false)
                        .get()
                        .parse(reader)) {
            for (CSVRecord line : parser) {
                if (line.size() == 1 && line.get(0).isEmpty()) {
                    cells.blank(parser.getCurrentLineNumber(), !rows.isEmpty());
                    continue;
                }
                boolean first = chosen == null;
                if (first) {
                    List<String> names = cells.names(line.toList(), columns.isEmpty());
                    chosen = choose(file, columns, names, line.size());
                }
                if (!first || !cells.areNamed()) {
                    rows.add(cells.numbers(parser.getCurrentLineNumber(), line.toList(), chosen));
                }
            }
        } catch (CharacterCodingException e) {
            throw notUtf8(file, e);
        } catch (UncheckedIOException e) {
            throw malformed(file, e.getCause());
        }
        cells.requireNumbersAsTheyAreMeant();
        int d = chosen == null ? 0 : chosen.length;
        double[] values = new double[Math.multiplyExact(rows.size(), d)];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * d, d);
        }
        return d == 1 ? NumberArray.of(values, rows.size()) : NumberArray.of(values, rows.size(), d);
    }

    private static IllegalArgumentException notUtf8(Path file, CharacterCodingException e) {
        return new IllegalArgumentException(
                "'" + file + "' cannot be read: it is not text in UTF-8; save it in this encoding", e);
    }

    /** What the parser meets within a file: bytes that are no text, or quotes that are never closed. */
    private static RuntimeException malformed(Path file, IOException e) {
        return e instanceof CharacterCodingException coding
                ? notUtf8(file, coding)
                : new IllegalArgumentException("'" + file + "' cannot be read: " + e.getMessage(), e);
    }

    /** Writes samples, a row a line, without a header; the file is complete or as it was. */
    public static void write(Path file, Samples samples) throws IOException {
        AtomicFiles.write(file, out -> {
            CSVPrinter csv = new CSVPrinter(
                    new OutputStreamWriter(out, StandardCharsets.UTF_8),
                    CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get());
            for (int i = 0; i < samples.rows(); i++) {
                for (int j = 0; j < samples.dimensions(); j++) {
                    csv.print(samples.get(i, j));
                }
                csv.println();
            }
            csv.flush();
        });
    }

    private static int[] choose(Path file, List<String> columns, List<String> names, int width) {
        return columns.isEmpty()
                ? IntStream.range(0, width).toArray()
                : columns.stream()
                        .mapToInt(column -> place(file, column.trim(), names, width))
                        .toArray();
    }

    private static int place(Path file, String column, List<String> names, int width) {
        if (names.contains(column)) {
            return names.indexOf(column);
        }
        if (column.matches("[1-9]\\d{0,8}") && Integer.parseInt(column) <= width) {
            return Integer.parseInt(column) - 1;
        }
        throw new IllegalArgumentException("'" + file + "' has no column '" + column + "'; it has "
                + (names.isEmpty() ? "the numbers 1 to " + width : String.join(", ", names)));
    }

    /** Spreadsheets begin files in UTF-8 with a mark that is no part of the first cell. */
    private static Reader withoutByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }
}
