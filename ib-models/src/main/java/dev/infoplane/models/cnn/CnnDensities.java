package dev.infoplane.models.cnn;

import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.context.PoolStart;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The densities of all points, learned in one process. Maps and weights of all points are kept, activations of none. */
final class CnnDensities implements PooledDensities {
    private final SortedMap<String, ? extends Supplier<Samples>> points;
    private final CnnStages stages;
    private final Map<String, PoolImages.Prepared> prepared = new HashMap<>();
    private final byte[] shared;
    private final Map<String, TrainingResult> trained = new HashMap<>();
    private Optional<PoolImages.Prepared> none = Optional.empty();
    private Optional<PooledDensity> marginal = Optional.empty();

    CnnDensities(CnnOptions options, StagedFamily.Rows rows, SortedMap<String, ? extends Supplier<Samples>> points) {
        this.points = points;
        stages = new CnnStages(options, rows);
        SortedMap<String, Supplier<PointMaps>> maps = new TreeMap<>();
        points.keySet().forEach(name -> maps.put(name, () -> prepared(name).maps()));
        shared = stages.learnShared(maps, () -> none().maps());
    }

    private PoolImages.Prepared prepared(String point) {
        PoolImages.Prepared found = prepared.get(point);
        if (found == null) {
            found = ofPoint(
                    point, () -> stages.prepared(Optional.of(points.get(point).get())));
            prepared.put(point, found);
        }
        return found;
    }

    private PoolImages.Prepared none() {
        if (none.isEmpty()) {
            none = Optional.of(stages.prepared(Optional.empty()));
        }
        return none.orElseThrow();
    }

    private static <T> T ofPoint(String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the point '" + name + "': " + e.getMessage(), e);
        }
    }

    @Override
    public PooledDensity given(String point) {
        Function<PointMaps, Optional<PoolStart>> start = stages.start(point, shared);
        PoolImages.Prepared closed = prepared(point);
        return ofPoint(point, () -> {
            CnnData data = stages.data(closed, points.get(point).get(), start);
            TrainingResult result = trained.get(point);
            if (result == null) {
                result = stages.train(data);
                trained.put(point, result);
            }
            return stages.learned(data, result);
        });
    }

    @Override
    public PooledDensity marginal() {
        if (marginal.isEmpty()) {
            marginal = Optional.of(stages.marginal(none(), shared, stages.learnUnconditional(none().maps())));
        }
        return marginal.orElseThrow();
    }

    @Override
    public void close() {
        // all of it lives on the heap
    }
}
