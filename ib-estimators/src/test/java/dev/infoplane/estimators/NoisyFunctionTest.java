package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting and pairwise estimates take t for a function of inputs that all differ, and say so where it holds noise as well. */
class NoisyFunctionTest {
    private static final List<MiEstimator> ALL = List.of(
            Binning.fixedWidth(0.07), Binning.equalFrequency(30), PairwiseDistance.lower(0.1), new FiniteInputs());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void noiseInTIsWarnedOfByAllThatWouldCountIt(int columns) {
        for (MiEstimator estimator : ALL) {
            // I(X;T) = 0.51 nats, and each of these reads at least 1.9
            Estimate estimate = measure(estimator, columns, (sum, noise) -> 0.8 * sum + 0.6 * noise);
            assertThat(estimate.warnings()).as("%s", estimate).anyMatch(w -> w.contains("t is no function of x"));
        }
    }

    @Test
    void aFalseLowerBoundIsNotClaimed() {
        Estimate estimate = measure(PairwiseDistance.lower(0.5), 1, (sum, noise) -> 0.8 * sum + 0.6 * noise);
        // through noise of deviation ½, T holds ½ ln(1.25 / 0.61) nats
        assertThat(estimate.value().nats()).isGreaterThan(0.5 * Math.log(1.25 / 0.61) + 0.1);
        assertThat(estimate.bound()).isEqualTo(BoundKind.POINT);
    }

    @Test
    void anUpperBoundStaysOne() {
        Estimate estimate = measure(PairwiseDistance.upper(0.5), 1, (sum, noise) -> 0.8 * sum + 0.6 * noise);
        assertThat(estimate.bound()).isEqualTo(BoundKind.UPPER);
        assertThat(estimate.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void functionsOfXAreNotTakenForNoise(int columns) {
        List<DoubleBinaryOperator> functions = List.of(
                (sum, noise) -> sum,
                (sum, noise) -> Math.tanh(10 * sum),
                (sum, noise) -> Math.sin(8 * sum),
                (sum, noise) -> Math.max(0, sum),
                (sum, noise) -> Math.floor(2 * sum) + 0.5,
                (sum, noise) -> sum + 1e-4 * noise);
        for (MiEstimator estimator : ALL.subList(0, 3)) {
            for (int f = 0; f < functions.size(); f++) {
                Estimate estimate = measure(estimator, columns, functions.get(f));
                assertThat(estimate.warnings())
                        .as("function %d of %d columns: %s", f, columns, estimate)
                        .noneMatch(w -> w.contains("no function"));
            }
        }
    }

    private static Estimate measure(MiEstimator estimator, int columns, DoubleBinaryOperator t) {
        int n = 1000;
        Random random = new Random(columns);
        float[] x = new float[n * columns];
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                x[i * columns + j] = (float) random.nextGaussian();
                sum += x[i * columns + j] / Math.sqrt(columns);
            }
            values[i] = (float) t.applyAsDouble(sum, random.nextGaussian());
        }
        return estimator.estimate(Samples.of(x, columns), Samples.of(values, 1), 1);
    }
}
