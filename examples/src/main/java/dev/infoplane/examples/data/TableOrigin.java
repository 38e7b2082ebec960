package dev.infoplane.examples.data;

import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the lines of a table have in common, as a comment in its first line, so that a program that resumes the table does not
 * take results of other settings for its own.
 */
public final class TableOrigin {
    private static final String MARK = "# ";

    private TableOrigin() {}

    /** The first line of a table. */
    public static String line(Identity origin) {
        return MARK + origin.json();
    }

    /**
     * The lines of a table without the first one, if that is a comment; none if there is no such file.
     *
     * @throws IOException if the file cannot be read
     */
    public static List<String> rest(Path table) throws IOException {
        return all(table).stream().filter(line -> !line.startsWith(MARK)).toList();
    }

    /**
     * Refuses a table that was made from something else.
     *
     * @param wanted what the caller would make it from
     * @throws IOException if it was, naming each difference, or does not say what it was made from
     */
    public static void require(Path table, Identity wanted) throws IOException {
        List<String> lines = all(table);
        if (lines.isEmpty()) {
            return;
        }
        Optional<Identity> found = origin(lines.get(0));
        List<String> differences =
                found.map(wanted::differencesFrom).orElse(List.of("its first line does not say what it was made from"));
        if (!differences.isEmpty()) {
            throw new IOException("the table '" + table + "' holds other results (" + String.join("; ", differences)
                    + "); choose another file with --table");
        }
    }

    private static Optional<Identity> origin(String line) {
        try {
            return line.startsWith(MARK)
                    ? Optional.of(Identity.parse(line.substring(MARK.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> all(Path table) throws IOException {
        return Files.exists(table)
                ? new String(Files.readAllBytes(table), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
    }
}
