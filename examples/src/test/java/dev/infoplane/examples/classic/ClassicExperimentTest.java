package dev.infoplane.examples.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimators.FiniteInputs;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassicExperimentTest {
    @TempDir
    Path out;

    @Test
    void theTaskHasTwelveBitsOfInputAndOneBitOfLabel() {
        ToyData data = ToyData.draw(1);
        Estimate inputs = new FiniteInputs().estimate(data.inputs(), data.inputs(), 0);
        Estimate labels = new FiniteInputs().estimate(data.labels(), data.inputs(), 0);
        assertThat(inputs.value().bits()).isCloseTo(12, within(1e-9));
        assertThat(labels.value().bits()).isCloseTo(1, within(1e-9));
    }

    @Test
    void threeEstimatorsMeasureTheSameActivationsAndAgreeOnTheirOrder() throws IOException {
        ClassicExperiment.main(new String[] {out.toString(), "4", "1"});

        InformationPlane binned = plane("binning");
        InformationPlane noisy = plane("pairwise");
        InformationPlane exact = plane("exact");
        assertThat(exact.runs()).containsExactly("relu, seed 1", "tanh, seed 1");
        assertThat(exact.hookPoints()).hasSize(5);
        assertThat(exact.epochs("tanh, seed 1")).containsExactly(0, 1, 2, 3, 4);
        for (PlanePoint point : exact.points()) {
            double whole = bits(point);
            assertThat(whole).isLessThanOrEqualTo(12 + 1e-9);
            assertThat(bits(binned.find(point.key()).orElseThrow())).isLessThanOrEqualTo(whole + 1e-9);
            assertThat(bits(noisy.find(point.key()).orElseThrow())).isLessThanOrEqualTo(whole + 1e-9);
            assertThat(point.labelInformation().orElseThrow().value().bits()).isLessThanOrEqualTo(1 + 1e-9);
        }
        assertThat(Files.readAllLines(out.resolve("compression.md"))).hasSize(2 + 3 * 2 * 5);
        assertThat(out.resolve("binning.html")).exists();
        assertThat(out.resolve("exact.svg")).exists();
        assertThatExceptionOfType(IllegalStateException.class)
                .as("the points of a longer experiment are not those of a shorter one")
                .isThrownBy(() -> ClassicExperiment.main(new String[] {out.toString(), "2", "1"}))
                .withMessageContaining("part of epochs: 2, was 4");
    }

    /** The claim of the guide: under binning the deep tanh layers fall from their peak, the ReLU layers and the exact value do not. */
    @Test
    @Tag("long")
    void tanhCompressesUnderBinningAndReluDoesNot() throws IOException {
        ClassicExperiment.main(new String[] {out.toString(), "3000", "1"});
        for (String layer : List.of("layer 4", "layer 5")) {
            assertThat(fall("binning", "tanh, seed 1", layer))
                    .as("%s, tanh, binning", layer)
                    .isGreaterThan(1);
            assertThat(fall("binning", "relu, seed 1", layer))
                    .as("%s, ReLU, binning", layer)
                    .isLessThan(0.5);
        }
        assertThat(fall("exact", "tanh, seed 1", "layer 4")).as("tanh, exact").isLessThan(0.5);
    }

    /** How far a layer ends below its highest I(X;T), in bits. */
    private double fall(String estimator, String run, String layer) {
        List<PlanePoint> path = plane(estimator).trajectory(run, layer);
        double highest =
                path.stream().mapToDouble(ClassicExperimentTest::bits).max().orElseThrow();
        return highest - bits(path.get(path.size() - 1));
    }

    private InformationPlane plane(String estimator) {
        return PlaneStore.open(out.resolve("points").resolve(estimator)).plane();
    }

    private static double bits(PlanePoint point) {
        return point.inputInformation().orElseThrow().value().bits();
    }
}
