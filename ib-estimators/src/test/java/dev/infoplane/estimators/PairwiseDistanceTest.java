package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.testkit.KnownPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PairwiseDistanceTest {
    /** Inputs 0 to n - 1, so that all differ. */
    private static Samples inputs(int n) {
        int[] numbers = new int[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = i;
        }
        return Samples.ofLabels(numbers);
    }

    @Test
    void aLowerBoundBelowZeroSaysThatItSaysNothing() {
        Samples t = Draws.gaussianPairs(1000, 4, 0.5, 4).t();
        int[] labels = new int[1000];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
        }
        Estimate lower = PairwiseDistance.lower(0.5).estimate(Samples.ofLabels(labels), t, 0);

        assertThat(lower.value().nats()).isNegative();
        assertThat(lower.warnings()).singleElement().asString().contains("this lower bound says nothing");
        double upper = PairwiseDistance.upper(0.5)
                .estimate(Samples.ofLabels(labels), t, 0)
                .value()
                .nats();
        assertThat(upper).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"64,1", "130,2", "257,3", "1,1"})
    void agreesWithTheFormulaEvaluatedDirectly(int n, int threads) {
        Samples t = Draws.gaussianPairs(n, 7, 0.5, 4).t();
        double sigma = 0.8;
        double upper = 0;
        double lower = 0;
        for (int i = 0; i < n; i++) {
            double kl = 0;
            double bhattacharyya = 0;
            for (int j = 0; j < n; j++) {
                double square = 0;
                for (int c = 0; c < 7; c++) {
                    square += Math.pow(t.get(i, c) - t.get(j, c), 2);
                }
                kl += Math.exp(-square / (2 * sigma * sigma)) / n;
                bhattacharyya += Math.exp(-square / (8 * sigma * sigma)) / n;
            }
            upper -= Math.log(kl) / n;
            lower -= Math.log(bhattacharyya) / n;
        }
        assertThat(PairwiseDistance.upper(sigma)
                        .withThreads(threads)
                        .estimate(inputs(n), t, 0)
                        .value()
                        .nats())
                .isCloseTo(upper, within(1e-5));
        assertThat(PairwiseDistance.lower(sigma)
                        .withThreads(threads)
                        .estimate(inputs(n), t, 0)
                        .value()
                        .nats())
                .isCloseTo(lower, within(1e-5));
    }

    /** With the exact density of Gaussian noise the contrastive log-ratio is the mean of |a - b|² / 2σ² over pairs of rows. */
    @ParameterizedTest
    @CsvSource({"0.3", "1", "3"})
    void theUpperBoundIsNeverAboveTheExactContrastiveLogRatio(double sigma) {
        int n = 300;
        Samples t = Draws.gaussianPairs(n, 3, 0.5, 4).t();
        double ratio = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int c = 0; c < 3; c++) {
                    ratio += Math.pow(t.get(i, c) - t.get(j, c), 2) / (2 * sigma * sigma * n * n);
                }
            }
        }
        double upper =
                PairwiseDistance.upper(sigma).estimate(inputs(n), t, 0).value().nats();
        assertThat(upper).isPositive().isLessThan(ratio);
    }

    @Test
    void theBoundsEncloseGaussianInformationPlusNoise() {
        // T normal with variance 1, noise sigma: I = ln(1 + 1 / sigma^2) / 2
        Samples t = Draws.gaussianPairs(4000, 1, 0, 4).t();
        double sigma = 0.5;
        double truth = 0.5 * Math.log(1 + 1 / (sigma * sigma));
        Estimate lower = PairwiseDistance.lower(sigma).estimate(inputs(4000), t, 0);
        Estimate upper = PairwiseDistance.upper(sigma).estimate(inputs(4000), t, 0);
        assertThat(lower.value().nats()).isBetween(0.3 * truth, truth);
        assertThat(upper.value().nats()).isBetween(truth, 1.5 * truth);
        assertThat(lower.bound()).isEqualTo(BoundKind.LOWER);
        assertThat(upper.bound()).isEqualTo(BoundKind.UPPER);
    }

    @Test
    void separateClustersAreKnownExactlyAndSoAreTheirLabels() {
        float[] values = new float[400];
        int[] labels = new int[400];
        for (int i = 0; i < 400; i++) {
            values[i] = 100 * (i % 4);
            labels[i] = i % 2;
        }
        Samples t = Samples.of(values);
        for (PairwiseDistance bound : new PairwiseDistance[] {PairwiseDistance.lower(1), PairwiseDistance.upper(1)}) {
            assertThat(bound.estimate(inputs(400), t, 0).value().nats()).isCloseTo(Math.log(4), within(1e-9));
            assertThat(bound.estimate(Samples.ofLabels(labels), t, 0).value().nats())
                    .isCloseTo(Math.log(2), within(1e-9));
        }
    }

    @Test
    void labelsThatAreIndependentOfTheLayerLieBetweenTheBounds() {
        Samples t = Draws.gaussianPairs(1000, 2, 0, 4).t();
        int[] labels = new int[1000];
        for (int i = 0; i < 1000; i++) {
            labels[i] = i % 3;
        }
        Samples y = Samples.ofLabels(labels);
        assertThat(PairwiseDistance.lower(0.7).estimate(y, t, 0).value().nats()).isLessThan(0);
        assertThat(PairwiseDistance.upper(0.7).estimate(y, t, 0).value().nats()).isGreaterThan(0);
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        Draws draws = Draws.gaussianPairs(700, 5, 0.5, 4);
        double[] one = PairwiseDistance.upper(0.3)
                .withThreads(1)
                .estimate(draws.x(), draws.t(), 0)
                .pointwiseNats()
                .orElseThrow();
        double[] three = PairwiseDistance.upper(0.3)
                .withThreads(3)
                .estimate(draws.x(), draws.t(), 0)
                .pointwiseNats()
                .orElseThrow();
        assertThat(three).isEqualTo(one);
    }

    @Test
    void theCeilingIsReportedInTheResult() {
        Draws draws = Draws.gaussianPairs(300, 20, 0.5, 4);
        assertThat(PairwiseDistance.upper(0.01)
                        .estimate(draws.x(), draws.t(), 0)
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("at its ceiling");
    }

    @Test
    void aNoiseThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairwiseDistance.lower(0))
                .withMessage("sigma must be a positive number, got 0.0");
    }

    /** Products of rows by the engine: the same but for last digits, and the same bits on any number of threads. */
    @ParameterizedTest
    @EnumSource(PairwiseDistance.Side.class)
    void theEngineReadsWhatPlainJavaReads(PairwiseDistance.Side side) {
        KnownPair pair = KnownPair.gaussian(700, 40, 0.5, 9);
        PairwiseDistance plain = new PairwiseDistance(side, 4, 1, PairwiseDistance.Products.JAVA);
        Estimate java = plain.estimate(pair.x(), pair.t(), 0);
        Estimate engine = plain.onEngine().estimate(pair.x(), pair.t(), 0);
        Estimate threads = plain.onEngine().withThreads(2).estimate(pair.x(), pair.t(), 0);
        assertThat(engine.value().nats()).isCloseTo(java.value().nats(), within(1e-6));
        assertThat(threads.value()).isEqualTo(engine.value());
        assertThat(engine.settings()).containsEntry("products", "ENGINE");
        assertThat(java.settings()).containsEntry("products", "JAVA");
    }
}
