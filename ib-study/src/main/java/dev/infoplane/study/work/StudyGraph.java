package dev.infoplane.study.work;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A study as tasks, and where in them the results of each point are.
 *
 * @param images the task of the images, which must be put into the store before the others are done
 * @param points in the order of the plane
 * @param pools by decoder seed; empty if points are measured one by one
 * @param audit of all points by another family, if the study asks for it
 * @param noise of points through noise, if the study asks for it
 * @param hookPoints in the order of the network
 * @param environment versions of libraries, and the kind of machine
 * @param networks what tells the network of each regime from another one that the spec may have meant
 * @param revisions of kinds of tasks, regimes and decoders: what code may change while the spec stays
 */
public record StudyGraph(
        TaskGraph tasks,
        StudyTask images,
        List<StudyPoint> points,
        Map<Long, Pool> pools,
        Optional<Pool> audit,
        Optional<Pool> noise,
        List<String> hookPoints,
        Identity environment,
        Map<String, Map<String, String>> networks,
        Map<String, Object> revisions) {
    /**
     * Plans a study.
     *
     * @throws IllegalArgumentException if the spec names something that does not exist
     * @throws IOException if a network cannot be loaded
     */
    public static StudyGraph of(StudySpec spec, StudyImages images) throws IOException {
        return new StudyPlanner(spec, images).graph();
    }

    /** What the points of the first decoder seed have in common; empty if points are measured one by one. */
    public Optional<Pool> firstPool() {
        return pools.values().stream().findFirst();
    }
}
