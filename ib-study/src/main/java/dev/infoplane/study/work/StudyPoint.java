package dev.infoplane.study.work;

import dev.infoplane.plane.PointKey;
import dev.infoplane.study.task.StudyTask;
import java.util.List;
import java.util.Map;

/**
 * The tasks that measure one point of a plane.
 *
 * @param keys under which it is in the plane; several if all regimes share the untrained network
 * @param position of its hook point in the network
 * @param network that computes its activations
 * @param inputs measure I(X;T) of this point by itself, by decoder seed; empty if a pool does
 * @param labels measure I(T;Y), by decoder seed
 */
public record StudyPoint(
        List<PointKey> keys,
        int position,
        StudyTask network,
        Map<Long, StudyTask> inputs,
        Map<Long, StudyTask> labels) {
    /** Takes copies. */
    public StudyPoint {
        keys = List.copyOf(keys);
        inputs = Map.copyOf(inputs);
        labels = Map.copyOf(labels);
    }

    /** What the pool calls it. */
    public String name() {
        return keys.get(0).toString();
    }
}
