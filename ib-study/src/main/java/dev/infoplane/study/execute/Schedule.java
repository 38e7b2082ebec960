package dev.infoplane.study.execute;

import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import dev.infoplane.study.task.TaskId;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Which task is next. Threads take tasks and say what became of them. */
final class Schedule {
    private static final int MOST_TRIES = 3;

    private enum State {
        /** Results are not in the store, and nobody needs them. */
        NOT_NEEDED,
        WAITING,
        READY,
        RUNNING,
        REUSED,
        DONE,
        FAILED,
        SKIPPED
    }

    private final TaskGraph graph;
    private final ResultStore store;
    private final Map<TaskId, State> states = new HashMap<>();
    private final Map<TaskId, Integer> losses = new HashMap<>();
    private final Map<TaskId, String> reasons = new HashMap<>();
    private final PriorityQueue<StudyTask> ready;
    private int running;
    private boolean stopped;

    /** @throws IOException if the store cannot be read */
    Schedule(TaskGraph graph, ResultStore store) throws IOException {
        this.graph = graph;
        this.store = store;
        ready = new PriorityQueue<>(
                Comparator.comparingDouble(graph::remainingCost).reversed().thenComparing(StudyTask::id));
        List<StudyTask> order = graph.inOrder();
        for (StudyTask task : order) {
            states.put(task.id(), store.find(task.id()).isPresent() ? State.REUSED : State.NOT_NEEDED);
        }
        for (int i = order.size() - 1; i >= 0; i--) {
            if (graph.dependents(order.get(i)).isEmpty()) {
                require(order.get(i));
            }
        }
    }

    /** Makes sure that a task and what it needs will be done. */
    private void require(StudyTask task) {
        if (is(task, State.NOT_NEEDED)) {
            states.put(task.id(), State.WAITING);
            task.inputs().values().forEach(input -> require(graph.find(input).orElseThrow()));
            readyIfPossible(task);
        }
    }

    private void readyIfPossible(StudyTask task) {
        if (is(task, State.WAITING) && task.inputs().values().stream().allMatch(this::hasResult)) {
            states.put(task.id(), State.READY);
            ready.add(task);
        }
    }

    private boolean hasResult(TaskId id) {
        return states.get(id) == State.DONE || states.get(id) == State.REUSED;
    }

    private boolean is(StudyTask task, State state) {
        return states.get(task.id()) == state;
    }

    /** The next task; empty if there is and will be none. */
    synchronized Optional<StudyTask> take() throws InterruptedException {
        while (ready.isEmpty() && running > 0 && !stopped) {
            wait();
        }
        if (ready.isEmpty() || stopped) {
            return Optional.empty();
        }
        StudyTask task = ready.remove();
        states.put(task.id(), State.RUNNING);
        running++;
        return Optional.of(task);
    }

    synchronized void done(StudyTask task) {
        end(task, State.DONE);
        graph.dependents(task).forEach(this::readyIfPossible);
    }

    synchronized void failed(StudyTask task, String reason) {
        end(task, State.FAILED);
        reasons.put(task.id(), reason);
        skip(task);
    }

    private void skip(StudyTask task) {
        for (StudyTask next : graph.dependents(task)) {
            if (is(next, State.WAITING)) {
                states.put(next.id(), State.SKIPPED);
                skip(next);
            }
        }
    }

    /** Tries again; empty if it was tried often enough. */
    synchronized Optional<String> lost(StudyTask task, String reason) {
        if (losses.merge(task.id(), 1, Integer::sum) >= MOST_TRIES) {
            String all = reason + " (" + MOST_TRIES + " times)";
            failed(task, all);
            return Optional.of(all);
        }
        end(task, State.WAITING);
        readyIfPossible(task);
        return Optional.empty();
    }

    /**
     * Has the task done again whose output another one found damaged, and then the other.
     *
     * @return why it fails, if it does
     */
    synchronized Optional<String> damaged(StudyTask task, TaskId input) {
        if (losses.merge(task.id(), 1, Integer::sum) >= MOST_TRIES) {
            String reason = "what it reads was damaged " + MOST_TRIES + " times; the disk may be failing";
            failed(task, reason);
            return Optional.of(reason);
        }
        end(task, State.WAITING);
        if (hasResult(input)) {
            StudyTask writer = graph.find(input).orElseThrow();
            states.put(input, State.NOT_NEEDED);
            unready(writer);
            require(writer);
        }
        readyIfPossible(task);
        return Optional.empty();
    }

    /** Others that read the same output wait again. */
    private void unready(StudyTask writer) {
        for (StudyTask next : graph.dependents(writer)) {
            if (is(next, State.READY)) {
                ready.remove(next);
                states.put(next.id(), State.WAITING);
            }
        }
    }

    private void end(StudyTask task, State state) {
        states.put(task.id(), state);
        running--;
        notifyAll();
    }

    /** No further task is given out. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized List<StudyTask> reused() {
        return tasks(State.REUSED, State.NOT_NEEDED);
    }

    synchronized ExecutionReport report() {
        Map<StudyTask, String> failed = new HashMap<>();
        tasks(State.FAILED).forEach(t -> failed.put(t, reasons.get(t.id())));
        return new ExecutionReport(reused(), tasks(State.DONE), failed, tasks(State.SKIPPED));
    }

    private List<StudyTask> tasks(State... among) {
        return graph.inOrder().stream()
                .filter(t -> List.of(among).contains(states.get(t.id())))
                .toList();
    }
}
