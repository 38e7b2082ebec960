package dev.infoplane.study;

import dev.infoplane.study.store.FolderLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The output folder of one study while the study runs. It belongs to one identity for ever, by its manifest, and to one process
 * at a time, by a lock on the file {@code .lock}. Nothing is written into a folder that is refused.
 */
public final class StudyFolder implements Closeable {
    private static final String LOCK = ".lock";
    private static final List<String> FOLDERS =
            List.of("points", "audit", "logs", "work", "work/blobs", "work/tasks", "work/checkpoints");
    private static final List<String> RESULTS = List.of("points", "plane.csv", "work", "plane.svg", "report.html");

    private final Path folder;
    private final Manifest manifest;
    private final FolderLock lock;

    private StudyFolder(Path folder, Manifest manifest, FolderLock lock) {
        this.folder = folder;
        this.manifest = manifest;
        this.lock = lock;
    }

    /**
     * Takes a folder for a study, creating it if it is not there.
     *
     * @throws IOException if the folder holds results of another study, even under the manifest of this one, or results without a manifest, or if another process
     *     is at work in it, or if it cannot be written to
     */
    static StudyFolder claim(Path folder, Manifest wanted) throws IOException {
        requireUsable(folder);
        requireSame(folder, wanted);
        FolderLock lock = FolderLock.take(folder, "the output folder", LOCK);
        try {
            Manifest agreed = requireSame(folder, wanted).map(wanted::after).orElse(wanted);
            agreed.write(folder);
            return new StudyFolder(folder, agreed, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What the folder was made from and with. */
    Manifest manifest() {
        return manifest;
    }

    Path path() {
        return folder;
    }

    /** @throws IOException if the folder was deleted, moved away or given to another study since it was claimed */
    void requireStillThere() throws IOException {
        boolean there = Manifest.find(folder)
                .filter(found -> found.identity().equals(manifest.identity()))
                .isPresent();
        if (!there) {
            throw new IOException("the output folder '" + folder
                    + "' was deleted or replaced while the study was running, so the study ended; start it again");
        }
    }

    private static void requireUsable(Path folder) throws IOException {
        Optional<String> obstacle = obstacle(folder);
        if (obstacle.isPresent()) {
            throw new IOException("the output folder '" + folder + "' cannot be created: " + obstacle.get());
        }
        requireWritable(folder, nearest(folder));
        for (String name : FOLDERS) {
            Path inside = folder.resolve(name);
            if (Files.exists(inside, LinkOption.NOFOLLOW_LINKS)) {
                requireWritable(folder, inside);
            }
        }
    }

    private static void requireWritable(Path folder, Path there) throws IOException {
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new IOException("the output folder '" + folder + "' cannot be written to: "
                    + obstacle(there).orElse("permission denied for '" + there + "'"));
        }
    }

    /** Why a path cannot be a folder, if it cannot: it, or something above it, is a file or a link to nothing. */
    public static Optional<String> obstacle(Path folder) {
        Path there = nearest(folder);
        if (Files.isDirectory(there)) {
            return Optional.empty();
        }
        boolean dangling = Files.isSymbolicLink(there) && !Files.exists(there);
        return Optional.of(
                "'" + there + (dangling ? "' is a link to something that does not exist" : "' is not a folder"));
    }

    /** The path itself, or what is nearest above it, of what exists. */
    private static Path nearest(Path path) {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    /** The manifest that is there, if it and all results beside it are those of the study that is wanted. */
    private static Optional<Manifest> requireSame(Path folder, Manifest wanted) throws IOException {
        Optional<Manifest> found = Manifest.find(folder);
        if (found.isEmpty()) {
            requireNoResults(folder);
            return found;
        }
        List<String> differences = wanted.identity().differencesFrom(found.get().identity());
        if (!differences.isEmpty()) {
            throw new IOException("the folder '" + folder + "' holds another study (" + String.join("; ", differences)
                    + "); choose another folder with --out");
        }
        StudyPoints.open(folder, wanted.identity());
        return found;
    }

    private static void requireNoResults(Path folder) throws IOException {
        for (String name : RESULTS) {
            Path result = folder.resolve(name);
            if (Files.exists(result) && holdsFiles(result)) {
                throw new IOException("the folder '" + folder + "' holds results ('" + name + "') but no "
                        + Manifest.FILE
                        + ", so nothing says what they were made from; choose another folder with --out,"
                        + " or delete these results");
            }
        }
    }

    private static boolean holdsFiles(Path result) throws IOException {
        try (Stream<Path> below = Files.walk(result)) {
            return below.anyMatch(Files::isRegularFile);
        }
    }

    /** Lets others have the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
