package dev.infoplane.study.execute;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.DamagedBlobException;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.store.TaskClock;
import dev.infoplane.study.store.TaskResult;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskId;
import dev.infoplane.study.task.TaskKinds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

/** Does tasks in this process. For executors that bring tasks to other machines; otherwise see {@link LocalExecutor}. */
public final class TaskWork {
    private final TaskKinds kinds;
    private final ResultStore store;

    /**
     * Does tasks of these kinds.
     *
     * @param store where inputs are and outputs go
     */
    public TaskWork(TaskKinds kinds, ResultStore store) {
        this.kinds = kinds;
        this.store = store;
    }

    /**
     * Does a task and records its outputs.
     *
     * @param progress is told how far it has come, from 0 to 1
     * @throws DamagedInputException if what it reads is not what was written
     * @throws TaskFailedException if the task cannot be done
     * @throws InterruptedException if the thread is interrupted
     */
    public void run(StudyTask task, DoubleConsumer progress)
            throws DamagedInputException, TaskFailedException, InterruptedException {
        TaskClock clock = TaskClock.start();
        Context context = new Context(task, progress, clock);
        try {
            kinds.of(task).run(context);
            store.finish(task, new TaskResult(context.outputs, Optional.of(clock.stop())));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | StackOverflowError | OutOfMemoryError | InternalError e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (context.damaged.isPresent()) {
                throw context.damaged.get();
            }
            throw new TaskFailedException(reason(e), e);
        } finally {
            clock.cancel();
        }
    }

    private static String reason(Throwable e) {
        if (e instanceof IOException io) {
            return AtomicFiles.reason(io);
        }
        if (e instanceof OutOfMemoryError) {
            return "out of memory (" + e.getMessage() + "; the JVM's heap has "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB): give it more with -Xmx, or run fewer tasks at once";
        }
        boolean speaks =
                e.getMessage() != null && (e instanceof IllegalArgumentException || e instanceof IllegalStateException);
        return speaks ? e.getMessage() : e.toString();
    }

    private interface Reader<T> {
        T read(Blob blob) throws IOException;
    }

    private final class Context implements TaskContext {
        private final StudyTask task;
        private final DoubleConsumer progress;
        private final TaskClock clock;
        private final Map<String, Blob> outputs = new TreeMap<>();

        /** Kept, since a task may well wrap what it was thrown. */
        private Optional<DamagedInputException> damaged = Optional.empty();

        /** Whether the task has been given the folder; what was there before, another process has left. */
        private boolean hasCheckpoints;

        Context(StudyTask task, DoubleConsumer progress, TaskClock clock) {
            this.task = task;
            this.progress = progress;
            this.clock = clock;
        }

        @Override
        public StudyTask task() {
            return task;
        }

        @Override
        public InputStream read(String input, String output) throws IOException {
            return stored(input, output, store::open);
        }

        @Override
        public Path file(String input, String output) throws IOException {
            return stored(input, output, store::file);
        }

        private <T> T stored(String input, String output, Reader<T> reader) throws IOException {
            TaskId id = task.inputs().get(input);
            if (id == null) {
                throw new IllegalArgumentException(task + " has no input '" + input + "'; there are "
                        + task.inputs().keySet());
            }
            Optional<TaskResult> result = store.find(id);
            if (result.isEmpty()) {
                throw damaged(id, "the result of its input '" + input + "' is gone");
            }
            Blob blob = result.get().output(output);
            try {
                return reader.read(blob);
            } catch (DamagedBlobException e) {
                store.discard(id, blob);
                throw damaged(id, e.getMessage());
            }
        }

        private IOException damaged(TaskId id, String reason) {
            damaged = Optional.of(new DamagedInputException(id, reason));
            return new IOException(reason);
        }

        @Override
        public void write(String output, AtomicFiles.Content content) throws IOException {
            if (outputs.containsKey(output)) {
                throw new IllegalArgumentException(task + " has written its output '" + output + "' already");
            }
            outputs.put(output, store.put(content));
        }

        @Override
        public Path checkpoints() throws IOException {
            Path folder = store.checkpoints(task.id());
            try (Stream<Path> files = Files.list(folder)) {
                if (!hasCheckpoints && files.findAny().isPresent()) {
                    clock.resumes();
                }
            }
            hasCheckpoints = true;
            return folder;
        }

        @Override
        public void progress(double share) {
            progress.accept(share);
        }
    }
}
