package dev.infoplane.estimators.neural;

import com.google.common.primitives.Ints;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.neural.internal.EncodedPair;
import dev.infoplane.estimators.neural.internal.EncodedSide;
import dev.infoplane.estimators.neural.internal.LinearPart;
import dev.infoplane.estimators.neural.internal.Missed;
import dev.infoplane.estimators.neural.internal.Rivals;
import dev.infoplane.estimators.neural.internal.Roles;
import dev.infoplane.estimators.neural.internal.RowOrder;
import dev.infoplane.estimators.neural.internal.SharedRows;
import dev.infoplane.estimators.neural.internal.Suspicions;
import dev.infoplane.estimators.neural.internal.Trainings;
import dev.infoplane.learn.Checkpoint;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.SeedStreams;
import dev.infoplane.learn.TrainingLoop;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** One measurement by one of the neural estimators: rows as networks see them, in their roles, and how networks learn from them. */
final class Measurement {
    /** Raised when the code of this package comes to give other values, errors or warnings. */
    static final int REVISION = 7;

    private final MiEstimator estimator;
    private final CriticTraining training;
    private final long seed;
    private final Predicate<Estimate> normal;
    private final EncodedPair fit;
    private final EncodedPair validate;
    private final EncodedPair measured;

    private Measurement(
            MiEstimator estimator,
            CriticTraining training,
            long seed,
            Predicate<Estimate> normal,
            EncodedSide x,
            EncodedSide t,
            Roles roles) {
        this.estimator = estimator;
        this.training = training;
        this.seed = seed;
        this.normal = normal;
        this.fit = new EncodedPair(x, t, roles.fit());
        this.validate = new EncodedPair(x, t, roles.validate());
        this.measured = new EncodedPair(x, t, roles.measure());
    }

    /**
     * Measures a pair, alone in this JVM; zero with a warning if a side is constant. The order of its rows makes no difference. Where x
     * does not tell rows apart, as labels do not, which rows measure depends on t, and the estimate has no pointwise values that could be
     * paired with those of another t.
     *
     * @param value what is measured from sides that both vary; it gets the settings of the estimator, and the warnings that all neural
     *     estimators share
     */
    static Estimate of(
            MiEstimator estimator,
            BoundKind bound,
            CriticTraining training,
            MarginalTransform margins,
            Samples givenX,
            Samples givenT,
            long seed,
            Function<Measurement, Estimate.Builder> value) {
        Samples.requireMatched(givenX, givenT, Roles.LEAST_ROWS);
        int[] order = RowOrder.of(givenX, givenT);
        Samples x = givenX.select(order);
        Samples t = givenT.select(order);
        EncodedSide ofX = EncodedSide.of(x, margins);
        EncodedSide ofT = EncodedSide.of(t, margins);
        Roles roles = Roles.of(x.rows(), seed);
        Measurement m = new Measurement(
                estimator, training, seed, estimate -> LinearPart.explains(x, t, estimate), ofX, ofT, roles);
        Estimate.Builder result = m.nothing(bound).orElseGet(() -> Trainings.alone(() -> value.apply(m)));
        Suspicions.fewRows(m.measured.size()).ifPresent(result::warning);
        Optional<String> copies = SharedRows.between(x, t, roles);
        copies.ifPresent(result::warning);
        if (bound != BoundKind.RELATED) {
            Estimate built = result.build();
            LinearPart.missed(x, t, built)
                    .ifPresentOrElse(
                            result::warning,
                            () -> Rivals.missed(m.fit, m.validate, m.measured, built)
                                    .or(() -> copies.isPresent()
                                            ? Optional.empty()
                                            : NeighbourReading.missed(
                                                    x,
                                                    t,
                                                    roles,
                                                    built.pointwiseNats().orElseThrow()))
                                    .ifPresent(missed -> doubt(result, missed)));
        }
        inGivenOrder(result.build(), order, roles).warnings().forEach(result::warning);
        if (!RowOrder.restsOn(x)) {
            result.withoutPointwise();
        }
        return result.settings(estimator.settings())
                .inputDimensions(x.dimensions())
                .build();
    }

