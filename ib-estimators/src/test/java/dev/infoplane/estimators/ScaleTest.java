package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures that follow distances do not depend on the unit, also where squares leave the range of floats. */
class ScaleTest {
    private static final Draws DRAWS = Draws.gaussianPairs(300, 3, 0.8, 4);

    private static Samples times(Samples samples, double factor) {
        float[] values = samples.toArray().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
        return Samples.of(values, samples.dimensions());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-100, 0x1p-40, 0x1p40, 0x1p100})
    void pairwiseBoundsFollowTheNoise(double factor) {
        for (PairwiseDistance.Side side : PairwiseDistance.Side.values()) {
            double[] plain = new PairwiseDistance(side, 0.3, 1, PairwiseDistance.Products.JAVA)
                    .estimate(DRAWS.x(), DRAWS.t(), 0)
                    .pointwiseNats()
                    .orElseThrow();
            double[] scaled = new PairwiseDistance(side, 0.3 * factor, 1, PairwiseDistance.Products.JAVA)
                    .estimate(DRAWS.x(), times(DRAWS.t(), factor), 0)
                    .pointwiseNats()
                    .orElseThrow();
            assertThat(scaled).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-100, 0x1p-40, 0x1p40, 0x1p100})
    void degreesOfDependenceStay(double factor) {
        Samples t = times(DRAWS.t(), factor);
        assertThat(Dependence.distanceCorrelation(DRAWS.x(), t, 0, 0).value())
                .isCloseTo(
                        Dependence.distanceCorrelation(DRAWS.x(), DRAWS.t(), 0, 0)
                                .value(),
                        within(1e-6));
        assertThat(Dependence.hsic(DRAWS.x(), t, 0, 0).value())
                .isCloseTo(Dependence.hsic(DRAWS.x(), DRAWS.t(), 0, 0).value(), within(1e-6));
    }

    @Test
    void noiseFarBelowWhatFloatsTellApartIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairwiseDistance.lower(1e-170).estimate(DRAWS.x(), DRAWS.t(), 0))
                .withMessageContaining("less than 1e38 times the scale 1.0E-170");
    }
}
