package dev.infoplane.study.execute;

import dev.infoplane.study.task.StudyTask;
import java.util.function.DoubleConsumer;

/** Does one task at a time, wherever that is. Used by one thread. */
public interface TaskRunner extends AutoCloseable {
    /**
     * Does a task and records its outputs in the store.
     *
     * @param progress is told how far it has come, from 0 to 1
     * @throws DamagedInputException if what it reads is not what was written
     * @throws TaskFailedException if the task cannot be done
     * @throws WorkerLostException if the worker that did it has gone; the task may be tried again
     * @throws InterruptedException if the thread is interrupted
     */
    void run(StudyTask task, DoubleConsumer progress)
            throws DamagedInputException, TaskFailedException, WorkerLostException, InterruptedException;

    /** Ends what belongs to it, a task in hand included. */
    @Override
    void close();
}
