package dev.infoplane.estimators.neural;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.testkit.KnownPair;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Normal vectors of 20 dimensions a side with 2 to 10 nats (Song &amp; Ermon 2020), from a fixed sample instead of an endless one. */
@Tag("long")
class StaircaseTest {
    private static final Logger LOG = LoggerFactory.getLogger(StaircaseTest.class);

    @ParameterizedTest
    @CsvSource({"INFO_NCE, 2", "INFO_NCE, 6", "NWJ, 6", "SMILE, 6"})
    void aBoundStaysBelowItsStepAndALooseOneSaysSo(VariationalBound bound, int nats) {
        double rho = Math.sqrt(1 - Math.exp(-2.0 * nats / 20));
        KnownPair pair = KnownPair.gaussian(10_000, 20, rho, 40 + nats);
        Estimate estimate = CriticEstimator.of(bound).estimate(pair.x(), pair.t(), 1);
        LOG.info("{} of {} nats: {}", bound, nats, estimate);
        double value = estimate.value().nats();
        double error = estimate.standardError().orElseThrow().nats();
        assertThat(value).isGreaterThan(Math.min(0.6 * nats, 3));
        if (estimate.warnings().isEmpty()) {
            assertThat(value).as("%s", estimate).isGreaterThan(0.8 * nats);
            if (bound.kind() == BoundKind.LOWER) {
                assertThat(value).as("%s", estimate).isLessThan(nats + 3 * error);
            }
        }
    }
}
