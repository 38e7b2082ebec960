package dev.infoplane.spark;

import dev.infoplane.study.execute.DamagedInputException;
import dev.infoplane.study.execute.ExecutionReport;
import dev.infoplane.study.execute.GraphExecution;
import dev.infoplane.study.execute.TaskAnswer;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.execute.TaskFailedException;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.execute.TaskRunner;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import dev.infoplane.study.task.TaskKinds;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.DoubleConsumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Does tasks on an Apache Spark cluster, one Spark task for each.
 *
 * <p>The driver sends a task as a line of text and receives a line that says how it ended. Outputs go from where they are computed to
 * the store, which every machine must see under the same location: a folder on a shared file system ({@code FolderStore}), or whatever
 * Hadoop has a file system for ({@link HadoopStore}).
 *
 * <p>Spark tries a task that takes its executor with it {@code spark.task.maxFailures} times, 4 unless set, and does it on another
 * machine if one is lost. Speculative execution does no harm. Progress within a task is not told. Kinds of task must be on the class
 * path of executors, and inputs of the engine, such as one thread for each core, belong into
 * {@code spark.executor.extraJavaOptions}.
 */
public final class SparkExecutor implements TaskExecutor {
    private final JavaSparkContext context;
    private final int atOnce;

    private SparkExecutor(JavaSparkContext context, int atOnce) {
        this.context = context;
        this.atOnce = atOnce;
    }

    /** On the cluster of a context, with as many tasks at once as it has cores now. The context stays open. */
    public static SparkExecutor on(JavaSparkContext context) {
        return new SparkExecutor(context, Math.max(1, context.defaultParallelism()));
    }

    /**
     * With another number of tasks at once; where a cluster grows, the cores it will have.
     *
     * @param tasks 1 or more
     */
    public SparkExecutor atOnce(int tasks) {
        if (tasks < 1) {
            throw new IllegalArgumentException("at least 1 task at once is needed, got " + tasks);
        }
        return new SparkExecutor(context, tasks);
    }

    @Override
    public ExecutionReport execute(TaskGraph graph, ResultStore store, TaskListener listener)
            throws IOException, InterruptedException {
        TaskKinds.installed().requireAll(graph);
        Runner runner = new Runner(context, new RemoteWork(store.location().toString()));
        return GraphExecution.run(graph, store, Collections.nCopies(atOnce, runner), listener);
    }

    private record Runner(JavaSparkContext context, RemoteWork work) implements TaskRunner {
        @Override
        public void run(StudyTask task, DoubleConsumer progress)
                throws DamagedInputException, TaskFailedException, InterruptedException {
            JavaFutureAction<List<String>> answer = submit(task);
            try {
                TaskAnswer.parse(answer.get().get(0)).requireDone();
            } catch (ExecutionException e) {
                String reason = String.valueOf(e.getCause().getMessage());
                throw new TaskFailedException(
                        "Spark gave up: " + reason.lines().findFirst().orElse(reason), e);
            } catch (InterruptedException e) {
                answer.cancel(true);
                throw e;
            }
        }

        private JavaFutureAction<List<String>> submit(StudyTask task) {
            synchronized (context) { // a description belongs to a thread, and threads are shared
                context.setCallSite(task.toString());
                try {
                    return context.parallelize(List.of(task.toJson()), 1)
                            .map(work)
                            .collectAsync();
                } finally {
                    context.clearCallSite();
                }
            }
        }

        @Override
        public void close() {
            // the context belongs to the caller
        }
    }
}
