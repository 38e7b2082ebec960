package dev.infoplane.study.task;

import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** What a task sees of the world while it runs. */
public interface TaskContext {
    /** The task. */
    StudyTask task();

    /**
     * Opens an output of an input. Its content is known to be what was written.
     *
     * @param input what the input is to this task
     * @param output which of its outputs
     * @throws IllegalArgumentException if there is no such input or output, naming those there are
     * @throws IOException if it cannot be read
     */
    InputStream read(String input, String output) throws IOException;

    /**
     * As {@link #read}, for outputs of which parts are needed, or that are larger than memory: a file of this machine, which is there
     * and stays as it is for as long as the task runs. It must not be changed.
     *
     * @param input what the input is to this task
     * @param output which of its outputs
     * @throws IllegalArgumentException if there is no such input or output, naming those there are
     * @throws IOException if it cannot be read
     */
    Path file(String input, String output) throws IOException;

    /**
     * Writes an output. Outputs can be seen by others once the whole task has ended.
     *
     * @param output a name of its own among the outputs of this task
     * @throws IOException if it cannot be written
     */
    void write(String output, AtomicFiles.Content content) throws IOException;

    /**
     * A folder for this task alone that outlives a killed process: for checkpoints to resume from. It is deleted when the task has
     * ended well. On another machine it may be empty.
     *
     * @throws IOException if it cannot be created
     */
    Path checkpoints() throws IOException;

    /**
     * Says how far it has come.
     *
     * @param share from 0 to 1
     */
    void progress(double share);
}
