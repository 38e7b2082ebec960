package dev.infoplane.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The cells of a file of numbers, line by line, with refusals of what was written in another sense than it would be read. */
final class CsvCells {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("([+-]?)(nan|inf|infinity)");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");

    /** What a decimal comma leaves of 0,05 or -0,5 if it is taken for the end of a cell. */
    private static final Pattern CUT = Pattern.compile("0\\d+|-0+");

    private static final Pattern MISSING = Pattern.compile("|\\.|-+|n/?a|<na>|null|none|missing");

    /** Two numbers in a cell, with something else than a comma between them. */
    private static final Pattern SEPARATED = Pattern.compile(";|[\\d.][\\s|:]+[+-]?[\\d.]");

    private static final Pattern WITH_COMMA = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");

    private final Path file;
    private int width;
    private boolean named;
    private boolean numberedColumns;
    private boolean points;
    private int integers;
    private boolean fractions;
    private Optional<String> cut = Optional.empty();
    private OptionalLong blank = OptionalLong.empty();

    CsvCells(Path file) {
        this.file = file;
    }

    /**
     * The names of the columns, if the first line has any.
     *
     * @param allWanted whether all columns are to be read
     */
    List<String> names(List<String> firstLine, boolean allWanted) {
        width = firstLine.size();
        named = firstLine.stream().anyMatch(cell -> number(cell).isEmpty());
        if (!named) {
            numberedColumns =
                    IntStream.range(0, width).allMatch(j -> firstLine.get(j).equals(Integer.toString(j)));
            return List.of();
        }
        if (allWanted && firstLine.stream().anyMatch(CsvCells::isNoName) || width == 1 && isNoName(firstLine.get(0))) {
            IntStream.range(0, width).forEach(j -> number(1, j, firstLine.get(j)));
        }
        if (allWanted && firstLine.contains("")) {
            throw new IllegalArgumentException("'" + file + "' cannot be read as a whole: column "
                    + (firstLine.indexOf("") + 1)
                    + " has no name, as the index of a table has none; choose columns, as '"
                    + file + ":NAME,NAME'");
        }
        List<String> names = new ArrayList<>(firstLine);
        names.set(0, names.get(0).replaceFirst("^#\\s+", ""));
        return names;
    }

    /** Whether the first line names the columns. */
    boolean areNamed() {
        return named;
    }

    /** Notes an empty line, which is a missing value if it lies between lines of one cell. */
    void blank(long line, boolean afterNumbers) {
        blank = afterNumbers && blank.isEmpty() ? OptionalLong.of(line) : blank;
    }

    /** The numbers in the chosen cells of a line. */
    double[] numbers(long line, List<String> cells, int... chosen) {
        if (width == 1 && blank.isPresent()) {
            throw new IllegalArgumentException("'" + file + "' cannot be read: line " + blank.getAsLong()
                    + " is empty, as missing values are; take this row out of all files");
        }
        if (cells.size() != width) {
            throw new IllegalArgumentException("'" + file + "' cannot be read: line " + line + " has " + cells.size()
                    + " cells, the first has " + width + "; a comma ends a cell, and decimals take a point");
        }
        if (!named && width > 1 && cut.isEmpty()) {
            cut = cells.stream()
                    .filter(cell -> CUT.matcher(cell).matches())
                    .findFirst()
                    .map(cell -> "'" + cell + "' in line " + line);
        }
        points |= cells.stream().anyMatch(cell -> cell.contains("."));
        double[] row = new double[chosen.length];
        for (int j = 0; j < row.length; j++) {
            String cell = cells.get(chosen[j]);
            row[j] = number(line, chosen[j], cell);
            boolean fraction = !INTEGER.matcher(cell).matches();
            fractions |= fraction;
            integers += fraction ? 0 : 1;
        }
        return row;
    }

    /**
     * Refuses a first line 0, 1, 2 ... before lines with fractions: such a line numbers the columns. And refuses parts of decimals that
     * commas have cut, unless the file has decimals with points.
     *
     * @throws IllegalArgumentException naming the first of them
     */
    void requireNumbersAsTheyAreMeant() {
        if (cut.isPresent() && !points) {
            throw new IllegalArgumentException("'" + file + "' cannot be read: " + cut.orElseThrow()
                    + " looks like a part of a number with a decimal comma; save decimals with points, or integers"
                    + " without zeros before them");
        }
        if (numberedColumns && fractions && (width > 1 || integers == 1)) {
            throw new IllegalArgumentException(
                    "'" + file + "' cannot be read: its first line numbers the columns from 0 to " + (width - 1)
                            + "; if it is a row of numbers, name the columns in a line before it, else remove it");
        }
    }

    private double number(long line, int column, String cell) {
        return number(cell)
                .orElseThrow(() -> new IllegalArgumentException("'" + file + "' cannot be read: '" + cell
                        + "' in line " + line + ", column " + (column + 1) + " is not a number"
                        + advice(cell)));
    }

    private static String advice(String cell) {
        if (MISSING.matcher(cell.toLowerCase(Locale.ROOT)).matches()) {
            return "; if the value is missing, take this row out of all files";
        }
        if (SEPARATED.matcher(cell).find()) {
            return "; cells are separated by commas, or by tabs in a file that ends with .tsv";
        }
        return cell.contains(",") ? "; decimals take a point" : "; labels have to be numbered";
    }

    /** The number in a cell, as Python, R and spreadsheets write it. */
    private static OptionalDouble number(String cell) {
        if (NUMBER.matcher(cell).matches()) {
            return OptionalDouble.of(Double.parseDouble(cell));
        }
        String text = cell.toLowerCase(Locale.ROOT);
        if (!NOT_FINITE.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double size = text.endsWith("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
        return OptionalDouble.of(text.startsWith("-") ? -size : size);
    }

    /** Whether a cell of the first line belongs to a line of numbers. */
    private static boolean isNoName(String cell) {
        boolean fraction = number(cell).isPresent() && !INTEGER.matcher(cell).matches();
        return fraction || WITH_COMMA.matcher(cell).matches() || cell.contains(";");
    }
}
