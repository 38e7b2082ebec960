package dev.infoplane.estimators.neural;

import static dev.infoplane.testkit.EstimateAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.testkit.KnownPair;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that make a learned value false or loose: the result is right, or it warns. */
class NeuralWarningsTest {
    private static final CriticTraining TINY =
            CriticTraining.standard().withSteps(120).withBatch(32);

    static List<MiEstimator> all() {
        return Stream.concat(
                        Arrays.stream(VariationalBound.values()).map(bound ->
                                (MiEstimator) CriticEstimator.of(bound).withTraining(TINY)),
                        Stream.of(
                                Club.standard().withTraining(TINY),
                                DifferenceOfEntropies.standard().withTraining(TINY),
                                LatentMi.standard().withTraining(TINY)))
                .toList();
    }

    private static MiEstimator of(VariationalBound bound) {
        return CriticEstimator.of(bound).withTraining(TINY);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aConstantSideHoldsNothing(MiEstimator estimator) {
        KnownPair pair = KnownPair.gaussian(60, 2, 0.8, 3);
        Samples constant = pair.t().select(new int[60]);
        Estimate estimate = estimator.estimate(pair.x(), constant, 1);
        assertThat(estimate).isCloseToNats(0, 0).warns("t is constant");
        assertThat(estimate.settings()).isEqualTo(estimator.settings());
    }

    @ParameterizedTest
    @MethodSource("all")
    void fewRowsAreRefusedOrWarnedOf(MiEstimator estimator) {
        KnownPair pair = KnownPair.gaussian(60, 1, 0.8, 3);
        assertThat(estimator.estimate(pair.x(), pair.t(), 1)).warns("only 18 rows measured");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> estimator.estimate(pair.x().slice(0, 19), pair.t().slice(0, 19), 1))
                .withMessageContaining("at least 20 samples");
    }

    /** Independent pairs, each written twice: a critic can learn them by heart. */
    @Test
    void rowsWrittenTwiceAreSeen() {
        KnownPair pair = KnownPair.gaussian(300, 3, 0, 3);
        int[] twice = IntStream.range(0, 600).map(i -> i % 300).toArray();
        Samples x = pair.x().select(twice);
        Samples t = pair.t().select(twice);
        assertThat(of(VariationalBound.INFO_NCE).estimate(x, t, 1)).warns("rows repeat");
        float[] jittered = x.toArray();
        Random random = new Random(1);
        for (int i = 0; i < jittered.length; i++) {
            jittered[i] *= 1 + 1e-6f * (float) random.nextGaussian();
        }
        assertThat(of(VariationalBound.INFO_NCE).estimate(Samples.of(jittered, 3), t, 1))
                .warns("rows repeat");
        Estimate once = of(VariationalBound.INFO_NCE).estimate(pair.x(), pair.t(), 1);
        assertThat(once.warnings()).noneMatch(warning -> warning.contains("rows repeat"));
    }

    /** Labels repeat by their nature. */
    @Test
    void repeatedLabelsAreNoCopies() {
        KnownPair pair = KnownPair.symmetricChannel(1000, 4, 0.2, 5);
        Estimate estimate = of(VariationalBound.INFO_NCE).estimate(pair.x(), pair.t(), 1);
        assertThat(estimate).isCloseToNats(pair.truth().nats(), 0.12);
        assertThat(estimate.warnings()).noneMatch(warning -> warning.contains("repeat"));
    }

    /** Sixty numbers and three hundred rows to learn from: there is much to learn by heart and nothing to know. */
    @ParameterizedTest
    @EnumSource(VariationalBound.class)
    void independentVectorsOfManyDimensionsReadNoInformation(VariationalBound bound) {
        KnownPair pair = KnownPair.gaussian(500, 30, 0, 6);
        Estimate estimate = of(bound).estimate(pair.x(), pair.t(), 1);
        double error = estimate.standardError().orElseThrow().nats();
        assertThat(estimate).isAtMostNats(0, Math.max(0.02, 3 * error));
    }

    @Test
    void aCriticThatLearnsItsRowsByHeartSaysSo() {
        KnownPair pair = KnownPair.gaussian(500, 20, 0.5, 6);
        MiEstimator careless = CriticEstimator.of(VariationalBound.INFO_NCE)
                .withTraining(TINY.withPenalty(0).withRate(0.01).withSteps(200))
                .withCritic(Critic.separable(128, 2, 32));
        Estimate estimate = careless.estimate(pair.x(), pair.t(), 1);
        assertThat(estimate).isAtMostNats(pair.truth().nats(), 0).warns("overfitting");
    }

