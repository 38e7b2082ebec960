package dev.infoplane.examples.data;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A CSV file that a program adds to, and finds again when it resumes. Lines are grouped by a key, which is their first cells. The file
 * is rewritten whole with every group.
 */
public final class ResumedTable {
    private final Path file;
    private final Identity origin;
    private final String header;
    private final int keyCells;
    private final Map<String, List<String>> groups = new LinkedHashMap<>();

    /**
     * Opens a table; it is empty if there is no such file.
     *
     * @param origin what all lines have in common: everything that determines them and is not in their keys
     * @param header names of the columns
     * @param keyCells how many cells make a key; no comma may be in them
     * @throws IOException if the file was made from anything else, has other columns, or cannot be read
     */
    public ResumedTable(Path file, Identity origin, String header, int keyCells) throws IOException {
        this.file = file.toAbsolutePath();
        this.origin = origin;
        this.header = header;
        this.keyCells = keyCells;
        TableOrigin.require(file, origin);
        List<String> lines = TableOrigin.rest(file);
        if (!lines.isEmpty()) {
            if (!lines.get(0).equals(header)) {
                throw new IOException("the table '" + file + "' has other columns; expected '" + header
                        + "'; choose another file with --table");
            }
            put(lines.subList(1, lines.size()));
        }
    }

    /** Whether there are lines that start with these cells. */
    public boolean has(Object... key) {
        return groups.containsKey(Arrays.stream(key).map(Object::toString).collect(Collectors.joining(",")));
    }

    /**
     * Adds whole groups of lines and writes the file.
     *
     * @throws IOException if it cannot be written
     */
    public void add(List<String> lines) throws IOException {
        put(lines);
        AtomicFiles.write(
                file,
                Stream.concat(
                                Stream.of(TableOrigin.line(origin), header),
                                groups.values().stream().flatMap(List::stream))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    private void put(List<String> lines) {
        for (String line : lines) {
            String key = Arrays.stream(line.split(",", -1)).limit(keyCells).collect(Collectors.joining(","));
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(line);
        }
    }
}
