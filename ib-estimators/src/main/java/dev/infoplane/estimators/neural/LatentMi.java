package dev.infoplane.estimators.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.neural.internal.LatentObjective;
import dev.infoplane.estimators.neural.internal.Suspicions;
import dev.infoplane.learn.TrainingResult;
import java.util.Map;
import java.util.Objects;

/**
 * Latent mutual information (Gowri et al. 2024): two encoders learn codes of few dimensions that predict both sides, and the
 * nearest-neighbour estimator {@link Ksg} measures the information between the codes of rows that did not teach.
 *
 * <p>Codes are functions of the samples, so the information between them is at most that between the samples (data processing), and KSG
 * itself errs downwards for strong dependence: a {@link BoundKind#LOWER lower bound} up to the bias of KSG, whose warnings the result
 * carries. What the codes lose leaves no trace in the result. Works where the dependence lies in few dimensions of wide samples.
 *
 * @param width units of a hidden layer
 * @param latents the dimensions of a code; a side with fewer has codes of its own dimensions
 * @param k neighbours
 * @param training how the encoders learn
 * @param margins what is done to each column first
 */
public record LatentMi(int width, int latents, int k, CriticTraining training, MarginalTransform margins)
        implements MiEstimator {
    /** Refuses sizes below 1. */
    public LatentMi {
        Checks.atLeast("width", 1, width);
        Checks.atLeast("latents", 1, latents);
        Checks.atLeast("k", 1, k);
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(margins, "margins");
    }

    /** Codes of eight dimensions, one hidden layer of 64 units, three neighbours. */
    public static LatentMi standard() {
        return new LatentMi(64, 8, 3, CriticTraining.ofDensities(), MarginalTransform.NORMAL_SCORES);
    }

    /** This estimator with another training. */
    public LatentMi withTraining(CriticTraining training) {
        return new LatentMi(width, latents, k, training, margins);
    }

    /** This estimator with codes of other dimensions. */
    public LatentMi withLatents(int latents) {
        return new LatentMi(width, latents, k, training, margins);
    }

    @Override
    public String id() {
        return "lmi";
    }

    @Override
    public Map<String, String> settings() {
        return Measurement.withRevision(RecordSettings.describe(this, CriticTraining.NO_SETTINGS));
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        return Measurement.of(this, BoundKind.LOWER, training, margins, x, t, seed, m -> measure(m, seed));
    }

    private Estimate.Builder measure(Measurement m, long seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            LatentObjective fit = new LatentObjective(m.fit(), width, latents, m.penalty(), manager);
            TrainingResult result = m.train(fit, fit.on(m.validate()), 1);
            NDArray weights = manager.create(result.weights());
            LatentObjective measured = fit.on(m.measured());
            int n = m.measured().size();
            Samples ofX = codes(measured.codes(weights, manager, false), n);
            Samples ofT = codes(measured.codes(weights, manager, true), n);
            Estimate ksg = Ksg.one().withK(k).estimate(ofX, ofT, seed);
            Estimate.Builder builder = Estimate.ofPointwise(ksg.pointwiseNats().orElseThrow(), BoundKind.LOWER, id())
                    .learningCurve(result.curve());
            ksg.standardError().ifPresent(builder::standardError);
            ksg.warnings().forEach(builder::warning);
            double value = ksg.value().nats();
            double error = ksg.standardError().orElseThrow().nats();
            Suspicions.stillLearning(result.curve(), m.steps(), value, error).ifPresent(builder::warning);
            Suspicions.negative(value, error).ifPresent(builder::warning);
            return builder;
        }
    }

    private static Samples codes(float[] values, int n) {
        return Samples.of(values, values.length / n);
    }
}
