package dev.infoplane.study.execute;

import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import dev.infoplane.study.task.TaskKinds;
import java.io.IOException;
import java.util.Collections;
import java.util.function.DoubleConsumer;

/**
 * Does tasks in this process, by some threads. A task that exhausts the memory or crashes the JVM takes the process with it; where that
 * matters, see {@link ProcessExecutor}.
 */
public final class LocalExecutor implements TaskExecutor {
    private final int threads;
    private final TaskKinds kinds;

    /**
     * Does tasks of these kinds.
     *
     * @param threads how many tasks at once
     */
    public LocalExecutor(int threads, TaskKinds kinds) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least 1 thread is needed, got " + threads);
        }
        this.threads = threads;
        this.kinds = kinds;
    }

    @Override
    public ExecutionReport execute(TaskGraph graph, ResultStore store, TaskListener listener)
            throws IOException, InterruptedException {
        kinds.requireAll(graph);
        TaskWork work = new TaskWork(kinds, store);
        return GraphExecution.run(graph, store, Collections.nCopies(threads, new Here(work)), listener);
    }

    private record Here(TaskWork work) implements TaskRunner {
        @Override
        public void run(StudyTask task, DoubleConsumer progress)
                throws DamagedInputException, TaskFailedException, InterruptedException {
            work.run(task, progress);
        }

        @Override
        public void close() {
            // tasks in hand are interrupted by those who run the threads
        }
    }
}
