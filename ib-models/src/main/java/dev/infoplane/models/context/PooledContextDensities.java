package dev.infoplane.models.context;

import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ReconstructedPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The densities of all points of a pool. The last point of the network is the one without activations. */
final class PooledContextDensities implements PooledDensities {
    private static final Logger LOG = LoggerFactory.getLogger(PooledContextDensities.class);

    private final PooledLearner learner;
    private final ReconstructedPool pool;
    private final int marginalSteps;
    private final List<String> names;
    private final Learned pooled;
    private Optional<PooledDensity> marginal = Optional.empty();

    PooledContextDensities(PooledLearner learner, ReconstructedPool pool, int steps, int marginalSteps) {
        this.learner = learner;
        this.pool = pool;
        this.marginalSteps = marginalSteps;
        names = List.copyOf(pool.points().keySet());
        List<PointMaps> all = new ArrayList<>(pool.points().values());
        all.add(pool.none());
        pooled = learner.learn(all, pool.firstTeachingRow(), steps);
    }

    record Point(Learned of, int index, List<String> warnings) implements PooledDensity {
        @Override
        public double[] logLikelihood() {
            return of.score(of.measure(), index);
        }

        @Override
        public double[] validationLogLikelihood() {
            return of.score(of.validate(), index);
        }

        @Override
        public Optional<double[]> taughtLogLikelihood() {
            return Optional.of(of.score(of.taught(), index));
        }

        @Override
        public LearningCurve learningCurve() {
            return of.curves().get(index);
        }

        @Override
        public Samples sample(int[] rows, long seed) {
            return of.sample(index, rows, seed);
        }

        double validationNats() {
            return -Arrays.stream(validationLogLikelihood()).average().orElseThrow();
        }
    }

    @Override
    public PooledDensity given(String point) {
        return new Point(pooled, index(names, point), pool.warnings().get(point));
    }

    static int index(List<String> names, String point) {
        int index = names.indexOf(point);
        if (index < 0) {
            throw new IllegalArgumentException("no point '" + point + "' in this pool; there are " + names);
        }
        return index;
    }

    @Override
    public PooledDensity marginal() {
        if (marginal.isEmpty()) {
            Learned alone = learner.learn(List.of(pool.none()), pool.firstTeachingRow(), marginalSteps);
            List<String> warnings = pool.warningsOfNone();
            marginal = Optional.of(better(new Point(pooled, names.size(), warnings), new Point(alone, 0, warnings)));
        }
        return marginal.orElseThrow();
    }

    /** The better of two unconditional densities, judged by the rows that validate. */
    static Point better(Point shared, Point own) {
        double sharedNats = shared.validationNats();
        double ownNats = own.validationNats();
        LOG.info(
                "unconditional density on validation rows: {} nats by the network of the pool, {} by one of its own",
                sharedNats,
                ownNats);
        return ownNats < sharedNats ? own : shared;
    }

    @Override
    public void close() {
        // all of it lives on the heap
    }
}
