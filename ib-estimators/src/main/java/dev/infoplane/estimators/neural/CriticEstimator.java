package dev.infoplane.estimators.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.neural.internal.Calibration;
import dev.infoplane.estimators.neural.internal.CriticLoss;
import dev.infoplane.estimators.neural.internal.CriticNet;
import dev.infoplane.estimators.neural.internal.CriticObjective;
import dev.infoplane.estimators.neural.internal.EncodedPair;
import dev.infoplane.estimators.neural.internal.ScoreTable;
import dev.infoplane.estimators.neural.internal.Suspicions;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Mutual information from a critic: a network learns to score pairs (x, t) that belong together above independent pairs, and a
 * {@link VariationalBound} turns its scores into nats.
 *
 * <p>Rows are dealt out at random to three roles: six tenths teach, one tenth chooses the step at which the critic is used, three
 * tenths measure. Measured rows are scored all against all (in blocks of at most 2048), so that independent pairs cost nothing. The standard
 * error is the sampling error over measured rows; where the value is no bound it also holds what the result suspects of itself, the
 * distance between rows that taught and rows that measured, how far the learned density ratio is from averaging one, and a tenth of the
 * value, by which the penalty on weights may have shrunk the scores. The result
 * keeps one contribution a measured row and the learning curve, whose points are losses of the validation rows.
 *
 * <p>Vectors are replaced by normal scores, column by column, which leaves information as it is and takes the sting out of heavy
 * tails and scales; labels become indicators; images are centred and scaled as a whole. Rows must be independent draws. Non-finite
 * input is refused, and so are fewer than 20 rows.
 *
 * <p>Warnings: few measured rows, copies of rows that taught among those that measure, training that was still gaining, overfitting, a
 * value below zero, a value near the ceiling of InfoNCE or beyond ln n, a mean of exponentials that rests on few pairs, a
 * Gaussian fit or a critic in closed form that reads more, networks that half as many rows taught reading clearly less. The last is
 * asked only where nothing else was found and no normal distribution explains the value; it takes half as long again. A training whose
 * loss is not finite returns to its last check at half the rate; the third time it fails with an {@link IllegalStateException}.
 *
 * <p>Needs a DJL engine. Estimates of one JVM run one after another. The same seed gives the same bits on one machine and number of
 * engine threads. Time: a step scores {@code batch²} pairs.
 */
public final class CriticEstimator implements MiEstimator {
    /** The part of a value that is no bound by which the penalty on weights may have shrunk the scores. */
    private static final double PENALISED = 0.1;

    private final VariationalBound bound;
    private final Critic critic;
    private final CriticTraining training;
    private final MarginalTransform margins;

    private CriticEstimator(VariationalBound bound, Critic critic, CriticTraining training, MarginalTransform margins) {
        this.bound = Objects.requireNonNull(bound, "bound");
        this.critic = Objects.requireNonNull(critic, "critic");
        this.training = Objects.requireNonNull(training, "training");
        this.margins = Objects.requireNonNull(margins, "margins");
    }

    /** An estimator with the standard critic and training. */
    public static CriticEstimator of(VariationalBound bound) {
        return new CriticEstimator(
                bound, Critic.standard(), CriticTraining.standard(), MarginalTransform.NORMAL_SCORES);
    }

    /** This estimator with another critic. */
    public CriticEstimator withCritic(Critic critic) {
        return new CriticEstimator(bound, critic, training, margins);
    }

    /** This estimator with another training. */
    public CriticEstimator withTraining(CriticTraining training) {
        return new CriticEstimator(bound, critic, training, margins);
    }

    /** This estimator on columns mapped in another way. */
    public CriticEstimator withMargins(MarginalTransform margins) {
        return new CriticEstimator(bound, critic, training, margins);
    }

    @Override
    public String id() {
        return bound.id();
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(critic.settings());
        settings.putAll(training.settings());
        settings.put("margins", margins.name());
        return Measurement.withRevision(settings);
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        return Measurement.of(this, bound.kind(), training, margins, x, t, seed, this::measure);
    }

