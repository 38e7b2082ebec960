package dev.infoplane.study.work;

import dev.infoplane.plane.PointKey;
import dev.infoplane.study.task.StudyTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that measure one point of a plane.
 *
 * @param keys under which it is in the plane; several if all regimes share the untrained network
 * @param position of its hook point in the network
 * @param network that computes its activations
 * @param input measures I(X;T) of this point by itself; empty if a pool does
 * @param prepared for the pool
 * @param scores by the pool, by decoder seed
 * @param drawn images, if any are to be drawn
 * @param label measures I(T;Y)
 */
public record StudyPoint(
        List<PointKey> keys,
        int position,
        StudyTask network,
        Optional<StudyTask> input,
        Optional<StudyTask> prepared,
        Map<Long, StudyTask> scores,
        Optional<StudyTask> drawn,
        StudyTask label) {
    /** Takes copies. */
    public StudyPoint {
        keys = List.copyOf(keys);
        scores = Map.copyOf(scores);
    }

    /** What the pool calls it. */
    public String name() {
        return keys.get(0).toString();
    }
}
