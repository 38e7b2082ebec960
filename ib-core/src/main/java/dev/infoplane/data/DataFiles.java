package dev.infoplane.data;

import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads numbers from files of the formats this package knows, by the ends of their names. */
public final class DataFiles {
    private DataFiles() {}

    /**
     * Reads {@code FILE.npy}, {@code FILE.npz:NAME} (the name can be left out if there is one array), {@code FILE.csv} or
     * {@code FILE.tsv}, and of these also {@code FILE.csv:COLUMN,COLUMN}, columns by name or number.
     *
     * @throws IllegalArgumentException if there is no such file, array or column, or it cannot be read, in one sentence
     * @throws UncheckedIOException if the file system fails
     */
    public static NumberArray read(String source) {
        try {
            int colon = source.lastIndexOf(':');
            boolean whole = colon < 2 || exists(source);
            String name = whole ? source : source.substring(0, colon);
            String part = whole ? "" : source.substring(colon + 1);
            Path file = Path.of(name);
            if (!whole && part.isBlank()) {
                throw new IllegalArgumentException("nothing is named after the colon of '" + source + "'");
            }
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(
                        Files.isDirectory(file) ? "'" + name + "' is a folder" : "there is no file '" + name + "'");
            }
            if (ends(name, ".npz")) {
                return ofNpz(file, part);
            }
            if (ends(name, ".npy") && part.isEmpty()) {
                return Npy.read(file);
            }
            if (ends(name, ".csv") || ends(name, ".tsv")) {
                return Csv.read(file, part.isEmpty() ? List.of() : List.of(part.split(",")));
            }
            throw new IllegalArgumentException(
                    part.isEmpty()
                            ? "'" + name + "' has no ending that is known: .npy, .npz, .csv or .tsv"
                            : "'" + name + "' holds one array, so that ':" + part + "' means nothing");
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + source + "' is no name of a file: " + e.getReason(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("'" + source + "' cannot be read: " + AtomicFiles.reason(e), e);
        }
    }

    /**
     * Reads samples, as {@link #read} does; complaints name the source.
     *
     * @throws IllegalArgumentException as {@link #read} does, and as {@link NumberArray#samples} does
     */
    public static Samples samples(String source) {
        NumberArray array = read(source);
        try {
            return array.samples();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + source + "': " + e.getMessage(), e);
        }
    }

    private static boolean ends(String name, String ending) {
        return name.toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private static boolean exists(String name) {
        return Files.exists(Path.of(name));
    }

    private static NumberArray ofNpz(Path file, String part) throws IOException {
        List<String> names = Npy.names(file);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("'" + file + "' holds no arrays");
        }
        if (part.isEmpty() && names.size() != 1) {
            throw new IllegalArgumentException("'" + file + "' holds " + names.size() + " arrays; choose one as '"
                    + file + ":NAME' of " + String.join(", ", names));
        }
        return Npy.read(file, part.isEmpty() ? names.get(0) : part);
    }
}
