package dev.infoplane.study.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tasks and who waits for whom. A task's id contains the ids of its inputs, so there are no circles. Equal tasks are one.
 * Immutable.
 */
public final class TaskGraph {
    private final Map<TaskId, StudyTask> tasks;
    private final Map<TaskId, List<StudyTask>> dependents;
    private final Map<TaskId, Double> remaining;

    private TaskGraph(Map<TaskId, StudyTask> tasks) {
        this.tasks = tasks;
        dependents = new HashMap<>();
        for (StudyTask task : tasks.values()) {
            for (TaskId input : Set.copyOf(task.inputs().values())) {
                dependents.computeIfAbsent(input, i -> new ArrayList<>()).add(task);
            }
        }
        List<StudyTask> order = inOrder();
        remaining = new HashMap<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            StudyTask task = order.get(i);
            double after = dependents(task).stream()
                    .mapToDouble(d -> remaining.get(d.id()))
                    .max()
                    .orElse(0);
            remaining.put(task.id(), task.cost() + after);
        }
    }

    /**
     * A graph of these tasks.
     *
     * @throws IllegalArgumentException if a task has an input that is not among them
     */
    public static TaskGraph of(Collection<StudyTask> tasks) {
        Map<TaskId, StudyTask> byId = new LinkedHashMap<>();
        tasks.forEach(t -> byId.putIfAbsent(t.id(), t));
        for (StudyTask task : byId.values()) {
            task.inputs().forEach((name, input) -> {
                if (!byId.containsKey(input)) {
                    throw new IllegalArgumentException(
                            "the input '" + name + "' of " + task + " is not in the graph: " + input.shortened());
                }
            });
        }
        return new TaskGraph(byId);
    }

    /** All tasks, each after its inputs, otherwise in the order in which they were given. */
    public List<StudyTask> inOrder() {
        List<StudyTask> order = new ArrayList<>();
        Map<TaskId, Integer> open = new HashMap<>();
        List<StudyTask> ready = new ArrayList<>();
        for (StudyTask task : tasks.values()) {
            int inputs = Set.copyOf(task.inputs().values()).size();
            open.put(task.id(), inputs);
            if (inputs == 0) {
                ready.add(task);
            }
        }
        for (int i = 0; i < ready.size(); i++) {
            order.add(ready.get(i));
            for (StudyTask next : dependents(ready.get(i))) {
                if (open.merge(next.id(), -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        return List.copyOf(order);
    }

    /** The task of an id, if it is in the graph. */
    public Optional<StudyTask> find(TaskId id) {
        return Optional.ofNullable(tasks.get(id));
    }

    /** The tasks that read outputs of this one. */
    public List<StudyTask> dependents(StudyTask task) {
        return List.copyOf(dependents.getOrDefault(task.id(), List.of()));
    }

    /** Seconds from the start of a task to the end of the longest chain of tasks that wait for it. */
    public double remainingCost(StudyTask task) {
        return remaining.get(task.id());
    }

    /** How many tasks there are. */
    public int size() {
        return tasks.size();
    }

    /** The kinds of task there are. */
    public Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        tasks.values().forEach(t -> kinds.add(t.work().kind()));
        return kinds;
    }
}
