package dev.infoplane.study.execute;

import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.task.TaskGraph;
import java.io.IOException;

/**
 * Does the tasks of a graph, each after its inputs, and keeps their outputs in a store.
 *
 * <p>Tasks whose results are in the store are not done again. A task that fails does not stop those that do not need it. Results do
 * not depend on the executor.
 */
public interface TaskExecutor {
    /**
     * Does what is missing.
     *
     * @return what became of each task; see {@link ExecutionReport#requireComplete}
     * @throws IOException if the store cannot be read or written, or no worker can be started
     * @throws InterruptedException if the calling thread is interrupted; tasks in hand are given up
     * @throws IllegalArgumentException if a kind of task is not known here
     */
    ExecutionReport execute(TaskGraph graph, ResultStore store, TaskListener listener)
            throws IOException, InterruptedException;
}
