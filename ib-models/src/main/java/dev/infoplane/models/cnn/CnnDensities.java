package dev.infoplane.models.cnn;

import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.context.ContextStages;
import dev.infoplane.models.context.PoolStart;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The densities of all points, learned in one process. Maps of all points are kept, activations of none. */
final class CnnDensities implements PooledDensities {
    private final CnnOptions options;
    private final SortedMap<String, ? extends Supplier<Samples>> points;
    private final CnnStages stages;
    private final ContextStages pool;
    private final SortedMap<String, PoolImages.Prepared> prepared = new TreeMap<>();
    private final PoolImages.Prepared none;
    private final byte[] shared;
    private final Map<String, PooledDensity> trained = new HashMap<>();
    private Optional<PooledDensity> marginal = Optional.empty();

    CnnDensities(CnnOptions options, StagedFamily.Rows rows, SortedMap<String, ? extends Supplier<Samples>> points) {
        this.options = options;
        this.points = points;
        stages = new CnnStages(options, rows);
        pool = options.pool().stages(rows);
        points.forEach((name, reader) ->
                prepared.put(name, ofPoint(name, () -> stages.prepared(Optional.of(reader.get())))));
        none = stages.prepared(Optional.empty());
        SortedMap<String, PointMaps> maps = new TreeMap<>();
        prepared.forEach((name, point) -> maps.put(name, point.maps()));
        shared = options.poolSteps == 0 ? new byte[0] : pool.learnShared(maps, none.maps());
    }

    private static <T> T ofPoint(String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the point '" + name + "': " + e.getMessage(), e);
        }
    }

    static void requirePoint(Collection<String> points, String point) {
        if (!points.contains(point)) {
            throw new IllegalArgumentException("no point '" + point + "' in this pool; there are " + points);
        }
    }

    @Override
    public PooledDensity given(String point) {
        requirePoint(points.keySet(), point);
        return trained.computeIfAbsent(point, this::learn);
    }

    private PooledDensity learn(String point) {
        PoolImages.Prepared closed = prepared.get(point);
        Optional<PoolStart> start =
                options.poolSteps == 0 ? Optional.empty() : Optional.of(pool.start(point, closed.maps(), shared));
        return ofPoint(
                point,
                () -> stages.learned(stages.data(closed, points.get(point).get(), start)));
    }

    @Override
    public PooledDensity marginal() {
        if (marginal.isEmpty()) {
            byte[] unconditional = pool.learnUnconditional(none.maps());
            marginal = Optional.of(
                    options.poolSteps == 0
                            ? pool.unconditional(none, unconditional)
                            : pool.marginal(none, shared, unconditional));
        }
        return marginal.orElseThrow();
    }

    @Override
    public void close() {
        // all of it lives on the heap
    }
}
