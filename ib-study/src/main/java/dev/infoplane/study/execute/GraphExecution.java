package dev.infoplane.study.execute;

import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a graph by some runners, a thread each: what all executors have in common. */
public final class GraphExecution {
    private static final Logger LOG = LoggerFactory.getLogger(GraphExecution.class);

    private final Schedule schedule;
    private final TaskListener listener;

    private GraphExecution(Schedule schedule, TaskListener listener) {
        this.schedule = schedule;
        this.listener = listener;
    }

    /**
     * Does what is missing and closes the runners.
     *
     * @throws IOException if the store cannot be read or written
     * @throws InterruptedException if the calling thread is interrupted; tasks in hand are given up
     */
    public static ExecutionReport run(
            TaskGraph graph, ResultStore store, List<? extends TaskRunner> runners, TaskListener listener)
            throws IOException, InterruptedException {
        try {
            Schedule schedule = new Schedule(graph, store);
            schedule.reused().forEach(listener::reused);
            new GraphExecution(schedule, listener).work(runners);
            return schedule.report();
        } finally {
            runners.forEach(TaskRunner::close);
        }
    }

    private void work(List<? extends TaskRunner> runners) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(runners.size());
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (TaskRunner runner : runners) {
                ends.add(threads.submit(() -> {
                    work(runner);
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("an executor failed", e.getCause());
        } finally {
            schedule.stop();
            threads.shutdownNow();
        }
    }

    private void work(TaskRunner runner) throws IOException, InterruptedException {
        try {
            for (Optional<StudyTask> next = schedule.take(); next.isPresent(); next = schedule.take()) {
                run(runner, next.get());
            }
        } catch (IOException | RuntimeException | Error e) {
            schedule.stop();
            throw e;
        }
    }

    private void run(TaskRunner runner, StudyTask task) throws IOException, InterruptedException {
        listener.started(task);
        try {
            runner.run(task, share -> listener.progressed(task, share));
            schedule.done(task);
            listener.finished(task);
        } catch (DamagedInputException e) {
            LOG.warn("{} cannot be done yet: {}; the task that wrote it is done again", task, e.getMessage());
            schedule.damaged(task, e.input()).ifPresent(reason -> listener.failed(task, reason));
        } catch (WorkerLostException e) {
            LOG.warn("{} was interrupted: {}", task, e.getMessage());
            schedule.lost(task, e.getMessage()).ifPresent(reason -> listener.failed(task, reason));
        } catch (TaskFailedException e) {
            LOG.warn("{} failed: {}", task, e.getMessage());
            LOG.debug("where it failed", e);
            schedule.failed(task, e.getMessage());
            listener.failed(task, e.getMessage());
        }
    }
}
