package dev.infoplane.benchmarks;

import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Comma-separated results in a file. The first columns say what a row is about; a row that is there is not measured again. */
final class ResultTable {
    private final Path file;
    private final StringBuilder text;
    private final Set<String> done;

    private ResultTable(Path file, StringBuilder text, Set<String> done) {
        this.file = file;
        this.text = text;
        this.done = done;
    }

    /** The table in a file, or an empty one. */
    static ResultTable in(Path file, String header, int keyColumns) throws IOException {
        StringBuilder text = new StringBuilder(Files.exists(file) ? Files.readString(file) : header + "\n");
        Set<String> done = text.toString()
                .lines()
                .map(line -> Arrays.stream(line.split(",")).limit(keyColumns).collect(Collectors.joining(",")))
                .collect(Collectors.toCollection(HashSet::new));
        return new ResultTable(file, text, done);
    }

    /** Measures a row unless it is there. */
    void add(String key, Supplier<String> values) {
        if (done.add(key)) {
            text.append(key).append(',').append(values.get()).append('\n');
        }
    }

    /** Writes the file. */
    void save() throws IOException {
        AtomicFiles.write(file, text.toString());
    }
}
