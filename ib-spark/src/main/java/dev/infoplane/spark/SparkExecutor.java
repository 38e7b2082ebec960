package dev.infoplane.spark;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.execute.DamagedInputException;
import dev.infoplane.study.execute.ExecutionReport;
import dev.infoplane.study.execute.GraphExecution;
import dev.infoplane.study.execute.TaskAnswer;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.execute.TaskFailedException;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.execute.TaskRunner;
import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import dev.infoplane.study.task.TaskKinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Does tasks on an Apache Spark cluster, one Spark task for each.
 *
 * <p>The driver sends a task as a line of text and receives a line that says how it ended. Outputs go from where they are computed to
 * the store, which every machine must see under the same location: a folder on a shared file system ({@code FolderStore}), or whatever
 * Hadoop has a file system for ({@link HadoopStore}). Nothing is done on a machine that sees another store there.
 *
 * <p>Spark tries a task that takes its executor with it {@code spark.task.maxFailures} times, 4 unless set, and does it on another
 * machine if one is lost. Speculative execution does no harm. Progress within a task is not told. Kinds of task must be on the class
 * path of executors, and inputs of the engine, such as one thread for each core, belong into
 * {@code spark.executor.extraJavaOptions}.
 */
public final class SparkExecutor implements TaskExecutor {
    /** Network file systems may show what another machine has written only after a minute. */
    private static final int SECONDS_UNTIL_SEEN = 90;

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

    /** @throws IOException also if executors cannot do tasks: they lack classes, or do not see the store */
    @Override
    public ExecutionReport execute(TaskGraph graph, ResultStore store, TaskListener listener)
            throws IOException, InterruptedException {
        TaskKinds.installed().requireAll(graph);
        Blob marker = store.put(out -> out.write(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII)));
        try {
            Runner runner = new Runner(context, store, new RemoteWork(store, marker));
            runner.requireReady();
            return GraphExecution.run(graph, store, Collections.nCopies(atOnce, runner), listener);
        } finally {
            store.discard(StudyTask.of(Identity.of("store of a driver", 1)).id(), marker);
        }
    }

    private record Runner(JavaSparkContext context, ResultStore store, RemoteWork work) implements TaskRunner {
        void requireReady() throws IOException, InterruptedException {
            try {
                String answer = answer("is the cluster ready?", RemoteWork.NOTHING);
                if (!answer.equals(RemoteWork.READY)) {
                    throw new IOException("no answer of an executor: '" + answer + "'");
                }
            } catch (ExecutionException e) {
                throw new IOException("no executor can do tasks: " + reason(e), e);
            }
        }

        @Override
        public void run(StudyTask task, DoubleConsumer progress)
                throws DamagedInputException, TaskFailedException, InterruptedException {
            try {
                TaskAnswer.parse(answer(task.toString(), task.toJson())).requireDone();
                requireSeen(task);
            } catch (ExecutionException e) {
                throw new TaskFailedException("Spark gave up: " + reason(e), e);
            } catch (IOException e) {
                throw new TaskFailedException("its results cannot be read: " + e.getMessage(), e);
            }
        }

        private String answer(String description, String task) throws ExecutionException, InterruptedException {
            JavaFutureAction<List<String>> answer;
            try {
                answer = submit(description, task);
            } catch (IllegalStateException e) { // a context that was stopped
                throw new ExecutionException(e);
            }
            try {
                return answer.get().get(0);
            } catch (InterruptedException e) {
                answer.cancel(true);
                throw e;
            }
        }

        private JavaFutureAction<List<String>> submit(String description, String task) {
            synchronized (context) { // a description belongs to a thread, and threads are shared
                context.setCallSite(description);
                try {
                    return context.parallelize(List.of(task), 1).map(work).collectAsync();
                } finally {
                    context.clearCallSite();
                }
            }
        }

        private String reason(ExecutionException e) {
            return context.sc().isStopped()
                    ? "the connection to '" + context.master() + "' has ended; either nothing answers there, or it runs"
                            + " another version of Spark than " + context.version()
                            + ", or it has ended the application"
                    : SparkFailure.reason(e.getCause());
        }

        private void requireSeen(StudyTask task) throws IOException, InterruptedException, TaskFailedException {
            for (int second = 0; store.find(task.id()).isEmpty(); second++) {
                if (second == SECONDS_UNTIL_SEEN) {
                    throw new TaskFailedException("an executor did it, but its results are not in '" + store.location()
                            + "' as the driver sees it");
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }

        @Override
        public void close() {
            // the context belongs to the caller
        }
    }
}
