package dev.infoplane.study.work;

import dev.infoplane.study.spec.EstimatorSpec;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskId;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decoders that one family learns together by one seed.
 *
 * @param family with all settings that the study gives it
 * @param seed of the decoders
 * @param learned by all members together
 * @param reference scores of the unconditional density
 * @param scores of each member
 * @param drawnWithout images without activations, if any are to be drawn
 * @param drawn images of each member, if any are to be drawn
 */
public record Pool(
        EstimatorSpec family,
        long seed,
        StudyTask learned,
        StudyTask reference,
        Map<String, StudyTask> scores,
        Optional<StudyTask> drawnWithout,
        Map<String, StudyTask> drawn) {
    /** Takes copies. */
    public Pool {
        scores = Map.copyOf(scores);
        drawn = Map.copyOf(drawn);
    }

    /** The tasks that measure its members, from closed forms to scores; drawing is none of them. */
    public Set<TaskId> tasks() {
        Set<TaskId> tasks = new HashSet<>();
        Stream.concat(Stream.of(reference), scores.values().stream()).forEach(score -> {
            tasks.add(score.id());
            score.inputs().forEach((name, input) -> {
                if (!name.equals(Work.IMAGES)) {
                    tasks.add(input);
                }
            });
        });
        return tasks;
    }

    /** What a point is called in a pool, with so much noise. */
    static String member(String point, double sigma) {
        return sigma == 0 ? point : point + ", sigma " + sigma;
    }
}
