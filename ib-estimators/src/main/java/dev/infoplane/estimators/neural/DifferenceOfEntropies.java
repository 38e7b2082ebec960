package dev.infoplane.estimators.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.neighbour.DuplicateRows;
import dev.infoplane.estimators.neural.internal.DensityObjective;
import dev.infoplane.estimators.neural.internal.EncodedPair;
import dev.infoplane.estimators.neural.internal.Suspicions;
import dev.infoplane.learn.TrainingResult;
import java.util.Map;
import java.util.Objects;

/**
 * The difference of entropies of McAllester &amp; Stratos (2020): the cross-entropy of a learned density q(t) minus that of a learned
 * q(t|x), both on rows that taught neither. No mean of exponentials is taken, so large amounts of information need no exponential
 * number of samples. Both densities are masked autoregressive networks (Germain et al. 2015) of mixtures of normals.
 *
 * <p>The first cross-entropy is too large by the error of q(t), the second by that of q(t|x), so the value is
 * {@link BoundKind#DECODABLE no bound}: it is the information that this family of densities can use. t must have a density: where its
 * columns repeat values the result warns. Not symmetric; put the side that is easier to model in the place of t.
 *
 * @param width units of the hidden layer
 * @param training how the networks learn
 * @param margins what is done to each column first
 */
public record DifferenceOfEntropies(int width, CriticTraining training, MarginalTransform margins)
        implements MiEstimator {
    /** Refuses a width below 1. */
    public DifferenceOfEntropies {
        Checks.atLeast("width", 1, width);
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(margins, "margins");
    }

    /** 64 units, on normal scores. */
    public static DifferenceOfEntropies standard() {
        return new DifferenceOfEntropies(64, CriticTraining.ofDensities(), MarginalTransform.NORMAL_SCORES);
    }

    /** This estimator with another training. */
    public DifferenceOfEntropies withTraining(CriticTraining training) {
        return new DifferenceOfEntropies(width, training, margins);
    }

    @Override
    public String id() {
        return "doe";
    }

    @Override
    public Map<String, String> settings() {
        return Measurement.withRevision(RecordSettings.describe(this, CriticTraining.NO_SETTINGS));
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        return Measurement.of(this, BoundKind.DECODABLE, training, margins, x, t, seed, m -> {
            Estimate.Builder builder = measure(m);
            DuplicateRows.ofColumns("t", t).ifPresent(builder::warning);
            return builder;
        });
    }

    /** A trained density and what rows cost under it. */
    private record Learned(TrainingResult result, double[] measured, double[] taught) {}

    private Learned learn(Measurement m, boolean conditional, NDManager manager) {
        DensityObjective fit = new DensityObjective(m.fit(), conditional, width, m.penalty(), manager);
        TrainingResult result = m.train(fit, fit.on(m.validate()), conditional ? 1 : 2);
        NDArray weights = manager.create(result.weights());
        EncodedPair taught = m.taughtLikeMeasured();
        return new Learned(
                result,
                fit.on(m.measured()).evaluate(weights, manager),
                fit.on(taught).evaluate(weights, manager));
    }

    private Estimate.Builder measure(Measurement m) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Learned given = learn(m, true, manager);
            Learned alone = learn(m, false, manager);
            double[] values = difference(alone.measured, given.measured);
            Estimate.Builder builder =
                    Estimate.ofPointwise(values, BoundKind.DECODABLE, id()).learningCurve(given.result.curve());
            Estimate plain = builder.build();
            double value = plain.value().nats();
            double error = plain.standardError().orElseThrow().nats();
            double taught = Measurement.mean(difference(alone.taught, given.taught));
            Suspicions.stillLearning(given.result.curve(), m.steps(), value, error)
                    .or(() -> Suspicions.stillLearning(alone.result.curve(), m.steps(), value, error))
                    .ifPresent(builder::warning);
            Suspicions.overfitted(taught, value, error).ifPresent(builder::warning);
            Suspicions.negative(value, error).ifPresent(builder::warning);
            return builder;
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }
}
