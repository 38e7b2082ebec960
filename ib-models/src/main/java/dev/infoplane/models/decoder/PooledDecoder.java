package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.AnnealedLosses;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.models.decoder.internal.PredictedImages;
import dev.infoplane.models.decoder.internal.PredictedObjective;
import dev.infoplane.models.decoder.internal.sampling.CachedSampler;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The common network of a pool, or one that went on from it, at one point. */
final class PooledDecoder implements PooledDensity {
    private final PooledTrainings of;
    private final PooledPoints.Point point;
    private final float[] learned;
    private final LearningCurve curve;

    private PooledDecoder(PooledTrainings of, PooledPoints.Point point, float[] learned, LearningCurve curve) {
        this.of = of;
        this.point = point;
        this.learned = learned;
        this.curve = curve;
    }

    /** From a training of this point alone. */
    static PooledDecoder alone(PooledTrainings of, PooledPoints.Point point, TrainingResult result) {
        return new PooledDecoder(of, point, result.weights(), result.curve());
    }

    /**
     * From a training that it shared with others.
     *
     * @param index which of them it was
     * @param ownSteps steps that it then takes alone
     */
    static PooledDecoder sharing(
            PooledTrainings of, PooledPoints.Point point, TrainingResult shared, int index, int ownSteps) {
        return ownSteps == 0
                ? new PooledDecoder(of, point, shared.weights(), curve(of, shared, index))
                : alone(of, point, of.own(point, shared, ownSteps));
    }

    /** The learning curve of one point of the common training. */
    private static LearningCurve curve(PooledTrainings of, TrainingResult shared, int index) {
        int rows = of.checked(Integer.MAX_VALUE).rows();
        List<AnnealedLosses> own = shared.annealed().stream()
                .map(losses -> losses.rows(index * rows, (index + 1) * rows))
                .toList();
        return new LearningCurve(AnnealedLosses.checks(own), AnnealedLosses.curve(own));
    }

    @Override
    public double[] logLikelihood() {
        return score(of.rows.measured(), point.measure());
    }

    @Override
    public double[] validationLogLikelihood() {
        return score(of.training.validate, point.validate());
    }

    @Override
    public Optional<double[]> taughtLogLikelihood() {
        Samples teaching = of.rows.teaching();
        Samples some = teaching.slice(0, Math.min(teaching.rows(), of.training.validate.rows()));
        return Optional.of(score(some, point.fit()));
    }

    private double[] score(Samples x, PredictedImages images) {
        try (NDManager manager = NDManager.newBaseManager(of.training.options.device)) {
            double[] nats =
                    PredictedObjective.scoring(of.model, x, List.of(images)).evaluate(manager.create(learned), manager);
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
            Objects.checkIndex(row, of.rows.measured().rows());
        }
        try (NDManager manager = NDManager.newBaseManager(of.training.options.device)) {
            NDArray weights = manager.create(learned);
            return new CachedSampler(of.model, of.training.image, weights)
                    .draw(new CachedSampler.Request(
                            rows.length,
                            new PredictedConditions.PredictedSource(
                                    of.model,
                                    point.measure().point(),
                                    PredictedConditions.ownMaps(of.model, weights),
                                    i -> point.maps().drawing(point.firstMeasured() + rows[i])),
                            CachedSampler.KnownRows.NONE,
                            seed,
                            1));
        }
    }
}
