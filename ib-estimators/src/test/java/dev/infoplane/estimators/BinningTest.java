package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinningTest {
    private static Samples grid(int n, float low, float high) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = low + (high - low) * (i + 0.5f) / n;
        }
        return Samples.of(values);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10})
    void evenlySpreadValuesFillAllCellsAlike(int count) {
        Samples t = grid(1000, -1, 1);
        for (Binning binning :
                List.of(Binning.fixedCount(count, -1, 1), Binning.equalFrequency(count), Binning.layerRange(count))) {
            Estimate estimate = binning.estimate(t, t, 0);
            assertThat(estimate.value().nats()).as(binning.id()).isCloseTo(Math.log(count), within(0.02));
        }
        Estimate width = Binning.fixedWidth(2.0 / 10).estimate(t, t, 0);
        assertThat(width.value().nats()).isCloseTo(Math.log(10), within(1e-9));
        assertThat(width.noise()).isEqualTo(NoiseModel.quantised(0.2));
    }

    @Test
    void valuesOutsideTheRangeAreKeptApartAndReported() {
        Samples t = Samples.of(new float[] {-5, -0.5f, 0.5f, 1, 7});
        Estimate estimate = Binning.fixedCount(2, -1, 1).estimate(t, t, 0);
        // cells: below {-5}, {-0.5}, {0.5, 1}, above {7}
        double expected = -3 * 0.2 * Math.log(0.2) - 0.4 * Math.log(0.4);
        assertThat(estimate.value().nats()).isCloseTo(expected, within(1e-12));
        assertThat(estimate.warnings())
                .contains("40.0 % of the values of t lie outside [-1.0, 1.0] and share two cells, one a side");
    }

    @Test
    void equalValuesStayTogetherUnderEqualFrequency() {
        Samples t = Samples.of(new float[] {0, 0, 0, 0, 0, 0, 1, 2, 3, 4});
        Estimate estimate = Binning.equalFrequency(5).estimate(t, t, 0);
        double expected = -0.6 * Math.log(0.6) - 2 * 0.2 * Math.log(0.2);
        assertThat(estimate.value().nats()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aConstantLayerHoldsNothing() {
        Samples t = Samples.of(new float[50], 5);
        for (Binning binning : List.of(
                Binning.fixedCount(30, -1, 1),
                Binning.equalFrequency(30),
                Binning.layerRange(30),
                Binning.fixedWidth(0.07))) {
            assertThat(binning.estimate(grid(10, 0, 1), t, 0).value().nats()).isZero();
        }
    }

    @Test
    void inputsAllDifferentGiveTheEntropyOfTheBinnedLayerAndItsCeilingIsReported() {
        Draws draws = Draws.gaussianPairs(500, 4, 0.5, 2);
        Estimate fine = Binning.fixedWidth(1e-3).estimate(draws.x(), draws.t(), 0);
        assertThat(fine.value().nats()).isCloseTo(Math.log(500), within(1e-9));
        assertThat(fine.warnings()).singleElement().asString().contains("ln 500");
    }

    @Test
    void continuousPairsBinnedOnBothSidesAreNearTheExactValue() {
        Draws draws = Draws.gaussianPairs(10_000, 1, 0.8, 2);
        Estimate estimate = Binning.equalFrequency(16)
                .ofBothSides()
                .withCorrection(EntropyCorrection.MILLER_MADOW)
                .estimate(draws.x(), draws.t(), 0);
        assertThat(estimate.value().nats()).isCloseTo(draws.nats(), within(0.05));
    }

    @Test
    void valuesBeyondAllCellsAreRefusedAndNotSaturated() {
        Samples t = Samples.of(new float[] {-3e38f, 0, 3e38f, 3e38f});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Binning.fixedWidth(1e-9).estimate(t, t, 0))
                .withMessageContaining("cells of width 1.0E-9");
        assertThat(Binning.layerRange(3).estimate(t, t, 0).value().nats()).isCloseTo(1.5 * Math.log(2), within(1e-12));
    }

    @Test
    void settingsThatMakeNoCellsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Binning.fixedCount(0, -1, 1))
                .withMessage("count must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Binning.fixedCount(3, 1, 1))
                .withMessageContaining("low = 1.0, high = 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Binning.fixedWidth(0))
                .withMessage("width must be a positive number, got 0.0");
    }
}