    @Test
    void aTrainingThatWasStoppedWhileItGainedSaysSo() {
        KnownPair pair = KnownPair.gaussian(1000, 1, 0.95, 6);
        MiEstimator hasty = CriticEstimator.of(VariationalBound.INFO_NCE).withTraining(TINY.withSteps(40));
        assertThat(hasty.estimate(pair.x(), pair.t(), 1)).warns("not converged");
    }

    /** t tells x up to rounding: whatever is read from 300 measured rows, ln 300 = 5.7 nats are not the truth. */
    @ParameterizedTest
    @EnumSource(VariationalBound.class)
    void informationBeyondTheSampleIsWarnedOf(VariationalBound bound) {
        KnownPair pair = KnownPair.gaussian(1000, 4, 0, 6);
        Samples same = pair.x();
        Estimate estimate = CriticEstimator.of(bound)
                .withTraining(CriticTraining.standard().withSteps(150))
                .withCritic(Critic.separable(64, 1, 32))
                .estimate(same, same, 1);
        assertThat(estimate.warnings()).as("value %s", estimate.value()).isNotEmpty();
    }

    /** Ten nats in twenty dimensions: a small critic reads a part of them, and nothing about its training is wrong. */
    @Test
    void aBoundThatIsLooseBesideAGaussianFitSaysSo() {
        KnownPair pair = KnownPair.gaussian(1000, 20, 0.8, 6);
        Estimate estimate = of(VariationalBound.NWJ).estimate(pair.x(), pair.t(), 1);
        assertThat(estimate).isAtMostNats(pair.truth().nats(), 0).warns("a Gaussian fit");
    }

    /** A penalty that holds the networks back shows in no loss: all rows read equally little. */
    @ParameterizedTest
    @EnumSource(names = {"ANCHORED_INFO_NCE", "JENSEN_SHANNON", "SMILE", "FLO"})
    void networksThatLearnLessThanThereIsSaySo(VariationalBound bound) {
        KnownPair labels = KnownPair.symmetricChannel(1000, 4, 0.1, 5);
        MiEstimator heldBack = CriticEstimator.of(bound).withTraining(TINY.withPenalty(0.3));
        Estimate ofLabels = heldBack.estimate(labels.x(), labels.t(), 1);
        assertThat(ofLabels).isAtMostNats(0.9 * labels.truth().nats(), 0).warns("too low");
    }

    /** Scores that the penalty made too small have the right order, and the validation rows give them their size back. */
    @ParameterizedTest
    @EnumSource(names = {"DONSKER_VARADHAN", "MINE", "NWJ", "INFO_NCE"})
    void scoresThatAPenaltyShrinksAreScaledBackWhereTheValueStaysABound(VariationalBound bound) {
        KnownPair labels = KnownPair.symmetricChannel(1000, 4, 0.1, 5);
        MiEstimator heldBack = CriticEstimator.of(bound).withTraining(TINY.withPenalty(0.3));
        Estimate estimate = heldBack.estimate(labels.x(), labels.t(), 1);
        double error = estimate.standardError().orElseThrow().nats();
        assertThat(estimate)
                .isAtLeastNats(0.93 * labels.truth().nats(), 0)
                .isAtMostNats(labels.truth().nats(), 2 * error);
    }

