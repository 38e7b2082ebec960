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
import dev.infoplane.estimators.neural.internal.NormalObjective;
import dev.infoplane.estimators.neural.internal.Suspicions;
import dev.infoplane.learn.TrainingResult;
import java.util.Map;
import java.util.Objects;

/**
 * The contrastive log-ratio of Cheng et al. (2020): E ln q(t|x) − E' ln q(t|x), with q a normal of independent coordinates whose means
 * and variances a network learns.
 *
 * <p>It is an upper bound on I(X;T) only where q is the exact conditional density. A learned q is not, so the value is declared a
 * {@link BoundKind#RELATED related quantity}, and it says so in a warning: it can lie on either side of the truth. It is of use as a
 * penalty that goes to zero with the dependence, less so as a number; even with the exact q a correlation of ρ reads ρ² / (1 − ρ²) instead
 * of −½ ln(1 − ρ²). Where noise of known size makes q exact, {@link dev.infoplane.estimators.PairwiseDistance} has a smaller upper bound
 * from the same distances.
 *
 * @param width units of a hidden layer
 * @param layers hidden layers
 * @param training how the network learns
 * @param margins what is done to each column first
 */
public record Club(int width, int layers, CriticTraining training, MarginalTransform margins) implements MiEstimator {
    /** Refuses sizes below 1. */
    public Club {
        Checks.atLeast("width", 1, width);
        Checks.atLeast("layers", 1, layers);
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(margins, "margins");
    }

    /** Two layers of 64 units, on normal scores. */
    public static Club standard() {
        return new Club(64, 2, CriticTraining.ofDensities(), MarginalTransform.NORMAL_SCORES);
    }

    /** This estimator with another training. */
    public Club withTraining(CriticTraining training) {
        return new Club(width, layers, training, margins);
    }

    @Override
    public String id() {
        return "club";
    }

    @Override
    public Map<String, String> settings() {
        return Measurement.withRevision(RecordSettings.describe(this, CriticTraining.NO_SETTINGS));
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        return Measurement.of(this, BoundKind.RELATED, training, margins, x, t, seed, this::measure);
    }

    private Estimate.Builder measure(Measurement m) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NormalObjective fit = new NormalObjective(m.fit(), width, layers, m.penalty(), manager);
            TrainingResult result = m.train(fit, fit.on(m.validate()), 1);
            NDArray weights = manager.create(result.weights());
            double[] factors = fit.on(m.notMeasured()).varianceFactors(weights, manager);
            NormalObjective all = fit.on(m.all());
            double[] values = fit.on(m.measured()).contrasts(weights, manager, factors, all);
            Estimate.Builder builder = Estimate.ofPointwise(values, BoundKind.RELATED, id())
                    .learningCurve(result.curve())
                    .warning(
                            "an upper bound only where q(t|x) is exact; here it is learned, and the value may lie on either side of"
                                    + " the truth");
            Estimate plain = builder.build();
            double error = plain.standardError().orElseThrow().nats();
            double taught = Measurement.mean(fit.on(m.taughtLikeMeasured()).contrasts(weights, manager, factors, all));
            double value = plain.value().nats();
            Suspicions.stillLearning(result.curve(), m.steps(), value, error).ifPresent(builder::warning);
            Suspicions.overfitted(taught, value, error).ifPresent(builder::warning);
            return builder;
        }
    }
}
