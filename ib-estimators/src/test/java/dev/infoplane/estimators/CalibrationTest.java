package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over many draws, reported errors are the spread that is found, and intervals cover the truth where bias is small. */
@Tag("long")
class CalibrationTest {
    private static final int DRAWS = 200;

    @ParameterizedTest
    @CsvSource({
        "ksg1, 2000, 1, 0.0, 0.90",
        "ksg1, 2000, 1, 0.8, 0.88",
        "ksg1, 2000, 2, 0.5, 0.85",
        "ksg2, 2000, 1, 0.8, 0.88",
        "gaussian, 300, 4, 0.5, 0.92",
        "gaussian-copula, 1000, 2, 0.5, 0.88"
    })
    void intervalsCoverTheTruth(String id, int n, int d, double rho, double least) {
        MiEstimator estimator = EstimatorRegistry.load().create(id);
        double[] values = new double[DRAWS];
        double error = 0;
        int covered = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Draws draws = Draws.gaussianPairs(n, d, rho, 1000 + draw);
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
