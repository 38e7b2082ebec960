package dev.infoplane.spark;

import dev.infoplane.study.execute.TaskAnswer;
import dev.infoplane.study.execute.TaskWork;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.store.ResultStores;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskKinds;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import org.apache.spark.api.java.function.Function;

/**
 * What runs on executors: from a task as text to how it ended as text.
 *
 * @param store the location of the store
 */
record RemoteWork(String store) implements Function<String, String> {
    @Override
    public String call(String task) throws IOException, InterruptedException {
        ResultStore opened = ResultStores.open(URI.create(store));
        try {
            TaskWork work = new TaskWork(TaskKinds.installed(), opened);
            return TaskAnswer.of(work, StudyTask.fromJson(task), share -> {}).line();
        } finally {
            if (opened instanceof Closeable copies) {
                copies.close();
            }
        }
    }
}
