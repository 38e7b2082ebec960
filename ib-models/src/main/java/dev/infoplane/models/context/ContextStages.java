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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The stages in which a {@link PooledContextMlp} can be learned. */
final class ContextStages {
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
        Map<String, Supplier<Path>> points = new TreeMap<>(prepared.points());
        List<PointMaps> all = new ArrayList<>();
        points.values().forEach(file -> all.add(read(file.get())));
        all.add(read(prepared.none().get()));
        return new SharedTraining(List.copyOf(points.keySet()), learner().train(all, first, options.steps)).bytes();
    }

    byte[] learnUnconditional(StagedFamily.Prepared prepared) {
        List<PointMaps> none = List.of(read(prepared.none().get()));
        return new SharedTraining(List.of(), learner().train(none, first, options.marginalSteps)).bytes();
    }

    PooledDensity given(String point, Path prepared, byte[] shared) {
        SharedTraining learned = SharedTraining.read(shared);
        int index = PooledContextDensities.index(learned.points(), point);
        PoolImages.Prepared read = prepared(prepared);
        return density(learned, read.maps(), index, read.warningsThroughMaps());
    }

    PooledDensity marginal(Path none, byte[] shared, byte[] unconditional) {
        PoolImages.Prepared read = prepared(none);
        SharedTraining learned = SharedTraining.read(shared);
        return PooledContextDensities.better(
                density(learned, read.maps(), learned.points().size(), read.warningsThroughMaps()),
                unconditional(read, unconditional));
    }

    PooledDensity unconditional(Path none, byte[] unconditional) {
        return unconditional(prepared(none), unconditional);
    }

    private PooledContextDensities.Point unconditional(PoolImages.Prepared none, byte[] unconditional) {
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
        List<PointMaps> all = Collections.nCopies(learned.points().size() + 1, maps);
        return new PooledContextDensities.Point(learner().learned(learned.result(), all, first), index, warnings);
    }
}
