package dev.infoplane.study.execute;

import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.task.TaskGraph;
import dev.infoplane.study.task.TaskKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Does tasks in worker processes of this machine, with the class path of this one. A worker that is killed is replaced, and its
 * task is tried again, three times in all. Workers end when this process does, however it ends.
 */
public final class ProcessExecutor implements TaskExecutor {
    private final int workers;
    private final Path logs;
    private final List<String> jvmOptions;
    private final Map<String, String> environment;

    private ProcessExecutor(int workers, Path logs, List<String> jvmOptions, Map<String, String> environment) {
        this.workers = workers;
        this.logs = logs;
        this.jvmOptions = List.copyOf(jvmOptions);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Workers with the options and the environment of this process.
     *
     * @param workers how many at once
     * @param logs a folder for what they print
     */
    public static ProcessExecutor of(int workers, Path logs) {
        if (workers < 1) {
            throw new IllegalArgumentException("at least 1 worker is needed, got " + workers);
        }
        return new ProcessExecutor(workers, logs, List.of(), Map.of());
    }

    /** Gives workers options of the JVM, after those that this JVM was given. */
    public ProcessExecutor jvmOptions(String... options) {
        List<String> more = new ArrayList<>(jvmOptions);
        more.addAll(List.of(options));
        return new ProcessExecutor(workers, logs, more, environment);
    }

    /** Sets variables of the environment of workers. */
    public ProcessExecutor environment(Map<String, String> variables) {
        return new ProcessExecutor(workers, logs, jvmOptions, variables);
    }

    @Override
    public ExecutionReport execute(TaskGraph graph, ResultStore store, TaskListener listener)
            throws IOException, InterruptedException {
        TaskKinds.installed().requireAll(graph);
        Files.createDirectories(logs);
        List<ProcessRunner> runners = IntStream.rangeClosed(1, workers)
                .mapToObj(number -> new ProcessRunner(new WorkerCommand(
                        store.location(), logs.resolve("worker-" + number + ".log"), jvmOptions, environment)))
                .toList();
        return GraphExecution.run(graph, store, runners, listener);
    }
}
