package dev.infoplane.study.task;

import java.util.Collection;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of task that this process can do. Immutable. */
public final class TaskKinds {
    private final TreeMap<String, TaskKind> kinds = new TreeMap<>();

    private TaskKinds(Iterable<TaskKind> all) {
        for (TaskKind kind : all) {
            TaskKind before = kinds.putIfAbsent(kind.id(), kind);
            if (before != null) {
                throw new IllegalArgumentException("two classes do tasks of kind '" + kind.id() + "': "
                        + before.getClass().getName() + " and "
                        + kind.getClass().getName());
            }
        }
    }

    /**
     * The kinds on the class path.
     *
     * @throws IllegalArgumentException if two have the same id
     */
    public static TaskKinds installed() {
        return new TaskKinds(ServiceLoader.load(TaskKind.class));
    }

    /**
     * These kinds only.
     *
     * @throws IllegalArgumentException if two have the same id
     */
    public static TaskKinds of(Collection<TaskKind> kinds) {
        return new TaskKinds(kinds);
    }

    /**
     * How a task is done.
     *
     * @throws IllegalArgumentException if nobody knows, naming the kinds there are
     */
    public TaskKind of(StudyTask task) {
        return find(task.work().kind());
    }

    /** @throws IllegalArgumentException if a kind of the graph is not among these, naming those that are */
    public void requireAll(TaskGraph graph) {
        graph.kinds().forEach(this::find);
    }

    private TaskKind find(String id) {
        TaskKind kind = kinds.get(id);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "no class on the class path does tasks of kind '" + id + "'; there are " + kinds.keySet());
        }
        return kind;
    }
}
