package dev.infoplane.plane;

import com.google.common.hash.Hashing;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One file a point. A file is read once, and again only if it has changed since. */
final class PointFolder {
    private static final int MOST_NAMED = 5;

    private final Path folder;
    private final Map<Path, Seen> seen = new HashMap<>();

    /** Files are replaced, never changed, so that even two writes within one step of the clock differ in their keys. */
    private record Stamp(FileTime written, long size, Object key) {}

    private record Seen(Stamp stamp, PointKey key) {}

    /** What has changed since the last look: points that are new or other ones, and keys whose files are gone. */
    record Changes(List<PointJson.Read> points, List<PointKey> gone) {}

    PointFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException if points cannot be read, naming each file and what is wrong with it */
    Changes changes() throws IOException {
        if (!Files.exists(folder)) {
            if (!seen.isEmpty()) {
                throw new IOException("the folder '" + folder + "' was deleted while in use");
            }
            return new Changes(List.of(), List.of());
        }
        List<PointJson.Read> points = new ArrayList<>();
        Map<Path, Seen> fresh = new HashMap<>();
        List<String> problems = new ArrayList<>();
        Set<Path> present = new HashSet<>();
        for (Path file : list()) {
            present.add(file);
            try {
                Stamp stamp = stamp(file);
                if (!seen.containsKey(file) || !seen.get(file).stamp().equals(stamp)) {
                    PointJson.Read read = read(file);
                    points.add(read);
                    fresh.put(file, new Seen(stamp, read.point().key()));
                }
            } catch (NoSuchFileException e) {
                present.remove(file);
            } catch (IOException e) {
                problems.add("'" + file + "' " + AtomicFiles.reason(e));
            }
        }
        requireNone(problems, present.size());
        seen.putAll(fresh);
        List<PointKey> gone = new ArrayList<>();
        seen.entrySet()
                .removeIf(e ->
                        !present.contains(e.getKey()) && gone.add(e.getValue().key()));
        return new Changes(points, gone);
    }

    void write(PlanePoint point, int position) throws IOException {
        Path file = folder.resolve(fileName(point.key()));
        AtomicFiles.write(file, PointJson.write(point, position));
        seen.put(file, new Seen(stamp(file), point.key()));
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static Stamp stamp(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private static PointJson.Read read(Path file) throws IOException {
        PointJson.Read read = PointJson.read(text(file));
        String expected = fileName(read.point().key());
        if (!file.getFileName().toString().equals(expected)) {
            throw new IOException(
                    "is a copy or was renamed: it holds " + read.point().key() + ", whose file is '" + expected + "'");
        }
        return read;
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            throw new IOException("is empty");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("is not text in UTF-8", e);
        }
    }

    private static void requireNone(List<String> problems, int files) throws IOException {
        if (!problems.isEmpty()) {
            int more = problems.size() - MOST_NAMED;
            throw new IOException(problems.size() + " of " + files + " points cannot be read: "
                    + String.join("; ", problems.subList(0, Math.min(problems.size(), MOST_NAMED)))
                    + (more > 0 ? "; and " + more + " more" : "")
                    + ". Restore each such file from a copy, or delete it, and the point will be measured again");
        }
    }

    /** Readable, and by its end unique: keys may differ in what file names cannot hold, or in upper and lower case. */
    private static String fileName(PointKey key) {
        String readable = (key.run() + "-" + key.epoch() + "-" + key.hookPoint()).replaceAll("[^A-Za-z0-9._-]", "_");
        String exact = key.epoch() + "," + key.run().length() + "," + key.run() + key.hookPoint();
        return readable.substring(0, Math.min(readable.length(), 100)) + "-"
                + Hashing.sha256()
                        .hashString(exact, StandardCharsets.UTF_8)
                        .toString()
                        .substring(0, 12) + ".json";
    }
}
