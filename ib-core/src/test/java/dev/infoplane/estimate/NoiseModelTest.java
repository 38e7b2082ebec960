package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseModelTest {
    @Test
    void eachModelIsNamedWithItsParameters() {
        assertThat(NoiseModel.none()).hasToString("none");
        assertThat(NoiseModel.gaussian(0.5)).hasToString("gaussian(sigma=0.5)");
        assertThat(NoiseModel.quantised(0.07)).hasToString("quantised(width=0.07)");
        assertThat(NoiseModel.equalFrequency(12)).hasToString("equal-frequency(cells=12)");
        assertThat(NoiseModel.dropout(0.25)).hasToString("dropout(rate=0.25)");
    }

    @Test
    void modelsAreEqualIfTheirParametersAre() {
        assertThat(NoiseModel.gaussian(0.5)).isEqualTo(NoiseModel.gaussian(0.5)).isNotEqualTo(NoiseModel.gaussian(0.6));
        assertThat(NoiseModel.quantised(0.5)).isNotEqualTo(NoiseModel.gaussian(0.5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void widthsThatAreNoPositiveNumberAreRefused(double width) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseModel.gaussian(width))
                .withMessage("sigma must be a positive number, got " + width);
        assertThatIllegalArgumentException().isThrownBy(() -> NoiseModel.quantised(width));
        assertThatIllegalArgumentException().isThrownBy(() -> NoiseModel.dropout(width));
    }

    @Test
    void impossibleCountsAndRatesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseModel.equalFrequency(0))
                .withMessageContaining("cells");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseModel.dropout(1))
                .withMessage("rate must be below 1, got 1.0");
    }
}