    /** The contributions of measured rows as these were given, which tells whether consecutive rows resemble each other. */
    private static Estimate inGivenOrder(Estimate estimate, int[] order, Roles roles) {
        double[] values = estimate.pointwiseNats().orElseThrow();
        double[] given = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> order[roles.measure()[i]]))
                .mapToDouble(i -> values[i])
                .toArray();
        return Estimate.ofPointwise(given, estimate.bound(), estimate.estimator())
                .build();
    }

    /** Adds a warning, and for a value that is no bound what is missing as part of its error. */
    static void doubt(Estimate.Builder result, Missed missed) {
        Estimate built = result.build();
        result.warning(missed.warning());
        if (built.bound() == BoundKind.POINT) {
            double error = built.standardError().orElse(Information.ZERO).nats();
            result.standardError(Information.ofNats(Math.hypot(error, missed.nats())));
        }
    }

    private Optional<Estimate.Builder> nothing(BoundKind bound) {
        boolean ofX = fit.x().isConstant();
        boolean ofT = fit.t().isConstant();
        if (!ofX && !ofT) {
            return Optional.empty();
        }
        String sides = ofX && ofT ? "x and t are" : ofX ? "x is" : "t is";
        return Optional.of(Estimate.ofPointwise(new double[measured.size()], bound, estimator.id())
                .warning(sides + " constant: nothing to know"));
    }

    /** Trains the parameters of an objective from values drawn for it. */
    TrainingResult train(Objective taught, Objective checked) {
        return train(taught, checked, 1);
    }

    /** Trains the parameters of an objective from values drawn for it, by random numbers of its own. */
    TrainingResult train(Objective taught, Objective checked, int stream) {
        return loop(taught, checked, stream, training.plan())
                .progress(training.progress())
                .checkpoint(training.checkpoints()
                        .map(folder ->
                                Checkpoint.in(folder, Trainings.identity(estimator.id(), estimator.settings(), fit)))
                        .orElse(Checkpoint.none()))
                .run(start(taught, stream));
    }

    /** Trains as {@link #train(Objective, Objective)} does, from the same values, with half the steps. */
    TrainingResult trainHalf(Objective taught, Objective checked) {
        CriticTraining half = training.withSteps(Math.max(1, training.steps() / 2));
        return loop(taught, checked, 1, half.plan()).run(start(taught, 1));
    }

    private TrainingLoop loop(Objective taught, Objective checked, int stream, TrainingPlan plan) {
        return TrainingLoop.of(taught, checked, plan, SeedStreams.seed(seed, 2 * stream + 1));
    }

    private TrainingStart start(Objective taught, int stream) {
        return TrainingStart.fresh(taught.layout().initial(new SplittableRandom(SeedStreams.seed(seed, 2 * stream))));
    }

    /**
     * Whether networks that were taught half as much can tell more of a value: nothing speaks against it yet, it rests on rows enough, and
     * no normal distribution explains it.
     */
    boolean isWorthAskingAgain(Estimate estimate) {
        return estimate.warnings().isEmpty()
                && Suspicions.fewRows(measured.size()).isEmpty()
                && !normal.test(estimate);
    }

    /** Settings that say which code gave a value. */
    static Map<String, String> withRevision(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("revision", Integer.toString(REVISION));
        return all;
    }

    /** The mean. */
    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** The rows that teach. */
    EncodedPair fit() {
        return fit;
    }

    /** The rows that choose the step. */
    EncodedPair validate() {
        return validate;
    }

    /** The rows that measure. */
    EncodedPair measured() {
        return measured;
    }

    /** The rows that teach and those that choose the step. */
    EncodedPair notMeasured() {
        return fit.at(Ints.concat(fit.rows(), validate.rows()));
    }

    /** All rows. */
    EncodedPair all() {
        return fit.at(Ints.concat(fit.rows(), validate.rows(), measured.rows()));
    }

    /** The first half of the rows that teach. */
    EncodedPair halfOfFit() {
        return fit.at(Arrays.copyOf(fit.rows(), fit.size() / 2));
    }

    /** As many of the rows that teach as there are rows that measure, or all of them. */
    EncodedPair taughtLikeMeasured() {
        return likeMeasured(fit);
    }

    /** As many of the given rows as there are rows that measure, or all of them. */
    EncodedPair likeMeasured(EncodedPair rows) {
        return rows.at(Arrays.copyOf(rows.rows(), Math.min(rows.size(), measured.size())));
    }

    /** What the sum of squared weights costs. */
    float penalty() {
        return (float) training.penalty();
    }

    /** The most steps of a training. */
    int steps() {
        return training.steps();
    }
}
