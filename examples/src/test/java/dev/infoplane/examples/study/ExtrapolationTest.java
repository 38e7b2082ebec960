package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExtrapolationTest {
    /** 500 + 300 (n / 100)^-0.6 after 100, 400 and 1600 steps. */
    private final double[] bits = {500 + 300, 500 + 300 * Math.pow(4, -0.6), 500 + 300 * Math.pow(16, -0.6)};

    @Test
    void aPowerLawIsContinued() {
        double truth = 500 + 300 * Math.pow(160, -0.6);
        Extrapolation exact = Extrapolation.of(bits, 4, 10, 0, 1);
        assertThat(exact.bits()).isCloseTo(truth, within(1e-9));
        assertThat(exact.low()).isEqualTo(exact.high());
        Extrapolation disturbed = Extrapolation.of(bits, 4, 10, 2, 1);
        assertThat(disturbed.low()).isLessThan(truth - 1);
        assertThat(disturbed.high()).isGreaterThan(truth + 1);
    }

    @Test
    void whatHasStoppedFallingStays() {
        assertThat(Extrapolation.of(new double[] {700, 600, 601}, 4, 10, 0, 1).bits())
                .isEqualTo(601);
    }

    @Test
    void whatFallsEverFasterGoesOnAsItDid() {
        double last =
                Extrapolation.of(new double[] {700, 690, 660}, 4, 16, 0, 1).bits();
        assertThat(last).isCloseTo(660 - 2 * 30, within(0.1));
    }
}
