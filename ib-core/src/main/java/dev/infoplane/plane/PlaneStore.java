package dev.infoplane.plane;

import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Points of a plane on disk: one JSON file a point, complete to the last contribution, and {@code plane.csv}, the table a
 * person reads. Every file is written whole and then moved into place, so that a killed run leaves no half of anything; a
 * run that is started again finds its points here. Several processes may write different runs into one folder.
 *
 * <p>A point says what it was measured from ({@link Provenance}). A point that contradicts what the folder holds of its run is
 * refused: another architecture, another network at the same epoch, another way of capturing or measuring the same hook point,
 * or another result under the same key. So nobody finds, or continues, the results of something else, and no stored result is
 * overwritten by a different one.
 */
public final class PlaneStore {
    private final Path folder;
    private final PointFolder points;
    private final Map<PointKey, Entry> known = new TreeMap<>();
    private final Set<PointKey> own = new HashSet<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private RunConsistency consistency = new RunConsistency();

    private record Entry(int position, PlanePoint point) {}

    private PlaneStore(Path folder) {
        this.folder = folder;
        this.points = new PointFolder(folder.resolve("points"));
    }

    /**
     * Opens a folder and reads the points that are there. Nothing is created before the first point is put.
     *
     * @throws UncheckedIOException if the folder cannot be written to, or if points cannot be read, naming their files
     */
    public static PlaneStore open(Path folder) {
        PlaneStore store = new PlaneStore(folder);
        try {
            requireWritable(folder.resolve("points").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the output folder '" + folder + "' cannot be written to: " + AtomicFiles.reason(e), e);
        }
        store.refresh();
        return store;
    }

    /**
     * Writes a point and renews the table. Its hook point comes where it came before, and a new one after all others. A point
     * with the same key must be equal, but the new one may have a quantity more. A point that could not be written is not
     * known afterwards.
     *
     * @throws UncheckedIOException if the folder cannot be written to
     * @throws IllegalStateException if the point contradicts what the folder holds of its run, or if another result has its
     *     key, naming each difference
     */
    public synchronized void put(PlanePoint point) {
        put(point, this::usualPosition);
    }

    /**
     * Writes a point whose hook point has a known place in the network, otherwise as {@link #put(PlanePoint)} does. The hook
     * points of a plane come in the order of their positions, whichever was measured first.
     *
     * @param position how many hook points the network computes before this one
     */
    public synchronized void put(PlanePoint point, int position) {
        if (position < 0) {
            throw new IllegalArgumentException("the position of a hook point must be 0 or more, got " + position);
        }
        put(point, hookPoint -> position);
    }

    private void put(PlanePoint point, ToIntFunction<String> positionOf) {
        try {
            take(points.changes());
        } catch (IOException e) {
            throw unwritable(point.key(), e);
        }
        requireConsistent(point);
        write(point, positionOf.applyAsInt(point.key().hookPoint()));
        table();
    }

    private void write(PlanePoint point, int position) {
        try {
            points.write(point, position);
        } catch (IOException e) {
            throw unwritable(point.key(), e);
        }
        own.add(point.key());
        remember(new Entry(position, point));
    }

    private UncheckedIOException unwritable(PointKey key, IOException e) {
        return new UncheckedIOException("cannot write " + key + " to '" + folder + "': " + AtomicFiles.reason(e), e);
    }

    /**
     * Puts these hook points first, in this order; others follow in the order they had. Renews the table.
     *
     * @throws UncheckedIOException if the folder cannot be written to
     */
    public synchronized void order(List<String> hookPoints) {
        refresh();
        List<String> order = Stream.concat(hookPoints.stream(), plane().hookPoints().stream())
                .distinct()
                .toList();
        for (Entry entry : List.copyOf(known.values())) {
            int position = order.indexOf(entry.point().key().hookPoint());
            if (position != entry.position()) {
                write(entry.point(), position);
            }
        }
        table();
    }

    /** A point that is already measured, if it is. What it was measured from is for the caller to check. */
    public synchronized Optional<PlanePoint> find(PointKey key) {
        return Optional.ofNullable(known.get(key)).map(Entry::point);
    }

    /**
     * A point that is already measured, if it is, read from disk if another process wrote it.
     *
     * @param from what the caller would measure it from
     * @throws IllegalStateException if this contradicts what the folder holds of the run, naming each difference
     * @throws UncheckedIOException if a point cannot be read, naming its file
     */
    public synchronized Optional<PlanePoint> find(PointKey key, Provenance from) {
        refresh();
        requireNone(contradictions(key, from), key);
        return find(key);
    }

    /**
     * Reads what other processes have written since, and forgets points whose files were deleted.
     *
     * @throws UncheckedIOException if points cannot be read, naming their files
     */
    public synchronized void refresh() {
        try {
            take(points.changes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the points in '" + folder + "': " + AtomicFiles.reason(e), e);
        }
    }

    /**
     * Writes {@code plane.csv} from all points in the folder, those of other processes included.
     *
     * @throws UncheckedIOException if the folder cannot be written to or a point cannot be read
     */
    public synchronized void writeTable() {
        refresh();
        table();
    }

    /** All points known. */
    public synchronized InformationPlane plane() {
        return InformationPlane.of(known.values().stream()
                .sorted(Comparator.comparingInt(Entry::position))
                .map(Entry::point)
                .toList());
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    private void table() {
        try {
            AtomicFiles.write(folder.resolve("plane.csv"), PlaneCsv.write(plane()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write plane.csv to '" + folder + "': " + AtomicFiles.reason(e), e);
        }
    }

    private void take(PointFolder.Changes changes) {
        if (!changes.gone().isEmpty()) {
            known.keySet().removeAll(changes.gone());
            consistency = new RunConsistency();
            known.values().forEach(e -> consistency.add(e.point()));
        }
        for (PointJson.Read read : changes.points()) {
            PlanePoint point = read.point();
            if (own.contains(point.key())
                    && !differences(find(point.key()).orElse(point), point).isEmpty()) {
                throw new IllegalStateException("another process writes the run '"
                        + point.key().run() + "' into '" + folder + "' too: it has replaced " + point.key());
            }
            remember(new Entry(read.position(), point));
        }
    }

    private void remember(Entry entry) {
        known.put(entry.point().key(), entry);
        positions.merge(entry.point().key().hookPoint(), entry.position(), Math::min);
        consistency.add(entry.point());
    }

    /** A hook point whose points were deleted gets its old place as long as this store is open. */
    private int usualPosition(String hookPoint) {
        int next = positions.values().stream().mapToInt(p -> p + 1).max().orElse(0);
        return positions.getOrDefault(hookPoint, next);
    }

    private void requireConsistent(PlanePoint point) {
        List<String> lines = new ArrayList<>(point.provenance()
                .map(from -> contradictions(point.key(), from))
                .orElse(List.of()));
        if (lines.isEmpty()) {
            find(point.key()).ifPresent(before -> lines.addAll(differences(before, point)));
        }
        requireNone(lines, point.key());
    }

    private List<String> contradictions(PointKey key, Provenance from) {
        List<String> lines = new ArrayList<>(consistency.contradictions(key, from));
        find(key)
                .ifPresent(before -> lines.addAll(before.provenance()
                        .map(from::differencesFrom)
                        .orElse(List.of("the stored point does not say what it was measured from"))));
        return lines.stream().distinct().toList();
    }

    private static List<String> differences(PlanePoint before, PlanePoint now) {
        if (before.provenance().isPresent() != now.provenance().isPresent()) {
            return List.of("only one of the two points says what it was measured from");
        }
        List<String> lines = new ArrayList<>();
        now.provenance()
                .ifPresent(
                        p -> lines.addAll(p.differencesFrom(before.provenance().orElseThrow())));
        lines.addAll(EstimateDifferences.of("I(X;T)", before.inputInformation(), now.inputInformation()));
        lines.addAll(EstimateDifferences.of("I(T;Y)", before.labelInformation(), now.labelInformation()));
        return lines;
    }

    private void requireNone(List<String> contradictions, PointKey key) {
        if (!contradictions.isEmpty()) {
            boolean ofNetwork = contradictions.stream().anyMatch(line -> line.contains("network"));
            throw new IllegalStateException("'" + folder + "' holds other results of run '" + key.run()
                    + "', to which " + key + " does not belong: " + String.join("; ", contradictions)
                    + ". Nothing was overwritten. Choose another run name or another folder, or delete the points of this"
                    + " run to measure them again"
                    + (ofNetwork
                            ? ". If the network was trained before this session, say after how many epochs with"
                                    + " startingAtEpoch(n)"
                            : ""));
        }
    }

    private static void requireWritable(Path points) throws IOException {
        Path there = points;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new NotDirectoryException("'" + there + "' is a file, and a folder was expected");
        }
        if (!Files.isWritable(there)) {
            throw new AccessDeniedException(there.toString());
        }
    }
}
