package dev.infoplane.study.task;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.infoplane.storage.Identity;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One piece of a study's work: small, immutable and serialisable, so that it can be handed to another thread, process or
 * machine.
 *
 * <p>A task says <i>what</i> is to be computed: a kind, parameters, and the tasks whose outputs it reads. A {@link TaskKind}
 * knows how. Two tasks with the same kind, parameters and inputs have the same {@link #id()} and are the same task: it is
 * computed once. The label and the cost are for people and schedulers, and are no part of the id.
 *
 * <pre>{@code
 * StudyTask network = StudyTask.of(Identity.of("train network", 1).with("seed", 1));
 * StudyTask layer = StudyTask.of(Identity.of("activations", 1).with("hookPoint", "stage1"))
 *         .input("network", network)
 *         .label("activations of stage1");
 * }</pre>
 */
public final class StudyTask {
    private static final int FORMAT = 1;

    private final Identity work;
    private final Map<String, TaskId> inputs;
    private final String label;
    private final double cost;
    private final TaskId id;

    private StudyTask(Identity work, Map<String, TaskId> inputs, String label, double cost) {
        this.work = work;
        this.inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        this.label = label;
        this.cost = cost;
        Map<String, String> digests = new TreeMap<>();
        inputs.forEach((name, input) -> digests.put(name, input.digest()));
        id = new TaskId(Identity.of("study task", FORMAT)
                .with("work", work)
                .with("inputs", digests)
                .digest());
    }

    /**
     * A task without inputs, labelled by its kind, with a cost of one second.
     *
     * @param work what is to be done: its kind is the {@linkplain TaskKind#id() id of the kind} of task, its version that of the
     *     meaning of the parameters, and the rest are the parameters, random seeds among them
     */
    public static StudyTask of(Identity work) {
        return new StudyTask(Objects.requireNonNull(work, "work"), Map.of(), work.kind(), 1);
    }

    /**
     * This task with one more input.
     *
     * @param name what the input is to this task
     * @throws IllegalArgumentException if there is an input of that name
     */
    public StudyTask input(String name, StudyTask task) {
        return inputs(Map.of(name, task));
    }

    /**
     * This task with more inputs; quicker than one after the other where there are thousands.
     *
     * @param tasks by what they are to this task
     * @throws IllegalArgumentException if there is an input of one of these names
     */
    public StudyTask inputs(Map<String, StudyTask> tasks) {
        Map<String, TaskId> more = new TreeMap<>(inputs);
        tasks.forEach((name, task) -> {
            if (name.isBlank() || more.putIfAbsent(name, task.id) != null) {
                throw new IllegalArgumentException(
                        "an input needs a name of its own, got '" + name + "' beside " + inputs.keySet());
            }
        });
        return new StudyTask(work, more, label, cost);
    }

    /** This task under another name for people. */
    public StudyTask label(String text) {
        return new StudyTask(work, inputs, Objects.requireNonNull(text, "label"), cost);
    }

    /**
     * This task with another estimate of its cost. Schedulers start with the chain of tasks that takes longest.
     *
     * @param seconds of one core, 0 or more
     */
    public StudyTask cost(double seconds) {
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("the cost of a task must be 0 seconds or more, got " + seconds);
        }
        return new StudyTask(work, inputs, label, seconds);
    }

    /** Determined by the kind, its version, the parameters and the inputs. */
    public TaskId id() {
        return id;
    }

    /** What is to be done: kind, version and parameters. */
    public Identity work() {
        return work;
    }

    /** The tasks whose outputs this one reads, by what they are to it, in alphabetical order. */
    public Map<String, TaskId> inputs() {
        return inputs;
    }

    /** A name for people. */
    public String label() {
        return label;
    }

    /** About how many seconds of one core it takes. */
    public double cost() {
        return cost;
    }

    /** This task as JSON on one line. */
    public String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.add("work", JsonParser.parseString(work.json()));
        JsonObject ids = new JsonObject();
        inputs.forEach((name, input) -> ids.addProperty(name, input.digest()));
        json.add("inputs", ids);
        json.addProperty("label", label);
        json.addProperty("cost", cost);
        return json.toString();
    }

    /**
     * Reads what {@link #toJson} has written.
     *
     * @throws IllegalArgumentException if the text is no task
     */
    public static StudyTask fromJson(String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            int format = json.get("format").getAsInt();
            if (format != FORMAT) {
                throw new IllegalArgumentException(
                        "the task has format " + format + ", and this library reads format " + FORMAT);
            }
            Map<String, TaskId> inputs = new TreeMap<>();
            json.getAsJsonObject("inputs")
                    .entrySet()
                    .forEach(e -> inputs.put(e.getKey(), new TaskId(e.getValue().getAsString())));
            return new StudyTask(
                    Identity.parse(json.get("work").toString()),
                    inputs,
                    json.get("label").getAsString(),
                    json.get("cost").getAsDouble());
        } catch (JsonParseException | IllegalStateException | NullPointerException | NumberFormatException e) {
            throw new IllegalArgumentException("not readable as a task: " + text, e);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof StudyTask t && t.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The label and the first digits of the id. */
    @Override
    public String toString() {
        return label + " [" + id.shortened() + "]";
    }
}
