package dev.infoplane.spark;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.store.TaskResult;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A store of the driver where other machines see another one. */
record Elsewhere(ResultStore here, URI location) implements ResultStore {
    @Override
    public Optional<TaskResult> find(TaskId task) throws IOException {
        return here.find(task);
    }

    @Override
    public Blob put(AtomicFiles.Content content) throws IOException {
        return here.put(content);
    }

    @Override
    public InputStream open(Blob blob) throws IOException {
        return here.open(blob);
    }

    @Override
    public Path file(Blob blob) throws IOException {
        return here.file(blob);
    }

    @Override
    public void finish(StudyTask task, TaskResult result) throws IOException {
        here.finish(task, result);
    }

    @Override
    public void discard(TaskId task, Blob damaged) throws IOException {
        here.discard(task, damaged);
    }

    @Override
    public Path checkpoints(TaskId task) throws IOException {
        return here.checkpoints(task);
    }
}
