package dev.infoplane.models.context;

import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.internal.SharedTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The stages in which a {@link PooledContextMlp} is learned, also for families that learn on from it. */
public final class ContextStages {
    private final PooledOptions options;
    private final StagedFamily.Rows rows;
    private final PoolImages images;
    private final int first;

    ContextStages(PooledOptions options, StagedFamily.Rows rows) {
        this.options = options;
        this.rows = rows;
        images = PoolImages.of(options.closedForm, rows.x(), rows.folds());
        first = options.closedForm.firstTeachingRow();
    }

    private PooledLearner learner() {
        Samples x = rows.x();
        return new PooledLearner(
                options, x, rows.folds().fit(x).rows(), rows.folds().validate(x).rows(), rows.seed());
    }

    private PoolImages.Prepared prepared(Path file) {
        return PoolImages.Prepared.read(file, images);
    }

    private PointMaps read(Path file) {
        return prepared(file).maps();
    }

    byte[] learnShared(StagedFamily.Prepared prepared) {
        SortedMap<String, PointMaps> points = new TreeMap<>();
        prepared.points().forEach((name, file) -> points.put(name, read(file.get())));
        return learnShared(points, read(prepared.none().get()));
    }

    /** The training that all points share. */
    public byte[] learnShared(SortedMap<String, PointMaps> points, PointMaps none) {
        List<PointMaps> all = new ArrayList<>(points.values());
        all.add(none);
        return new SharedTraining(List.copyOf(points.keySet()), learner().train(all, first, options.steps)).bytes();
    }

    /**
     * What the pool says of the images of a point.
     *
     * @param shared what all points have learned
     * @throws IllegalArgumentException if it is not a point of this training, listing those there are
     */
    public PoolStart start(String point, PointMaps maps, byte[] shared) {
        SharedTraining learned = SharedTraining.read(shared);
        int index = PooledContextDensities.index(learned.points(), point);
        return PoolStart.of(learned(learned, maps), index, maps, rows.x().rows());
    }

    /** The training of the unconditional density of its own. */
    public byte[] learnUnconditional(PointMaps none) {
        return new SharedTraining(List.of(), learner().train(List.of(none), first, options.marginalSteps)).bytes();
    }

    byte[] learnUnconditional(StagedFamily.Prepared prepared) {
        return learnUnconditional(read(prepared.none().get()));
    }

    PooledDensity given(String point, Path prepared, byte[] shared) {
        SharedTraining learned = SharedTraining.read(shared);
        int index = PooledContextDensities.index(learned.points(), point);
        PoolImages.Prepared read = prepared(prepared);
        return density(learned, read.maps(), index, read.warningsThroughMaps());
    }

    PooledDensity marginal(Path none, byte[] shared, byte[] unconditional) {
        return marginal(prepared(none), shared, unconditional);
    }

    /** The density that the points are compared with. */
    public PooledDensity marginal(PoolImages.Prepared read, byte[] shared, byte[] unconditional) {
        SharedTraining learned = SharedTraining.read(shared);
        return PooledContextDensities.better(
                density(learned, read.maps(), learned.points().size(), read.warningsThroughMaps()),
                own(read, unconditional));
    }

    PooledDensity unconditional(Path none, byte[] unconditional) {
        return unconditional(prepared(none), unconditional);
    }

    /** The unconditional density by itself. */
    public PooledDensity unconditional(PoolImages.Prepared none, byte[] unconditional) {
        return own(none, unconditional);
    }

    private PooledContextDensities.Point own(PoolImages.Prepared none, byte[] unconditional) {
        TrainingResult alone = SharedTraining.read(unconditional).result();
        return new PooledContextDensities.Point(
                learner().learned(alone, List.of(none.maps()), first), 0, none.warningsThroughMaps());
    }

    PooledDensity unconditional() {
        PoolImages.Prepared none = images.prepare(Optional.empty());
        return new PooledContextDensities.Point(
                learner().learn(List.of(none.maps()), first, options.marginalSteps), 0, none.warningsThroughMaps());
    }

    /** The network of a pool at one point; the maps of the others are not needed. */
    private PooledContextDensities.Point density(
            SharedTraining learned, PointMaps maps, int index, List<String> warnings) {
        return new PooledContextDensities.Point(learned(learned, maps), index, warnings);
    }

    private Learned learned(SharedTraining learned, PointMaps maps) {
        List<PointMaps> all = Collections.nCopies(learned.points().size() + 1, maps);
        return learner().learned(learned.result(), all, first);
    }
}
