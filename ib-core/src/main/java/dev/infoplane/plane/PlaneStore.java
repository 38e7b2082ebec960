package dev.infoplane.plane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /** Writes a point and the table anew; a point with the same key is replaced. */
    public synchronized void put(PlanePoint point) {
        remember(point);
        try {
            write(
                    folder.resolve(POINTS).resolve(fileName(point.key())),
                    PointJson.write(point, order.indexOf(point.key())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + point.key() + " to '" + folder + "': " + reason(e), e);
        }
        writeTable();
    }

    /** A point that is already measured, if it is. */
    public synchronized Optional<PlanePoint> find(PointKey key) {
        return Optional.ofNullable(known.get(key));
    }

    /** Reads what other processes have written since. */
    public synchronized void refresh() {
        record Entry(int position, PlanePoint point) {}
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(POINTS))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                PointJson.Read read = PointJson.read(Files.readString(file), file);
                entries.add(new Entry(read.position(), read.point()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the points in '" + folder + "': " + reason(e), e);
        }
        entries.sort(Comparator.comparingInt(Entry::position));
        entries.forEach(e -> remember(e.point()));
    }

    /** Writes {@code plane.csv} from all points known. */
    public synchronized void writeTable() {
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

    private static String fileName(PointKey key) {
        return (key.run() + "-" + key.epoch() + "-" + key.hookPoint()).replaceAll("[^A-Za-z0-9._-]", "_") + ".json";
    }

    private static void write(Path target, String text) throws IOException {
        Path part =
                Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
        Files.writeString(part, text);
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " (" + e.getMessage() + ")";
    }
}
