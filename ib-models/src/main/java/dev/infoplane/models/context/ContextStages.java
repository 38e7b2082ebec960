package dev.infoplane.models.context;

import com.google.common.base.Suppliers;
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
import java.util.function.Function;
import java.util.function.Supplier;

/** The stages in which a {@link PooledContextMlp} is learned. Public for families of this library that learn on from it. */
public final class ContextStages {
    private final PooledOptions options;
    private final StagedFamily.Rows rows;
    private final PoolImages images;
    private final int first;
    private final Supplier<PooledLearner> learner = Suppliers.memoize(this::newLearner);

    ContextStages(PooledOptions options, StagedFamily.Rows rows) {
        this.options = options;
        this.rows = rows;
        images = PoolImages.of(options.closedForm, rows.x(), rows.folds());
        first = options.closedForm.firstTeachingRow();
    }

    private PooledLearner newLearner() {
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

    /** The training that all points share. */
    public byte[] learnShared(StagedFamily.Prepared prepared) {
        SortedMap<String, PointMaps> points = new TreeMap<>();
        prepared.points().forEach((name, file) -> points.put(name, read(file.get())));
        return learnShared(points, read(prepared.none().get()));
    }

    /** The training that all points share. */
    public byte[] learnShared(SortedMap<String, PointMaps> points, PointMaps none) {
        List<PointMaps> all = new ArrayList<>(points.values());
        all.add(none);
        return new SharedTraining(List.copyOf(points.keySet()), learner.get().train(all, first, options.steps)).bytes();
    }

    /**
     * What the pool says of the images of a point, once their maps are known.
     *
     * @param shared what all points have learned
     * @throws IllegalArgumentException if it is not a point of this training, listing those there are
     */
    public Function<PointMaps, PoolStart> start(String point, byte[] shared) {
        SharedTraining learned = SharedTraining.read(shared);
        int index = PooledContextDensities.index(learned.points(), point);
        return maps -> PoolStart.of(density(learned, maps, index, List.of()), maps);
    }

    /** What the better unconditional density says. */
    public PoolStart startOfNone(PoolImages.Prepared none, byte[] shared, byte[] unconditional) {
        return PoolStart.of(better(none, shared, unconditional), none.maps());
    }

    /** The training of the unconditional density of its own. */
    public byte[] learnUnconditional(PointMaps none) {
        return new SharedTraining(List.of(), learner.get().train(List.of(none), first, options.marginalSteps)).bytes();
    }

    /** The training of the unconditional density of its own. */
    public byte[] learnUnconditional(StagedFamily.Prepared prepared) {
        return learnUnconditional(read(prepared.none().get()));
    }

    PooledDensity given(String point, Path prepared, byte[] shared) {
        SharedTraining learned = SharedTraining.read(shared);
        int index = PooledContextDensities.index(learned.points(), point);
        PoolImages.Prepared read = prepared(prepared);
        return density(learned, read.maps(), index, read.warningsThroughMaps());
    }

    PooledDensity marginal(Path none, byte[] shared, byte[] unconditional) {
        return better(prepared(none), shared, unconditional);
    }

    private PooledContextDensities.Point better(PoolImages.Prepared read, byte[] shared, byte[] unconditional) {
        SharedTraining learned = SharedTraining.read(shared);
        return PooledContextDensities.better(
                density(learned, read.maps(), learned.points().size(), read.warningsThroughMaps()),
                own(read, unconditional));
    }

    /** The unconditional density by itself. */
    public PooledDensity unconditional(PoolImages.Prepared none, byte[] unconditional) {
        return own(none, unconditional);
    }

    private PooledContextDensities.Point own(PoolImages.Prepared none, byte[] unconditional) {
        TrainingResult alone = SharedTraining.read(unconditional).result();
        return new PooledContextDensities.Point(
                learner.get().learned(alone, List.of(none.maps()), first), 0, none.warningsThroughMaps());
    }

    PooledDensity unconditional() {
        PoolImages.Prepared none = images.prepare(Optional.empty());
        return new PooledContextDensities.Point(
                learner.get().learn(List.of(none.maps()), first, options.marginalSteps), 0, none.warningsThroughMaps());
    }

    /** The network of a pool at one point; the maps of the others are not needed. */
    private PooledContextDensities.Point density(
            SharedTraining learned, PointMaps maps, int index, List<String> warnings) {
        return new PooledContextDensities.Point(learned(learned, maps), index, warnings);
    }

    private Learned learned(SharedTraining learned, PointMaps maps) {
        List<PointMaps> all = Collections.nCopies(learned.points().size() + 1, maps);
        return learner.get().learned(learned.result(), all, first);
    }
}
