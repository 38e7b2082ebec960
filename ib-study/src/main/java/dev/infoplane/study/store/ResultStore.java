package dev.infoplane.study.store;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where outputs of tasks are kept, by content, and which outputs belong to which task.
 *
 * <p>Writing the same twice, even at the same time from two machines, does no harm. A process that is killed leaves what was
 * complete. The price of one task does not depend on how many there are. Safe for use from several threads.
 */
public interface ResultStore {
    /** Where it is, for processes that open it too: see {@link ResultStores#open}. */
    URI location();

    /**
     * The outputs of a task, if it has ended well and all of them are there in full length.
     *
     * @throws IOException if the store cannot be read
     */
    Optional<TaskResult> find(TaskId task) throws IOException;

    /**
     * Writes bytes.
     *
     * @throws IOException if they cannot be written, with the reason
     */
    Blob put(AtomicFiles.Content content) throws IOException;

    /**
     * Opens bytes after checking that they are what was written.
     *
     * @throws DamagedBlobException if they are missing or others
     * @throws IOException if they cannot be read
     */
    InputStream open(Blob blob) throws IOException;

    /**
     * A file of this machine that holds these bytes, after checking that they are what was written. It is there until the store is
     * closed, if it can be, and must not be changed.
     *
     * @throws DamagedBlobException if they are missing or others
     * @throws IOException if they cannot be read
     */
    Path file(Blob blob) throws IOException;

    /**
     * Records that a task has ended well. If it had before, this replaces its outputs.
     *
     * @throws IOException if this cannot be written
     */
    void finish(StudyTask task, TaskResult result) throws IOException;

    /**
     * Forgets the outputs of a task, so that it will be done again, and deletes this blob of it.
     *
     * @throws IOException if this cannot be written
     */
    void discard(TaskId task, Blob damaged) throws IOException;

    /**
     * A folder of this machine for what a task needs to resume.
     *
     * @throws IOException if it cannot be created
     */
    Path checkpoints(TaskId task) throws IOException;
}
