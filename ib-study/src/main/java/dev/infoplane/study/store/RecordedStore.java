package dev.infoplane.study.store;

import dev.infoplane.study.task.TaskId;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stores of files have in common: where files lie ({@code blobs/ab/abcd…} for bytes, {@code tasks/<id>.json} for the outputs of a
 * task), and what makes a result sound. How files are read is for the store to say.
 */
public abstract class RecordedStore implements ResultStore {
    /** The folder of bytes. */
    protected static final String BLOBS = "blobs";

    /** The folder of records. */
    protected static final String TASKS = "tasks";

    private static final Logger LOG = LoggerFactory.getLogger(RecordedStore.class);

    /** For stores. */
    protected RecordedStore() {}

    /** The path of bytes below their folder, by their digest. */
    protected static String path(String sha256) {
        return sha256.substring(0, 2) + "/" + sha256;
    }

    /** The name of a record in its folder. */
    protected static String name(TaskId task) {
        return task.digest() + ".json";
    }

    /** The text of a task's record; empty if there is none. */
    protected abstract Optional<String> readRecord(TaskId task) throws IOException;

    /** How long the stored bytes are; empty if they are missing. */
    protected abstract OptionalLong length(Blob blob) throws IOException;

    @Override
    public final Optional<TaskResult> find(TaskId task) throws IOException {
        Optional<String> text = readRecord(task);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            TaskResult result = ResultJson.read(text.orElseThrow(), task);
            for (Blob blob : result.outputs().values()) {
                requireLength(blob);
            }
            return Optional.of(result);
        } catch (IOException e) {
            LOG.warn(
                    "the result of task {} is damaged, so the task will be done again: {}",
                    task.shortened(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Refuses bytes that are missing or not as long as they should be.
     *
     * @throws DamagedBlobException if they are
     */
    protected final void requireLength(Blob blob) throws IOException {
        long size = length(blob).orElseThrow(() -> new DamagedBlobException(blob, "is missing"));
        if (size != blob.bytes()) {
            throw new DamagedBlobException(blob, "has " + size + " bytes instead of " + blob.bytes());
        }
    }

    /**
     * Refuses bytes with another digest than their own.
     *
     * @param found the digest of the stored bytes
     * @throws DamagedBlobException if it is another
     */
    protected static void requireDigest(Blob blob, String found) throws DamagedBlobException {
        if (!found.equals(blob.sha256())) {
            throw new DamagedBlobException(blob, "has other content: its digest is " + found);
        }
    }
}
