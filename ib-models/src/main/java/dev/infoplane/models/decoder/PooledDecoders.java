package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.AnnealedLosses;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.models.decoder.internal.EqualShares;
import dev.infoplane.models.decoder.internal.PredictedImages;
import dev.infoplane.models.decoder.internal.PredictedModel;
import dev.infoplane.models.decoder.internal.PredictedObjective;
import dev.infoplane.models.decoder.internal.sampling.CachedSampler;
import dev.infoplane.storage.Identity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The densities of all points of a pool. */
final class PooledDecoders implements PooledDensities {
    private static final Logger LOG = LoggerFactory.getLogger(PooledDecoders.class);
    private static final int CHECKED_A_POINT = 100;

    private final DecoderTraining training;
    private final PooledPoints all;
    private final PredictedModel model;
    private final int ownSteps;
    private final int marginalSteps;
    private final TrainingStart fresh;
    private final TrainingResult pooled;
    private final Map<String, PooledDensity> known = new HashMap<>();

    PooledDecoders(DecoderTraining training, PooledPoints all, int ownSteps, int marginalSteps) {
        this.training = training;
        this.all = all;
        this.model = all.parts().model();
        this.ownSteps = ownSteps;
        this.marginalSteps = marginalSteps;
        fresh = TrainingStart.fresh(
                all.parts().initialised(training, all.teaching(), images(all.points(), PooledPoints.Point::fit)));
        pooled = train(all.points(), fresh, DecoderTraining.Phase.POOL, training.options.budget.parentSteps());
    }

    private static List<PredictedImages> images(
            List<PooledPoints.Point> points, Function<PooledPoints.Point, PredictedImages> rows) {
        return points.stream().map(rows).toList();
    }

    private TrainingResult train(
            List<PooledPoints.Point> points, TrainingStart start, DecoderTraining.Phase phase, int steps) {
        Identity identity = Identity.of("points", 1)
                .with("of", points.stream().map(PooledPoints.Point::identity).toList());
        EqualShares shares = new EqualShares(points.size(), RandomStream.POINTS.of(training.seed));
        return training.train(
                random -> PredictedObjective.training(
                        model,
                        all.teaching(),
                        images(points, PooledPoints.Point::fit),
                        new PredictedObjective.Training(shares, Optional.of(random))),
                PredictedObjective.scoring(model, checked(points), images(points, PooledPoints.Point::validate)),
                start,
                new DecoderTraining.Run(phase, steps, Map.of("points", identity)));
    }

    /** The rows that draw the learning curves: a few of every point, or all of a single one. */
    private Samples checked(List<PooledPoints.Point> points) {
        Samples validate = training.validate;
        return points.size() == 1 ? validate : validate.slice(0, Math.min(CHECKED_A_POINT, validate.rows()));
    }

    /** The learning curve of one point of the common training. */
    private LearningCurve curve(int point) {
        int rows = checked(all.points()).rows();
        List<AnnealedLosses> own = pooled.annealed().stream()
                .map(losses -> losses.rows(point * rows, (point + 1) * rows))
                .toList();
        List<LearningCurve.Annealed> annealed = AnnealedLosses.curve(own);
        return new LearningCurve(
                annealed.stream()
                        .map(a -> new LearningCurve.Point(a.step(), a.crossEntropyNats()))
                        .toList(),
                annealed);
    }

    @Override
    public PooledDensity given(String point) {
        return all.points().stream()
                .filter(p -> !p.name().isEmpty() && p.name().equals(point))
                .findFirst()
                .map(p -> known.computeIfAbsent(point, name -> refined(p)))
                .orElseThrow(() -> new IllegalArgumentException("no point '" + point + "' in this pool; there are "
                        + all.points().stream()
                                .map(PooledPoints.Point::name)
                                .filter(name -> !name.isEmpty())
                                .toList()));
    }

    private Decoder refined(PooledPoints.Point point) {
        if (ownSteps == 0) {
            return new Decoder(point, pooled.weights(), curve(all.points().indexOf(point)));
        }
        return new Decoder(point, train(List.of(point), pooled.asStart(), DecoderTraining.Phase.OWN, ownSteps));
    }

    @Override
    public PooledDensity marginal() {
        return known.computeIfAbsent("", name -> betterOfTwo());
    }

    private PooledDensity betterOfTwo() {
        Decoder shared = refined(all.blind());
        if (marginalSteps == 0) {
            return shared;
        }
        Decoder own = new Decoder(
                all.blind(), train(List.of(all.blind()), fresh, DecoderTraining.Phase.UNCONDITIONAL, marginalSteps));
        double sharedNats = shared.validationNats();
        double ownNats = own.validationNats();
        LOG.info(
                "unconditional density on validation rows: {} nats by the network of the pool, {} by one of its own",
                sharedNats,
                ownNats);
        return ownNats < sharedNats ? own : shared;
    }

    /** The common network, or one that went on from it, at one point. */
    private final class Decoder implements PooledDensity {
        private final PooledPoints.Point point;
        private final float[] learned;
        private final LearningCurve curve;

        Decoder(PooledPoints.Point point, float[] learned, LearningCurve curve) {
            this.point = point;
            this.learned = learned;
            this.curve = curve;
        }

        Decoder(PooledPoints.Point point, TrainingResult result) {
            this(point, result.weights(), result.curve());
        }

        @Override
        public double[] logLikelihood() {
            return score(all.measured(), point.measure());
        }

        @Override
        public double[] validationLogLikelihood() {
            return score(training.validate, point.validate());
        }

        @Override
        public Optional<double[]> taughtLogLikelihood() {
            Samples some = all.teaching().slice(0, Math.min(all.teaching().rows(), training.validate.rows()));
            return Optional.of(score(some, point.fit()));
        }

        private double[] score(Samples x, PredictedImages images) {
            try (NDManager manager = NDManager.newBaseManager(training.options.device)) {
                double[] nats = PredictedObjective.scoring(model, x, List.of(images))
                        .evaluate(manager.create(learned), manager);
                Arrays.setAll(nats, i -> -nats[i]);
                return nats;
            }
        }

        double validationNats() {
            return -Arrays.stream(validationLogLikelihood()).average().orElseThrow();
        }

        @Override
        public LearningCurve learningCurve() {
            return curve;
        }

        @Override
        public List<String> warnings() {
            return point.warnings();
        }

        @Override
        public Samples sample(int[] rows, long seed) {
            for (int row : rows) {
                Objects.checkIndex(row, all.measured().rows());
            }
            try (NDManager manager = NDManager.newBaseManager(training.options.device)) {
                NDArray weights = manager.create(learned);
                return new CachedSampler(model, training.image, weights)
                        .draw(new CachedSampler.Request(
                                rows.length,
                                new PredictedConditions.PredictedSource(
                                        model,
                                        point.measure().point(),
                                        PredictedConditions.ownMaps(model, weights),
                                        i -> point.maps().drawing(point.firstMeasured() + rows[i])),
                                CachedSampler.KnownRows.NONE,
                                seed,
                                1));
            }
        }
    }

    @Override
    public void close() {
        // everything is on the heap
    }
}
