package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.neighbour.FreeColumns;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns that add nothing change nothing, and a warning reports that they were omitted. */
class FreeColumnsTest {
    private static final Draws DRAWS = Draws.gaussianPairs(1000, 1, 0.8, 4);

    private static Stream<MiEstimator> ofVolumes() {
        return Stream.of(LocalNonuniformity.standard(), KozachenkoLeonenko.standard());
    }

    /** The column of a side, and what a second makes of it: a constant, a copy, a linear map. */
    private static Samples with(Samples side, float factor, float offset) {
        float[] values = new float[2 * side.rows()];
        for (int i = 0; i < side.rows(); i++) {
            values[2 * i] = side.get(i, 0);
            values[2 * i + 1] = factor * side.get(i, 0) + offset;
        }
        return Samples.of(values, 2);
    }

    @ParameterizedTest
    @MethodSource("ofVolumes")
    void columnsThatAddNothingChangeNothing(MiEstimator estimator) {
        Estimate plain = estimator.estimate(DRAWS.x(), DRAWS.t(), 0);
        for (float[] map : new float[][] {{0, 3}, {1, 0}, {-2.5f, 7}}) {
            Samples more = with(DRAWS.x(), map[0], map[1]);
            for (Estimate estimate :
                    new Estimate[] {estimator.estimate(more, DRAWS.t(), 0), estimator.estimate(more, more, 0)}) {
                assertThat(estimate.warnings())
                        .anySatisfy(w -> assertThat(w)
                                .isEqualTo(
                                        "columns of x that are constant or linear maps of others hold nothing more and were"
                                                + " left out: 1"));
            }
            assertThat(estimator.estimate(more, DRAWS.t(), 0).value()).isEqualTo(plain.value());
            assertThat(estimator.estimate(DRAWS.t(), more, 0).value())
                    .isEqualTo(estimator.estimate(DRAWS.t(), DRAWS.x(), 0).value());
        }
    }

    @Test
    void columnsThatGoTogetherButNotWhollyStay() {
        Random random = new Random(1);
        float[] values = new float[600];
        for (int i = 0; i < 200; i++) {
            values[3 * i] = 1000 + (float) random.nextGaussian();
            values[3 * i + 1] = values[3 * i] + 0.01f * (float) random.nextGaussian();
            values[3 * i + 2] = (float) random.nextGaussian() * 1e-6f;
        }
        Samples samples = Samples.of(values, 3);
        FreeColumns all = FreeColumns.of(samples);
        assertThat(all.leftOut()).isZero();
        assertThat(all.samples()).isSameAs(samples);
        assertThat(all.warning("x")).isEmpty();
    }

    @Test
    void aSideOfConstantsStaysAsItIs() {
        assertThat(FreeColumns.of(Samples.of(new float[40], 2)).samples().dimensions())
                .isEqualTo(2);
    }
}
