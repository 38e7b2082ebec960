package dev.infoplane.study.work;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tasks of one study as they are planned, and what all of them are told. */
final class Plan {
    private final StudySpec spec;
    private final StudyImages images;
    private final Costs costs;
    private final Identity environment = Environment.here();
    private final List<StudyTask> all = new ArrayList<>();
    private final StudyTask source;

    Plan(StudySpec spec, StudyImages images) {
        this.spec = spec;
        this.images = images;
        costs = new Costs(spec, images);
        source = added(StudyTask.of(Identity.of(ImagesKind.ID, ImagesKind.VERSION)
                        .with("sha256", images.hash())
                        .with("halve", spec.data().halve())
                        .with("seed", spec.data().seed())
                        .with("network", spec.data().network())
                        .with(Parameters.FOLDS, Parameters.of(images.folds())))
                .cost(costs.images()));
    }

    StudySpec spec() {
        return spec;
    }

    StudyImages images() {
        return images;
    }

    Costs costs() {
        return costs;
    }

    Identity environment() {
        return environment;
    }

    /** The task of the images. */
    StudyTask source() {
        return source;
    }

    /** What a task does, before it is told what is its own. */
    Identity work(String kind, int version) {
        return Identity.of(kind, version)
                .with(Parameters.ENVIRONMENT, environment)
                .with(Parameters.FOLDS, Parameters.of(images.folds()));
    }

    StudyTask added(StudyTask task) {
        all.add(task);
        return task;
    }

    /** For labels: which decoder seed, if there are several. */
    String ofDecoder(long seed) {
        return spec.decoderSeeds().size() == 1 ? "" : " of decoder seed " + seed;
    }

    TaskGraph graph() {
        return TaskGraph.of(all);
    }

    /** Versions of the kinds of tasks there are. */
    Map<String, Object> versions() {
        Map<String, Object> versions = new TreeMap<>();
        all.forEach(task -> versions.put(task.work().kind(), task.work().version()));
        return versions;
    }
}
