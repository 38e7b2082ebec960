package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.math.StatsAccumulator;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Slices, the matrix functional, and the measures of dependence. */
class RelatedMeasuresTest {
    @Test
    void slicesStayBelowTheWholeAndTheLargestIsAboveTheMean() {
        Draws draws = Draws.gaussianPairs(2000, 3, 0.8, 1);
        Estimate mean = Sliced.mean(Ksg.one(), 30).estimate(draws.x(), draws.t(), 5);
        Estimate max = Sliced.max(Ksg.one(), 30).estimate(draws.x(), draws.t(), 5);
        Estimate two = Sliced.mean(Ksg.one(), 30).onDimensions(2).estimate(draws.x(), draws.t(), 5);
        assertThat(mean.value().nats()).isBetween(0.05, draws.nats());
        assertThat(max.value().nats()).isBetween(mean.value().nats(), draws.nats());
        assertThat(two.value().nats()).isBetween(mean.value().nats(), draws.nats());
        assertThat(mean.bound()).isEqualTo(BoundKind.LOWER);
    }

    @Test
    void tooFewSamplesForASliceAreExplained() {
        Draws draws = Draws.gaussianPairs(4, 3, 0.8, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sliced.max(Ksg.one(), 5).estimate(draws.x(), draws.t(), 5))
                .withMessage("a slice, made from 2 of 4 samples, the others measure: k must be < samples, got k = 3,"
                        + " samples = 2");
    }

    @Test
    void aSideOfOneDimensionIsMeasuredAsItIs() {
        Draws draws = Draws.gaussianPairs(1000, 1, 0.8, 1);
        assertThat(Sliced.mean(Ksg.one(), 3)
                        .estimate(draws.x(), draws.t(), 5)
                        .value()
                        .nats())
                .isCloseTo(Ksg.one().estimate(draws.x(), draws.t(), 5).value().nats(), within(1e-12));
    }

    @Test
    void theMatrixFunctionalOfClustersApartIsTheirEntropy() {
        float[] values = new float[90];
        for (int i = 0; i < 90; i++) {
            values[i] = i % 3;
        }
        Samples t = Samples.of(values);
        Estimate estimate = new MatrixRenyi(1.01, 0.01, 500).estimate(t, t, 0);
        assertThat(estimate.value().nats()).isCloseTo(Math.log(3), within(1e-6));
        assertThat(estimate.bound()).isEqualTo(BoundKind.RELATED);
    }

    @Test
    void theStandardErrorOfTheMatrixFunctionalIsNotBelowItsSpreadOverSamples() {
        for (double alpha : new double[] {1.01, 2}) {
            StatsAccumulator values = new StatsAccumulator();
            StatsAccumulator errors = new StatsAccumulator();
            for (int seed = 0; seed < 60; seed++) {
                Draws draws = Draws.gaussianPairs(100, 2, 0.7, seed);
                Estimate estimate = new MatrixRenyi(alpha, 0.5, 100).estimate(draws.x(), draws.t(), 0);
                values.add(estimate.value().nats());
                errors.add(estimate.standardError().orElseThrow().nats());
            }
            assertThat(errors.mean() / values.sampleStandardDeviation())
                    .as("alpha " + alpha)
                    .isBetween(0.8, 2.2);
        }
    }

    @Test
    void theMatrixFunctionalSaysWhenItTookAPart() {
        Draws draws = Draws.gaussianPairs(300, 2, 0.8, 1);
        Estimate estimate = new MatrixRenyi(2, 0.5, 100).estimate(draws.x(), draws.t(), 7);
        assertThat(estimate.samples()).isEqualTo(100);
        assertThat(estimate.warnings()).containsExactly("measured on 100 of 300 samples, drawn at random by the seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MatrixRenyi(1, 0.5, 100))
                .withMessageContaining("alpha must not be 1");
    }

    @Test
    void distanceCorrelationAgreesWithItsDefinition() {
        Draws draws = Draws.gaussianPairs(150, 2, 0.5, 1);
        double[][] a = centred(draws.x());
        double[][] b = centred(draws.t());
        double expected = Math.sqrt(product(a, b) / Math.sqrt(product(a, a) * product(b, b)));
        Dependence.Score score = Dependence.distanceCorrelation(draws.x(), draws.t(), 19, 3);
        assertThat(score.value()).isCloseTo(expected, within(1e-5));
        assertThat(score.pValue()).isEqualTo(1.0 / 20);
    }

    @Test
    void dependenceOfAVariableOnItselfIsOneAndOfShuffledPairsIsInsignificant() {
        Draws draws = Draws.gaussianPairs(200, 1, 0.5, 1);
        Draws shuffled = draws.shuffled(2);
        assertThat(Dependence.hsic(draws.x(), draws.x(), 0, 3).value()).isCloseTo(1, within(1e-6));
        assertThat(Dependence.hsic(draws.x(), draws.t(), 49, 3).pValue()).isEqualTo(1.0 / 50);
        assertThat(Dependence.hsic(shuffled.x(), shuffled.t(), 49, 3).pValue()).isGreaterThan(0.05);
        assertThat(Dependence.distanceCorrelation(Samples.of(new float[200]), draws.t(), 49, 3)
                        .value())
                .isZero();
    }

    private static double[][] centred(Samples samples) {
        int n = samples.rows();
        double[][] table = new double[n][n];
        double[] means = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                table[i][j] = Math.hypot(samples.get(i, 0) - samples.get(j, 0), samples.get(i, 1) - samples.get(j, 1));
                means[i] += table[i][j] / n;
            }
            mean += means[i] / n;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                table[i][j] += mean - means[i] - means[j];
            }
        }
        return table;
    }

    private static double product(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum += a[i][j] * b[i][j];
            }
        }
        return sum;
    }

    @Test
    void slicesClaimNoMoreThanWhatIsInside() {
        Random random = new Random(4);
        float[] values = new float[2 * 200 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Samples x = Samples.of(Arrays.copyOf(values, 600), 3);
        Samples t = Samples.of(Arrays.copyOfRange(values, 600, 1200), 3);
        Estimate upper = Sliced.mean(PairwiseDistance.upper(0.1), 5).estimate(x, t, 1);
        assertThat(upper.bound()).isEqualTo(BoundKind.POINT);
        assertThat(upper.noise())
                .isEqualTo(PairwiseDistance.upper(0.1).estimate(x, t, 1).noise())
                .isNotEqualTo(NoiseModel.none());
        assertThat(Sliced.mean(MatrixRenyi.standard(), 2).estimate(x, t, 1).bound())
                .isEqualTo(BoundKind.RELATED);
        assertThat(Sliced.mean(Ksg.one(), 2).estimate(x, t, 1).bound()).isEqualTo(BoundKind.LOWER);
        assertThat(Sliced.max(PairwiseDistance.upper(0.1), 5).estimate(x, t, 1).bound())
                .isEqualTo(BoundKind.POINT);
    }
}
