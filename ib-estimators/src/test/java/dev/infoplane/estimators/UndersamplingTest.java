package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Counts of too few samples never pass for information in silence. */
class UndersamplingTest {
    private static Samples symbols(int n, IntUnaryOperator symbol) {
        return Samples.ofLabels(IntStream.range(0, n).map(symbol).toArray());
    }

    private static Samples uniform(int n, int symbols, long seed) {
        Random random = new Random(seed);
        return symbols(n, i -> random.nextInt(symbols));
    }

    /** Symbol k is as likely as 1 / (k + 1). */
    private static Samples skewed(int n, int symbols, long seed) {
        Random random = new Random(seed);
        double[] upTo = new double[symbols];
        for (int k = 0; k < symbols; k++) {
            upTo[k] = (k == 0 ? 0 : upTo[k - 1]) + 1.0 / (k + 1);
        }
        return symbols(n, i -> {
            int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[symbols - 1]);
            return found < 0 ? -found - 1 : found;
        });
    }

    private static boolean covers(Estimate estimate, double truth) {
        return Math.abs(estimate.value().nats() - truth)
                <= 1.96 * estimate.standardError().orElseThrow().nats();
    }

    @ParameterizedTest
    @CsvSource({
        "30,30,1000",
        "100,100,2000",
        "100,100,10000",
        "1000,2,2000",
        "2,1000,2000",
        "1000,10,2000",
        "300,300,300"
    })
    void independentSymbolsInAnyCorrectionReadNothingOrSaySo(int ofX, int ofT, int n) {
        for (EntropyCorrection correction : EntropyCorrection.values()) {
            for (long seed = 0; seed < 5; seed++) {
                for (Samples[] s : new Samples[][] {
                    {uniform(n, ofX, seed), uniform(n, ofT, seed + 50)},
                    {skewed(n, ofX, seed), skewed(n, ofT, seed + 50)}
                }) {
                    Estimate estimate = new Discrete(correction).estimate(s[0], s[1], 0);
                    assertThat(covers(estimate, 0) || !estimate.warnings().isEmpty())
                            .as("%s: %s", correction, estimate)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theDefaultReadsLittleOfThirtyByThirtyIndependentSymbolsAndSaysThatItIsBiased() {
        Estimate estimate = Discrete.standard().estimate(uniform(1000, 30, 1), uniform(1000, 30, 2), 0);
        assertThat(estimate.value().nats()).isCloseTo(0, within(0.1));
        assertThat(covers(estimate, 0)).isTrue();
        assertThat(estimate.warnings())
                .singleElement()
                .asString()
                .startsWith("undersampled: halves of the samples read");
        Estimate hundred = Discrete.standard().estimate(uniform(2000, 100, 1), uniform(2000, 100, 2), 0);
        assertThat(hundred.warnings()).singleElement().asString().startsWith("undersampled");
    }

    @ParameterizedTest
    @EnumSource
    void enoughSamplesAreNoAlarm(EntropyCorrection correction) {
        int alarms = 0;
        for (long seed = 0; seed < 50; seed++) {
            Samples x = uniform(5000, 4, seed);
            Random random = new Random(seed);
            Samples t = symbols(5000, i -> random.nextInt(5) == 0 ? random.nextInt(4) : (int) x.get(i, 0));
            alarms += new Discrete(correction).estimate(x, t, 0).warnings().size();
            alarms += new Discrete(correction).estimate(x, x, 0).warnings().size();
        }
        assertThat(alarms).isLessThanOrEqualTo(5);
    }

    @Test
    void continuousColumnsAgainstABitWarnInBothOrders() {
        Samples column = Draws.gaussianPairs(500, 1, 0, 3).x();
        Samples bit = uniform(500, 2, 4);
        for (Samples[] s : new Samples[][] {{column, bit}, {bit, column}}) {
            for (EntropyCorrection correction : EntropyCorrection.values()) {
                Estimate estimate = new Discrete(correction).estimate(s[0], s[1], 0);
                assertThat(estimate.warnings()).as("%s", correction).hasSize(1);
                assertThat(estimate.warnings().get(0)).startsWith("at its ceiling");
            }
        }
    }

    @Test
    void columnsThatAreContinuousInPartWarnOnEitherSide() {
        Random random = new Random(5);
        float[] values = new float[2000];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(10) < 3 ? random.nextFloat() : 0;
        }
        Samples partly = Samples.of(values);
        Samples bit = uniform(2000, 2, 6);
        for (Samples[] s : new Samples[][] {{partly, bit}, {bit, partly}}) {
            Estimate estimate = Discrete.standard().estimate(s[0], s[1], 0);
            assertThat(estimate.value().nats()).isGreaterThan(0.15);
            assertThat(estimate.warnings()).singleElement().asString().contains("hold a value which occurs once");
        }
    }

    @Test
    void labelsGivenSecondReadTheSameAsFirst() {
        Random random = new Random(7);
        Samples label = uniform(1000, 2, 8);
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (label.get(i, 0) + random.nextGaussian());
        }
        for (Samples activations : new Samples[] {Samples.of(values), Samples.of(values, 1)}) {
            for (MiEstimator estimator : new MiEstimator[] {
                Binning.equalFrequency(30),
                Binning.fixedWidth(0.3),
                PairwiseDistance.lower(0.1),
                PairwiseDistance.upper(0.3)
            }) {
                double first = estimator.estimate(label, activations, 0).value().nats();
                double second =
                        estimator.estimate(activations, label, 0).value().nats();
                assertThat(second).as(estimator.id()).isEqualTo(first);
                Samples column = label.reshape(1);
                assertThat(estimator.estimate(activations, column, 0).warnings())
                        .as(estimator.id())
                        .anySatisfy(w -> assertThat(w).contains("if these are labels, give them as x"));
            }
        }
    }

    @Test
    void layersBesideTheNumbersOfTheirInputsAreNoLabels() {
        Samples numbers = symbols(400, i -> i);
        Samples few = symbols(400, i -> i % 4);
        assertThat(Binning.fixedWidth(1).estimate(numbers, few, 0).value().nats())
                .isCloseTo(Math.log(4), within(1e-9));
    }

    @Test
    void manyCellsOfAFewSamplesOfIndependentLabelsWarn() {
        Samples labels = uniform(500, 10, 9);
        Samples t = Draws.gaussianPairs(500, 1, 0, 10).t();
        assertThat(Binning.equalFrequency(30).estimate(labels, t, 0).warnings())
                .singleElement()
                .asString()
                .startsWith("undersampled");
        assertThat(Binning.equalFrequency(30)
                        .ofWholePopulation()
                        .estimate(labels, t, 0)
                        .warnings())
                .isEmpty();
    }

    @Test
    void inputsThatAllDifferAreNotTakenForTooFew() {
        Draws draws = Draws.gaussianPairs(2000, 2, 0.5, 11);
        assertThat(Binning.fixedCount(8, -4, 4)
                        .estimate(draws.x(), draws.t(), 0)
                        .warnings())
                .noneSatisfy(w -> assertThat(w).startsWith("undersampled"));
    }

    @Test
    void coarseCellsOfContinuousVariablesSayWhatTheyMayLose() {
        double noise = 0.1;
        double truth = noise - Math.log(2 * noise);
        Random random = new Random(12);
        float[] x = new float[5000];
        float[] t = new float[5000];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat();
            t[i] = (float) (x[i] + noise * (2 * random.nextDouble() - 1));
        }
        Binning twelve = Binning.equalFrequency(12).ofBothSides().withCorrection(EntropyCorrection.MILLER_MADOW);
        Estimate estimate = twelve.estimate(Samples.of(x), Samples.of(t), 0);
        assertThat(estimate.value().nats()).isLessThan(truth - 0.2);
        assertThat(estimate.warnings()).singleElement().asString().startsWith("the cells are coarse");
        assertThat(covers(estimate, truth)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2,5,2000,0.1", "5,5,2000,0.1", "5,2,300,0.1", "5,10,300,0.5", "2,100,1000,0.5"})
    void lowerBoundsOnLabelsThatHaveNothingToDoWithALayerAreNotClaimed(int classes, int d, int n, double sigma) {
        Samples labels = uniform(n, classes, 13);
        Samples t = Draws.gaussianPairs(n, d, 0, 14).t();
        Estimate estimate = PairwiseDistance.lower(sigma).estimate(labels, t, 0);
        assertThat(estimate.value().nats()).isPositive();
        assertThat(estimate.bound()).isEqualTo(BoundKind.POINT);
        assertThat(estimate.warnings()).isNotEmpty();
    }

    @Test
    void columnsAgainstAnIndependentBitAreNoLowerBoundInEitherOrder() {
        Samples column = Draws.gaussianPairs(500, 1, 0, 15).x();
        Samples bit = uniform(500, 2, 16);
        for (Samples[] s : new Samples[][] {{column, bit}, {bit, column}}) {
            assertThat(PairwiseDistance.lower(0.1)
                            .estimate(s[0], s[1], 0)
                            .value()
                            .nats())
                    .isLessThanOrEqualTo(0);
        }
    }

    @Test
    void layersThatDoNotFollowTheirInputsAreNoInformationAboutThem() {
        for (int d : new int[] {1, 3}) {
            Draws nothing = Draws.gaussianPairs(1000, d, 0, 17);
            Draws copies = Draws.gaussianPairs(1000, d, 1, 18);
            Draws noisy = Draws.gaussianPairs(1000, d, 0.9, 19);
            for (MiEstimator estimator : new MiEstimator[] {
                Binning.fixedWidth(1),
                Binning.equalFrequency(4),
                PairwiseDistance.lower(0.5),
                PairwiseDistance.upper(0.5)
            }) {
                Estimate ofNothing = estimator.estimate(nothing.x(), nothing.t(), 0);
                assertThat(ofNothing.warnings())
                        .as(estimator.id())
                        .anySatisfy(w -> assertThat(w).startsWith("t does not follow x"));
                assertThat(ofNothing.bound()).isEqualTo(BoundKind.POINT);
                assertThat(estimator.estimate(copies.x(), copies.t(), 0).warnings())
                        .as(estimator.id())
                        .isEmpty();
                // noise in t makes an upper bound loose, and all others false
                assertThat(estimator.estimate(noisy.x(), noisy.t(), 0).warnings())
                        .as(estimator.id())
                        .hasSize(estimator.id().equals("pairwise-upper") ? 0 : 1)
                        .allSatisfy(w -> assertThat(w).startsWith("t is no function of x"));
            }
        }
    }

    @Test
    void thePullOfThePriorOfNsbIsSaid() {
        for (long seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            IntUnaryOperator cubed = i -> (int) (30 * Math.pow(random.nextDouble(), 3));
            Estimate estimate =
                    new Discrete(EntropyCorrection.NSB).estimate(symbols(10_000, cubed), symbols(10_000, cubed), 0);
            assertThat(covers(estimate, 0) || !estimate.warnings().isEmpty())
                    .as("%s", estimate)
                    .isTrue();
        }
    }
}
