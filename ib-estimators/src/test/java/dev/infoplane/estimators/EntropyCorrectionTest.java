package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entropies of a few counts, worked out by hand. */
class EntropyCorrectionTest {
    private static final double EULER = 0.57721566490153286;
    private static final int[] THREE_AND_ONE = {3, 1};

    @ParameterizedTest
    @EnumSource
    void oneSymbolHasNoEntropy(EntropyCorrection correction) {
        assertThat(correction.entropy(new int[] {7}, 1)).isZero();
    }

    @Test
    void thePlugInTakesFrequenciesForProbabilities() {
        assertThat(EntropyCorrection.NONE.entropy(THREE_AND_ONE, 2))
                .isCloseTo(Math.log(4) - 0.75 * Math.log(3), within(1e-14));
    }

    @Test
    void millerAndMadowAddHalfASymbolASample() {
        double plugIn = EntropyCorrection.NONE.entropy(THREE_AND_ONE, 2);
        assertThat(EntropyCorrection.MILLER_MADOW.entropy(THREE_AND_ONE, 2)).isCloseTo(plugIn + 1 / 8.0, within(1e-14));
    }

    @Test
    void grassbergersFunctionIsThatOfHisEquations() {
        // G(1) = -γ - ln 2 and G(3) = G(2) = 2 - γ - ln 2
        double expected = Math.log(4) - (3 * (2 - EULER - Math.log(2)) + (-EULER - Math.log(2))) / 4;
        assertThat(EntropyCorrection.GRASSBERGER.entropy(THREE_AND_ONE, 2)).isCloseTo(expected, within(1e-14));
    }

    @Test
    void grassbergersFunctionOfLargeCountsIsTheLogarithmOfTheEvenCountBelow() {
        assertThat(EntropyCorrection.GRASSBERGER.entropy(new int[] {20_001, 20_001}, 2))
                .isCloseTo(Math.log(40_002) - Math.log(20_000), within(1e-12));
        double below = EntropyCorrection.GRASSBERGER.entropy(new int[] {10_000, 10_000}, 2);
        double above = EntropyCorrection.GRASSBERGER.entropy(new int[] {10_002, 10_002}, 2);
        assertThat(above).isCloseTo(below, within(1e-8));
    }

    @Test
    void nsbComesToTheEntropyOfManySamples() {
        assertThat(EntropyCorrection.NSB.entropy(new int[] {5000, 5000}, 2)).isCloseTo(Math.log(2), within(1e-4));
        assertThat(EntropyCorrection.NSB.entropy(new int[] {7500, 2500}, 2)).isCloseTo(0.5623351, within(1e-4));
        assertThat(EntropyCorrection.NSB.entropy(new int[] {1}, 1)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void preparedValuesAreThoseOfTheEstimator(EntropyCorrection correction) {
        Discrete discrete = new Discrete(correction);
        Samples x = Samples.ofLabels(0, 0, 1, 1, 2, 2, 0, 1);
        Samples t = Samples.ofLabels(0, 0, 1, 1, 1, 0, 0, 1);
        Estimate direct = discrete.estimate(x, t, 0);
        try (MiEstimator.Prepared prepared = discrete.prepare(x, 0)) {
            assertThat(prepared.estimate(t).value()).isEqualTo(direct.value());
        }
        assertThat(direct.estimator()).isEqualTo(discrete.id()).isEqualTo("discrete");
        assertThat(direct.settings()).isEqualTo(discrete.settings()).isEqualTo(Map.of("correction", correction.name()));
    }
}
