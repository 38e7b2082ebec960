package dev.infoplane.study;

import dev.infoplane.storage.CsvTable;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.store.TaskTime;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import dev.infoplane.study.task.TaskId;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How long the tasks of a study took, whichever run did them, as their records in a store say. Results do not depend on it. */
final class TaskTimes {
    /** The name of the table in a folder. */
    static final String FILE = "times.csv";

    private final TaskGraph graph;
    private final Map<TaskId, TaskTime> times = new HashMap<>();

    /** @throws IOException if the store cannot be read */
    TaskTimes(TaskGraph graph, ResultStore store) throws IOException {
        this.graph = graph;
        for (StudyTask task : graph.inOrder()) {
            store.find(task.id()).flatMap(result -> result.time()).ifPresent(time -> times.put(task.id(), time));
        }
    }

    /** All processor seconds of some tasks, if they are known. */
    OptionalDouble processorSeconds(Collection<TaskId> tasks) {
        double sum = 0;
        for (TaskId task : tasks) {
            OptionalDouble seconds = Optional.ofNullable(times.get(task))
                    .map(TaskTime::processorSeconds)
                    .orElse(OptionalDouble.empty());
            if (seconds.isEmpty()) {
                return seconds;
            }
            sum += seconds.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    /** A row for each task that was measured, each after those whose outputs it reads. */
    String csv() {
        CsvTable table = CsvTable.of("task", "kind", "label", "seconds", "processor_seconds");
        for (StudyTask task : graph.inOrder()) {
            TaskTime time = times.get(task.id());
            if (time != null) {
                OptionalDouble processor = time.processorSeconds();
                table.add(
                        task.id().digest(),
                        task.work().kind(),
                        task.label(),
                        time.seconds(),
                        processor.isPresent() ? processor.getAsDouble() : "");
            }
        }
        return table.text();
    }
}
