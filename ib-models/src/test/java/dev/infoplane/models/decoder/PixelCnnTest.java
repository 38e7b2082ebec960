package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelCnnTest {
    private static final PixelCnnSize SIZE = new PixelCnnSize(4, 1, 2, 2);
    private static final PixelCnn FAMILY =
            PixelCnn.of(SIZE, PixelLevels.BYTES).budget(new TrainingBudget(8, 4, 8, 5e-3, 2));

    @Test
    void sameSeedSameBits() {
        Samples x = images(24, 4, 1);
        Samples t = x.reshape(16);
        double[] first = scores(x, t, 5);
        assertThat(scores(x, t, 5)).isEqualTo(first);
        assertThat(scores(x, t, 6)).isNotEqualTo(first);
    }

    @Test
    void conditionalAndMarginalStartAsTheParentAndTakeTheSameSteps() {
        Samples x = images(24, 4, 1);
        try (DensityFamily.Parent parent = FAMILY.learn(x, x, 1);
                ConditionalDensity marginal = parent.marginal();
                ConditionalDensity given = parent.given(x.reshape(16), x.reshape(16))) {
            assertThat(given.learningCurve().steps())
                    .isEqualTo(marginal.learningCurve().steps())
                    .isEqualTo(4);
            assertThat(given.learningCurve().points().get(0))
                    .isEqualTo(marginal.learningCurve().points().get(0));
        }
    }

    @Test
    void trainingLowersTheCrossEntropy() {
        Samples x = stripes(64);
        PixelCnn family = PixelCnn.of(SIZE, PixelLevels.BINARY).budget(new TrainingBudget(60, 1, 16, 2e-2, 1));
        try (DensityFamily.Parent parent = family.learn(x, x, 1);
                ConditionalDensity density = parent.marginal()) {
            double bitsPerPixel =
                    -Arrays.stream(density.logLikelihood(x, null)).average().orElseThrow() / 16 / Math.log(2);
            assertThat(bitsPerPixel).isLessThan(0.5);
        }
    }

    @Test
    void samplesAreLevelsAndFollowTheModel() {
        Samples x = stripes(64);
        PixelCnn family = PixelCnn.of(SIZE, PixelLevels.BINARY).budget(new TrainingBudget(150, 1, 16, 2e-2, 1));
        try (DensityFamily.Parent parent = family.learn(x, x, 1);
                ConditionalDensity density = parent.marginal()) {
            Samples drawn = density.sample(x.slice(0, 40), 9);
            assertThat(drawn.rowShape()).containsExactly(1, 4, 4);
            PixelLevels.BINARY.require(drawn);
            double ofDrawn =
                    Arrays.stream(density.logLikelihood(drawn, null)).average().orElseThrow();
            double ofData =
                    Arrays.stream(density.logLikelihood(x, null)).average().orElseThrow();
            assertThat(ofDrawn).isCloseTo(ofData, within(1.5));
            assertThat(density.sample(x.slice(0, 40), 9).toArray()).isEqualTo(drawn.toArray());
        }
    }

    @Test
    void tellsWhatIsWrongWithImages() {
        Samples colour = Samples.of(new float[3 * 16], 3, 4, 4);
        assertThatThrownBy(() -> FAMILY.learn(colour, colour, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one channel")
                .hasMessageContaining("[3, 4, 4]");
        Samples odd = Samples.of(new float[25], 1, 5, 5);
        assertThatThrownBy(() -> FAMILY.learn(odd, odd, 1)).hasMessageContaining("multiples of 2, got 5×5");
        Samples between = Samples.of(new float[] {0, 1, 2.5f, 3}, 1, 2, 2);
        assertThatThrownBy(() -> FAMILY.learn(between, between, 1))
                .hasMessageContaining("got 2.5 in image 0, position 2");
        Samples nan = Samples.of(new float[] {0, 1, Float.NaN, 3}, 1, 2, 2);
        assertThatThrownBy(() -> FAMILY.learn(nan, nan, 1))
                .hasMessageContaining("finite, got NaN in row 0, position 2");
    }

    @Test
    void tellsWhatIsWrongWithActivations() {
        Samples x = images(8, 4, 1);
        try (DensityFamily.Parent parent = FAMILY.learn(x, x, 1)) {
            Samples few = Samples.of(new float[7 * 3], 3);
            assertThatThrownBy(() -> parent.given(few, few)).hasMessageContaining("got 8 and 7");
            Samples large = Samples.of(new float[8 * 36], 1, 6, 6);
            assertThatThrownBy(() -> parent.given(large, large)).hasMessageContaining("whole multiple of it, got 6×6");
        }
    }

    @Test
    void aDensityTellsWhenItIsAskedAboutOtherShapes() {
        Samples x = images(8, 4, 1);
        Samples t = x.reshape(4, 2, 2);
        try (DensityFamily.Parent parent = FAMILY.learn(x, x, 1);
                ConditionalDensity given = parent.given(t, t)) {
            String message = "activations must have rows of shape [4, 2, 2], got [16]";
            assertThatThrownBy(() -> given.logLikelihood(x, x.reshape(16))).hasMessage(message);
            assertThatThrownBy(() -> given.sample(x.reshape(16), 1)).hasMessage(message);
            assertThatThrownBy(() -> parent.given(t, x.reshape(16)))
                    .hasMessage("activations that validate must have rows of shape [4, 2, 2], got [16]");
            assertThatThrownBy(() -> given.logLikelihood(x.reshape(1, 2, 8), t))
                    .hasMessage("x must have rows of shape [1, 4, 4], got [1, 2, 8]");
        }
        Samples none = x.slice(0, 0);
        assertThatThrownBy(() -> FAMILY.learn(none, x, 1)).hasMessageContaining("at least 1 image to learn from");
        assertThatThrownBy(() -> new PixelCnnSize(1, 1, 1, 40)).hasMessage("at most 10 resolutions, got 40");
    }

    @Test
    void activationsOfAnyShapeCondition() {
        Samples x = images(8, 4, 1);
        try (DensityFamily.Parent parent = FAMILY.learn(x, x, 1)) {
            for (int[] shape :
                    new int[][] {{}, {5}, {2, 1, 1}, {3, 2, 2}, {1, 4, 4}, {2, 3, 3}, {1, 4, 2}, {1, 8, 8}}) {
                int d = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
                float[] values = new float[8 * d];
                Random random = new Random(1);
                for (int i = 0; i < values.length; i++) {
                    values[i] = random.nextFloat();
                }
                Samples t = Samples.of(values, shape);
                try (ConditionalDensity density = parent.given(t, t)) {
                    assertThat(density.logLikelihood(x, t))
                            .as(Arrays.toString(shape))
                            .hasSize(8)
                            .doesNotContain(Double.NaN);
                    assertThat(density.sample(t.slice(0, 2), 1).rows()).isEqualTo(2);
                }
            }
        }
    }

    private static double[] scores(Samples x, Samples t, long seed) {
        try (DensityFamily.Parent parent = FAMILY.learn(x, x, seed);
                ConditionalDensity density = parent.given(t, t)) {
            return density.logLikelihood(x, t);
        }
    }

    private static Samples images(int n, int side, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        return Samples.of(values, 1, side, side);
    }

    /** Rows of one value each, chosen by a fair coin: one bit a row of four pixels. */
    private static Samples stripes(int n) {
        Random random = new Random(2);
        float[] values = new float[n * 16];
        for (int row = 0; row < n * 4; row++) {
            Arrays.fill(values, row * 4, row * 4 + 4, random.nextInt(2));
        }
        return Samples.of(values, 1, 4, 4);
    }
}
