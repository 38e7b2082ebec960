package dev.infoplane.plane;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Points of a plane on disk: one JSON file a point, complete to the last contribution, and {@code plane.csv}, the table a
 * person reads. Every file is written whole and then moved into place, so that a killed run leaves no half of anything; a
 * run that is started again finds its points here. Several processes may write different runs into one folder.
 */
public final class PlaneStore {
    private static final String POINTS = "points";

    private final Path folder;
    private final Map<PointKey, PlanePoint> known = new TreeMap<>();
    private final List<PointKey> order = new ArrayList<>();
    private final Map<Path, FileTime> read = new HashMap<>();

    private PlaneStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder, creating it if need be, and reads the points that are there.
     *
     * @throws UncheckedIOException if the folder cannot be written to or a point cannot be read
     */
    public static PlaneStore open(Path folder) {
        PlaneStore store = new PlaneStore(folder);
        try {
            Files.createDirectories(folder.resolve(POINTS));
            if (!Files.isWritable(folder) || !Files.isWritable(folder.resolve(POINTS))) {
                throw new AccessDeniedException(folder.toString());
            }
            store.refresh();
        } catch (IOException e) {
            throw new UncheckedIOException("the output folder '" + folder + "' cannot be written to: " + reason(e), e);
        }
        return store;
    }

    /**
     * Writes a point and the table anew; a point with the same key is replaced. A point that could not be written is not
     * known afterwards.
     *
     * @throws UncheckedIOException if the folder cannot be written to
     */
    public synchronized void put(PlanePoint point) {
        Path file = folder.resolve(POINTS).resolve(fileName(point.key()));
        int position = known.containsKey(point.key()) ? order.indexOf(point.key()) : order.size();
        try {
            write(file, PointJson.write(point, position));
            read.put(file, Files.getLastModifiedTime(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + point.key() + " to '" + folder + "': " + reason(e), e);
        }
        remember(point);
        writeTable();
    }

    /** A point that is already measured, if it is. */
    public synchronized Optional<PlanePoint> find(PointKey key) {
        return Optional.ofNullable(known.get(key));
    }

    /**
     * Reads what other processes have written since.
     *
     * @throws UncheckedIOException if a point cannot be read, naming its file
     */
    public synchronized void refresh() {
        record Entry(int position, PlanePoint point) {}
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(POINTS))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                FileTime written = Files.getLastModifiedTime(file);
                if (written.equals(read.get(file))) {
                    continue;
                }
                PointJson.Read content = PointJson.read(Files.readString(file), file);
                entries.add(new Entry(content.position(), content.point()));
                read.put(file, written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the points in '" + folder + "': " + reason(e), e);
        }
        entries.sort(Comparator.comparingInt(Entry::position));
        entries.forEach(e -> remember(e.point()));
    }

    /**
     * Writes {@code plane.csv} from all points in the folder, those of other processes included.
     *
     * @throws UncheckedIOException if the folder cannot be written to or a point cannot be read
     */
    public synchronized void writeTable() {
        refresh();
        try {
            write(folder.resolve("plane.csv"), PlaneCsv.write(plane()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write plane.csv to '" + folder + "': " + reason(e), e);
        }
    }

    /** All points known. */
    public synchronized InformationPlane plane() {
        return InformationPlane.of(order.stream().map(known::get).toList());
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    private void remember(PlanePoint point) {
        if (known.put(point.key(), point) == null) {
            order.add(point.key());
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

    private static void write(Path target, String text) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.writeString(part, text);
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " (" + e.getMessage() + ")";
    }
}
