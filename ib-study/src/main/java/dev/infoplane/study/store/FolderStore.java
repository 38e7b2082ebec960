package dev.infoplane.study.store;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskId;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results in a folder that all processes see: {@code blobs/ab/abcd…} holds bytes, {@code tasks/<id>.json} the outputs of a task,
 * {@code checkpoints/<id>} what an unfinished task keeps.
 */
public final class FolderStore extends RecordedStore implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderStore.class);
    private static final String LOCK = ".lock";

    /**
     * File systems tell times in steps of up to two seconds: of a file written so shortly ago, a change may not show in its time.
     */
    private static final long STILL_MILLIS = 2_000;

    private final Path folder;
    private final Optional<FolderLock> lock;

    /** When blobs that were checked had last been written; of those only that had not been written just then. */
    private final Map<Blob, FileTime> checked = new ConcurrentHashMap<>();

    private FolderStore(Path folder, Optional<FolderLock> lock) {
        this.folder = folder.toAbsolutePath();
        this.lock = lock;
    }

    /**
     * Takes a folder for this process, creating it if it is not there.
     *
     * @throws IOException if it cannot be written to, or another process has taken it
     */
    public static FolderStore claim(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("the folder '" + folder + "' cannot be created: " + AtomicFiles.reason(e), e);
        }
        FolderStore store = new FolderStore(folder, Optional.of(FolderLock.take(folder, "the folder", LOCK)));
        try {
            store.deleteParts();
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
        return store;
    }

    /**
     * Opens the folder of another process that has claimed it.
     *
     * @throws IOException if it is not there
     */
    public static FolderStore join(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder '" + folder + "'");
        }
        return new FolderStore(folder, Optional.empty());
    }

    /** What killed processes left half-written. */
    private void deleteParts() throws IOException {
        for (Path place : new Path[] {blobs(), tasks()}) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.list(place)) {
                    for (Path part :
                            files.filter(f -> f.toString().endsWith(".part")).toList()) {
                        Files.deleteIfExists(part);
                    }
                }
            }
        }
    }

    @Override
    public URI location() {
        return folder.toUri();
    }

    @Override
    protected Optional<String> readRecord(TaskId task) {
        try {
            return Optional.of(Files.readString(record(task)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn(
                    "the record of task {} cannot be read, so the task will be done again: {}",
                    task.shortened(),
                    AtomicFiles.reason(e));
            return Optional.empty();
        }
    }

    @Override
    protected OptionalLong length(Blob blob) throws IOException {
        try {
            return OptionalLong.of(Files.size(place(blob.sha256())));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Blob put(AtomicFiles.Content content) throws IOException {
        String digest = AtomicFiles.writeByDigest(blobs(), this::place, content);
        return new Blob(digest, Files.size(place(digest)));
    }

    @Override
    public InputStream open(Blob blob) throws IOException {
        return Files.newInputStream(file(blob));
    }

    @Override
    public Path file(Blob blob) throws IOException {
        requireLength(blob);
        Path file = place(blob.sha256());
        FileTime written = Files.getLastModifiedTime(file);
        if (!written.equals(checked.get(blob))) {
            boolean still = written.toMillis() < System.currentTimeMillis() - STILL_MILLIS;
            requireDigest(
                    blob, MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString());
            if (still) {
                checked.put(blob, written);
            }
        }
        return file;
    }

    @Override
    public void finish(StudyTask task, TaskResult result) throws IOException {
        AtomicFiles.write(record(task.id()), ResultJson.write(task, result));
        AtomicFiles.deleteFolder(folder.resolve("checkpoints").resolve(task.id().digest()));
    }

    @Override
    public void discard(TaskId task, Blob damaged) throws IOException {
        Files.deleteIfExists(record(task));
        Files.deleteIfExists(place(damaged.sha256()));
        checked.remove(damaged);
    }

    @Override
    public Path checkpoints(TaskId task) throws IOException {
        return Files.createDirectories(folder.resolve("checkpoints").resolve(task.digest()));
    }

    /** Lets others have the folder. */
    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    private Path blobs() {
        return folder.resolve(BLOBS);
    }

    private Path tasks() {
        return folder.resolve(TASKS);
    }

    private Path place(String digest) {
        return blobs().resolve(path(digest));
    }

    private Path record(TaskId task) {
        return tasks().resolve(name(task));
    }
}