    /** Neither a correlation nor labels: the signs are random, the sizes go together. */
    @Test
    void networksThatLearnNothingOfMagnitudesSaySo() {
        Random random = new Random(3);
        float[] x = new float[1000];
        float[] t = new float[1000];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
            t[i] = (float) ((random.nextBoolean() ? 1 : -1) * x[i] + 0.2 * random.nextGaussian());
        }
        MiEstimator heldBack = CriticEstimator.of(VariationalBound.MINE).withTraining(TINY.withPenalty(0.3));
        assertThat(heldBack.estimate(Samples.of(x), Samples.of(t), 1)).warns("too low");
    }

    /**
     * Three pairs of normal columns that share 2 nats, cubed and turned: the small critic learns a part, and rows that taught and rows that
     * measured read it alike.
     */
    @Test
    void aValueThatStillRisesWithTheRowsSaysSo() {
        double[][] turn = {{0.36, 0.48, -0.8}, {-0.8, 0.6, 0}, {0.48, 0.64, 0.6}};
        int n = 2000;
        KnownPair pair = KnownPair.gaussian(n, 3, Math.sqrt(1 - Math.exp(-4.0 / 3)), 1);
        Samples x = cubedAndTurned(pair.x(), turn);
        Samples t = cubedAndTurned(pair.t(), turn);
        MiEstimator estimator = CriticEstimator.of(VariationalBound.INFO_NCE).withTraining(TINY.withSteps(300));
        assertThat(estimator.estimate(x, t, 1))
                .isAtMostNats(0.8 * pair.truth().nats(), 0)
                .warns("still rising with the rows");
    }

    /** Two random walks have nothing to do with each other, but rows that measure lie beside rows that taught. */
    @Test
    void rowsOfTimeSeriesAreWarnedOfThoughTheirOrderChangesNoValue() {
        int n = 1000;
        Random random = new Random(4);
        float[] x = new float[n];
        float[] t = new float[n];
        for (int i = 1; i < n; i++) {
            x[i] = x[i - 1] + (float) random.nextGaussian();
            t[i] = t[i - 1] + (float) random.nextGaussian();
        }
        MiEstimator estimator = of(VariationalBound.INFO_NCE);
        Estimate walks = estimator.estimate(Samples.of(x, 1), Samples.of(t, 1), 1);
        assertThat(walks).isAtLeastNats(0.1, 0).warns("rows are not independent");
        int[] order = new int[n];
        Arrays.setAll(order, i -> (int) (i * 617L % n));
        Estimate shuffled = estimator.estimate(
                Samples.of(x, 1).select(order), Samples.of(t, 1).select(order), 1);
        assertThat(shuffled.value()).isEqualTo(walks.value());
        assertThat(shuffled.warnings()).noneMatch(w -> w.contains("not independent"));
    }

    private static Samples cubedAndTurned(Samples samples, double[][] turn) {
        int d = turn.length;
        float[] turned = new float[samples.rows() * d];
        for (int i = 0; i < turned.length; i++) {
            for (int k = 0; k < d; k++) {
                turned[i] += (float) (turn[i % d][k] * Math.pow(samples.get(i / d, k), 3));
            }
        }
        return Samples.of(turned, d);
    }

    /** The bound of jointly normal columns rises with the rows too, but a normal distribution explains it. */
    @Test
    void aValueThatANormalDistributionExplainsIsNotSuspected() {
        KnownPair pair = KnownPair.gaussian(2000, 2, 0.7, 1);
        MiEstimator estimator = CriticEstimator.of(VariationalBound.INFO_NCE).withTraining(TINY.withSteps(300));
        assertThat(estimator.estimate(pair.x(), pair.t(), 1).warnings()).isEmpty();
    }

    @Test
    void theContrastiveLogRatioClaimsNoBound() {
        KnownPair pair = KnownPair.gaussian(1000, 1, 0.8, 6);
        Estimate estimate = Club.standard().withTraining(TINY).estimate(pair.x(), pair.t(), 1);
        assertThat(estimate.bound()).isEqualTo(BoundKind.RELATED);
        assertThat(estimate).warns("upper bound only where");
        // with the exact q it is rho² / (1 - rho²) = 1.78, far above 0.51
        assertThat(estimate).isAtLeastNats(pair.truth().nats(), 0);
    }

    /** Few steps leave variances of the wrong size; the rows that are not measured correct it. */
    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void theContrastiveLogRatioOfNormalsIsNearThatOfTheExactDensity(int steps) {
        KnownPair pair = KnownPair.gaussian(2000, 1, 0.8, 6);
        MiEstimator club =
                Club.standard().withTraining(CriticTraining.ofDensities().withSteps(steps));
        assertThat(club.estimate(pair.x(), pair.t(), 1)).isCloseToNats(0.64 / 0.36, 0.25);
    }

    /** Its limit is infinity where t is a function of x; variances end at a least one, and the value stays a number. */
    @Test
    void theContrastiveLogRatioOfAFunctionIsLargeAndFinite() {
        KnownPair pair = KnownPair.symmetricChannel(400, 2, 0, 5);
        Estimate estimate = Club.standard().withTraining(TINY).estimate(pair.x(), pair.t(), 1);
        assertThat(estimate.value().nats()).isBetween(10.0, 1e4);
    }

    @Test
    void repeatedValuesHaveNoDensity() {
        KnownPair pair = KnownPair.symmetricChannel(400, 4, 0.2, 5);
        Estimate estimate = DifferenceOfEntropies.standard().withTraining(TINY).estimate(pair.x(), pair.t(), 1);
        assertThat(estimate).warns("values repeat");
    }
}
