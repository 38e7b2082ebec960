package dev.infoplane.study.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The outputs of a task that has ended well.
 *
 * @param outputs by name
 * @param time it took, if it was measured
 */
public record TaskResult(Map<String, Blob> outputs, Optional<TaskTime> time) {
    /** Takes a copy. */
    public TaskResult {
        outputs = Map.copyOf(outputs);
    }

    /** Outputs of which nobody knows how long they took. */
    public TaskResult(Map<String, Blob> outputs) {
        this(outputs, Optional.empty());
    }

    /**
     * One output.
     *
     * @throws IllegalArgumentException if there is none of that name, naming those there are
     */
    public Blob output(String name) {
        Blob blob = outputs.get(name);
        if (blob == null) {
            throw new IllegalArgumentException(
                    "there is no output '" + name + "'; there are " + new TreeMap<>(outputs).keySet());
        }
        return blob;
    }
}