    private Estimate.Builder measure(Measurement m) {
        Learned learned = learn(m, m.fit(), m::train);
        Estimate.Builder builder = read(m, learned);
        if (m.isWorthAskingAgain(builder.build())) {
            double[] half = bound.read(learn(m, m.halfOfFit(), m::trainHalf).measured());
            Suspicions.rising(bound.read(learned.measured()), half)
                    .ifPresent(missed -> Measurement.doubt(builder, missed));
        }
        return builder;
    }

    /** How a training ended, what the measured rows score, and what rows that taught read. */
    private record Learned(TrainingResult result, ScoreTable measured, double taught) {}

    private Learned learn(Measurement m, EncodedPair rows, BiFunction<Objective, Objective, TrainingResult> training) {
        try (NDManager manager = NDManager.newBaseManager()) {
            CriticLoss loss = bound.loss();
            ParameterLayout layout = new ParameterLayout();
            List<CriticNet> nets = new ArrayList<>();
            for (int i = 0; i < loss.scores(); i++) {
                nets.add(critic.net(
                        "score" + i,
                        layout,
                        manager,
                        rows.x().batch(2),
                        rows.t().batch(2)));
            }
            CriticObjective fit = new CriticObjective(layout, nets, loss, rows, m.penalty());
            TrainingResult result = training.apply(fit, fit.on(m.validate()));
            NDArray weights = manager.create(result.weights());
            Calibration calibration = calibrated(loss)
                    ? Calibration.of(fit.on(m.validate()).validationScores(weights, manager), bound::read)
                    : Calibration.NONE;
            ScoreTable scores = calibration.of(fit.on(m.measured()).scores(weights, manager));
            ScoreTable taught = calibration.of(fit.on(m.likeMeasured(rows)).scores(weights, manager));
            return new Learned(result, scores, Measurement.mean(bound.read(taught)));
        }
    }

    /** Whether the value stays what it claims to be if scores are scaled and shifted: a lower bound does, with a single score. */
    private boolean calibrated(CriticLoss loss) {
        return bound.kind() == BoundKind.LOWER && loss.scores() == 1;
    }

    private Estimate.Builder read(Measurement m, Learned learned) {
        TrainingResult result = learned.result();
        ScoreTable scores = learned.measured();
        double taught = learned.taught();
        Estimate.Builder builder =
                Estimate.ofPointwise(bound.read(scores), bound.kind(), id()).learningCurve(result.curve());
        Estimate plain = builder.build();
        double value = plain.value().nats();
        double error = plain.standardError().orElseThrow().nats();
        double[] ofX = scores.logMeanOfOthers(false, bound.clip());
        double[] ofT = scores.logMeanOfOthers(true, bound.clip());
        double logMean = ScoreTable.logMeanExp(ofX);
        Suspicions.stillLearning(result.curve(), m.steps(), value, error).ifPresent(builder::warning);
        Suspicions.overfitted(taught, value, error).ifPresent(builder::warning);
        Suspicions.negative(value, error).ifPresent(builder::warning);
        if (bound == VariationalBound.INFO_NCE) {
            Suspicions.ceiling(value, scores.smallestBlock()).ifPresent(builder::warning);
        } else {
            Suspicions.beyondSamples(value, scores.rows()).ifPresent(builder::warning);
            Suspicions.fewPairs(ofX).or(() -> Suspicions.fewPairs(ofT)).ifPresent(builder::warning);
        }
        if (bound.kind() == BoundKind.POINT) {
            Suspicions.uncalibrated(logMean, value, error).ifPresent(builder::warning);
            double shrunk = PENALISED * value;
            double suspected = Math.hypot(shrunk, Math.hypot(Math.max(0, taught - value), logMean));
            builder.standardError(Information.ofNats(Math.hypot(error, suspected)));
        }
        return builder;
    }
}
