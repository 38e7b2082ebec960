package dev.infoplane.examples.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.examples.classic.BinarySaturation.Cell;
import dev.infoplane.examples.classic.QuantisedExperiment.Row;
import dev.infoplane.models.zoo.mlp.MlpSpec.Nonlinearity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExactInformationTest {
    private static final int EPOCHS = 400;

    /** The two findings of Lorenzen et al. 2022 at small size. */
    @Test
    void exactValuesOfTanhAndReluDifferAndBinningIsFarFromBoth() {
        List<Row> tanh = QuantisedExperiment.run(Nonlinearity.TANH, 4, EPOCHS, 1);
        List<Row> relu = QuantisedExperiment.run(Nonlinearity.RELU, 4, EPOCHS, 1);

        assertThat(tanh).allSatisfy(row -> assertThat(row.highest()).isLessThanOrEqualTo(12 + 1e-9));
        for (List<Row> rows : List.of(tanh, relu)) {
            for (int layer = 2; layer <= 5; layer++) {
                assertThat(of(rows, "exact", layer).last())
                        .as("the data-processing inequality holds for exact values")
                        .isLessThanOrEqualTo(of(rows, "exact", layer - 1).last() + 1e-9);
            }
        }
        assertThat(of(relu, "exact", 5).last()).isLessThan(of(tanh, "exact", 5).last() - 2);
        assertThat(of(tanh, "exact", 4).last() - of(tanh, "width 0.5", 4).last())
                .as("cells merge levels that the network keeps apart")
                .isGreaterThan(2);
        assertThat(of(tanh, "30 cells", 4).last())
                .as("cells finer than the levels of the network change nothing")
                .isCloseTo(of(tanh, "exact", 4).last(), within(1e-9));
    }

    private static Row of(List<Row> rows, String estimator, int layer) {
        return rows.stream()
                .filter(r -> r.estimator().equals(estimator) && r.layer().equals("layer" + layer + ".out"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePlugInEstimateOfABinaryLayerSaturatesAtTheLogarithmOfTheSamples() {
        for (Cell cell : BinarySaturation.run(1, new int[] {2, 4, 8, 16, 24}, new int[] {64, 1024, 16_384})) {
            double slack = cell.ceiling() - cell.exact();
            assertThat(cell.bits()).as("%s", cell).isLessThanOrEqualTo(cell.ceiling() + 1e-9);
            if (slack > 5) {
                assertThat(cell.bits()).as("reliable: %s", cell).isCloseTo(cell.exact(), within(0.1));
            } else if (slack < -3) {
                assertThat(cell.bits()).as("saturated: %s", cell).isCloseTo(cell.ceiling(), within(0.35));
                assertThat(cell.plugIn().warnings()).as("%s", cell).isNotEmpty();
            }
        }
    }
}
