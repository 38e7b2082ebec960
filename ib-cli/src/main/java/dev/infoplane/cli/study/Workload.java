package dev.infoplane.cli.study;

import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import dev.infoplane.study.task.TaskId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How much of a study is done and how long the rest takes: tasks count by their estimated seconds of one core, and the time left
 * allows for how long tasks of this run have taken so far, for tasks that wait for others, and for the number of workers.
 */
final class Workload {
    /** Before one part in so many is done, the start of the program spoils every guess of the time left. */
    private static final int LEAST_SHARE = 20;

    private final TaskGraph graph;
    private final List<StudyTask> order;
    private final int workers;
    private final LongSupplier clock;
    private final Map<TaskId, Double> shares = new HashMap<>();
    private final Map<TaskId, Begin> begins = new HashMap<>();
    private double reused;
    private double endedSeconds;
    private double endedCost;

    /** When a task was started in this run, and how far it was then. */
    private record Begin(long nanos, double share) {}

    /** @param clock answers nanoseconds */
    Workload(TaskGraph graph, int workers, LongSupplier clock) {
        this.graph = graph;
        this.workers = workers;
        this.clock = clock;
        order = graph.inOrder();
    }

    /** A task was done before this run. */
    void reuse(StudyTask task) {
        resume(task, 1);
    }

    /** Part of a task was done before this run. */
    void resume(StudyTask task, double share) {
        double more = Math.max(0, share - share(task));
        reused += more * task.cost();
        reach(task, share);
    }

    void start(StudyTask task) {
        begins.put(task.id(), new Begin(clock.getAsLong(), share(task)));
    }

    /** A task that is tried again or resumed may well be behind where it was. */
    void reach(StudyTask task, double share) {
        shares.merge(task.id(), share, Math::max);
    }

    void end(StudyTask task) {
        reach(task, 1);
        Begin begin = begins.remove(task.id());
        endedSeconds += seconds(begin);
        endedCost += (1 - begin.share) * task.cost();
    }

    private double seconds(Begin begin) {
        return (clock.getAsLong() - begin.nanos) / 1e9;
    }

    /** How far tasks are that are neither done nor untouched. */
    Map<TaskId, Double> unfinished() {
        Map<TaskId, Double> unfinished = new HashMap<>(shares);
        unfinished.values().removeIf(share -> share == 0 || share == 1);
        return unfinished;
    }

    boolean isDone(StudyTask task) {
        return share(task) == 1;
    }

    private double share(StudyTask task) {
        return shares.getOrDefault(task.id(), 0.0);
    }

    /** Of all tasks. */
    double share() {
        return share(task -> true);
    }

    /** Of some tasks; 1 if there are none. */
    double share(Predicate<StudyTask> which) {
        double all = 0;
        double done = 0;
        for (StudyTask task : order) {
            if (which.test(task)) {
                all += task.cost();
                done += share(task) * task.cost();
            }
        }
        return all == 0 ? 1 : done / all;
    }

    /** Until all is done; empty as long as too little is done in this run to say. */
    OptionalDouble secondsLeft() {
        Map<TaskId, Double> chains = new HashMap<>();
        double longest = 0;
        double left = 0;
        double all = 0;
        for (int i = order.size() - 1; i >= 0; i--) {
            StudyTask task = order.get(i);
            double own = (1 - share(task)) * task.cost();
            double after = graph.dependents(task).stream()
                    .mapToDouble(d -> chains.get(d.id()))
                    .max()
                    .orElse(0);
            chains.put(task.id(), own + after);
            longest = Math.max(longest, own + after);
            left += own;
            all += task.cost();
        }
        return all - reused - left < (all - reused) / LEAST_SHARE
                ? OptionalDouble.empty()
                : OptionalDouble.of(pace() * Math.max(longest, left / workers));
    }

    /** Seconds of this run for each estimated one; of tasks that do not say how far they are, only once they have ended. */
    private double pace() {
        double seconds = endedSeconds;
        double cost = endedCost;
        for (Map.Entry<TaskId, Begin> running : begins.entrySet()) {
            Begin begin = running.getValue();
            double gained = shares.getOrDefault(running.getKey(), 0.0) - begin.share;
            if (gained > 0) {
                seconds += seconds(begin);
                cost += gained * graph.find(running.getKey()).orElseThrow().cost();
            }
        }
        return cost == 0 ? 1 : seconds / cost;
    }
}
