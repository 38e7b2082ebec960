package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over many draws, reported errors are the spread that is found, and intervals cover the truth where bias is small. */
@Tag("long")
class CalibrationTest {
    private static final int DRAWS = 200;

    /** Monotone maps, which leave the information of columns as it is. */
    private enum Marginal {
        CUBED(v -> v * v * v),
        SKEWED(v -> Math.exp(1.5 * v)),
        BOUNDED(v -> 1 / (1 + Math.exp(-1.7 * v)));

        private final DoubleUnaryOperator map;

        Marginal(DoubleUnaryOperator map) {
            this.map = map;
        }

        Samples of(Samples samples) {
            float[] values = samples.toArray();
            IntStream.range(0, values.length).forEach(i -> values[i] = (float) map.applyAsDouble(values[i]));
            return Samples.of(values, samples.dimensions());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ksg1, 2000, 1, 0.0, 0.90",
        "ksg1, 2000, 1, 0.8, 0.88",
        "ksg1, 2000, 2, 0.5, 0.85",
        "ksg2, 2000, 1, 0.8, 0.88",
        "gaussian, 300, 4, 0.5, 0.92",
        "gaussian-copula, 1000, 2, 0.5, 0.88",
        "ksg1, 250, 1, 0.6, 0.88",
        "ksg1, 700, 1, 0.3, 0.88",
        "ksg1, 3000, 3, 0.2, 0.88",
        "ksg1, 12000, 1, 0.8, 0.88",
        "ksg2, 1500, 2, 0.4, 0.88",
        "ksg-mixed, 1200, 1, 0.6, 0.88",
        "ksg-lnc, 1500, 1, 0.4, 0.88",
        "kozachenko-leonenko, 3000, 1, 0.7, 0.88"
    })
    void intervalsCoverTheTruth(String id, int n, int d, double rho, double least) {
        check(id, least, draw -> Draws.gaussianPairs(n, d, rho, 1000 + draw));
    }

    @ParameterizedTest
    @CsvSource({
        "ksg1, CUBED, 1500, 0.5",
        "ksg1, BOUNDED, 2500, 0.7",
        "ksg2, SKEWED, 800, 0.6",
        "ksg-mixed, BOUNDED, 1200, 0.6"
    })
    void intervalsCoverTheTruthWhateverTheMarginals(String id, Marginal marginal, int n, double rho) {
        check(id, 0.88, draw -> {
            Draws normal = Draws.gaussianPairs(n, 1, rho, 1000 + draw);
            return new Draws(marginal.of(normal.x()), marginal.of(normal.t()), normal.nats());
        });
    }

    /** Labels that say nothing. */
    @ParameterizedTest
    @CsvSource({"label-knn, 2, 1500", "label-knn, 10, 3000", "ksg-mixed, 3, 1500"})
    void intervalsCoverNothingWhereLabelsSayNothing(String id, int classes, int n) {
        check(id, 0.88, draw -> {
            Draws normal = Draws.gaussianPairs(n, 1, 0, 1000 + draw);
            int[] labels = IntStream.range(0, n).map(i -> i % classes).toArray();
            return new Draws(Samples.ofLabels(labels), normal.t(), 0);
        });
    }

    private static void check(String id, double least, IntFunction<Draws> drawn) {
        MiEstimator estimator = EstimatorRegistry.load().create(id);
        double[] values = new double[DRAWS];
        double error = 0;
        int covered = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Draws draws = drawn.apply(draw);
            Estimate estimate = estimator.estimate(draws.x(), draws.t(), draw);
            double own = estimate.standardError().orElseThrow().nats();
            values[draw] = estimate.value().nats();
            error += own / DRAWS;
            covered += Math.abs(values[draw] - draws.nats()) <= 1.96 * own ? 1 : 0;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double spread = Math.sqrt(
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (DRAWS - 1));
        assertThat(covered / (double) DRAWS).as("coverage").isGreaterThanOrEqualTo(least);
        assertThat(spread / error).as("spread over reported error").isBetween(0.75, 1.25);
    }
}
