package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        try (DensityFamily.Pretrained parent = FAMILY.learn(x, x, 1);
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
        try (DensityFamily.Pretrained parent = family.learn(x, x, 1);
                ConditionalDensity density = parent.marginal()) {
            double bitsPerPixel =
                    -Arrays.stream(density.logLikelihood(x)).average().orElseThrow() / 16 / Math.log(2);
            assertThat(bitsPerPixel).isLessThan(0.5);
        }
    }

    @Test
    void samplesAreLevelsAndFollowTheModel() {
        Samples x = stripes(64);
        PixelCnn family = PixelCnn.of(SIZE, PixelLevels.BINARY).budget(new TrainingBudget(150, 1, 16, 2e-2, 1));
        try (DensityFamily.Pretrained parent = family.learn(x, x, 1);
                ConditionalDensity density = parent.marginal()) {
            Samples drawn = density.sample(x.slice(0, 40), 9);
            assertThat(drawn.rowShape()).containsExactly(1, 4, 4);
            PixelLevels.BINARY.require(drawn);
            double ofDrawn =
                    Arrays.stream(density.logLikelihood(drawn)).average().orElseThrow();
            double ofData = Arrays.stream(density.logLikelihood(x)).average().orElseThrow();
            assertThat(ofDrawn).isCloseTo(ofData, within(1.5));
            assertThat(density.sample(x.slice(0, 40), 9).toArray()).isEqualTo(drawn.toArray());
        }
    }

    @Test
    void tellsWhatIsWrongWithImages() {
        Samples two = Samples.of(new float[2 * 16], 2, 4, 4);
        assertThatThrownBy(() -> FAMILY.learn(two, two, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one channel or three")
                .hasMessageContaining("[2, 4, 4]");
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
        try (DensityFamily.Pretrained parent = FAMILY.learn(x, x, 1)) {
            Samples few = Samples.of(new float[7 * 3], 3);
            assertThatThrownBy(() -> parent.given(few, few)).hasMessageContaining("got 8 and 7");
        }
    }

    @Test
    void aDensityTellsWhenItIsAskedAboutOtherShapes() {
        Samples x = images(8, 4, 1);
        Samples t = x.reshape(4, 2, 2);
        try (DensityFamily.Pretrained parent = FAMILY.learn(x, x, 1);
                ConditionalDensity given = parent.given(t, t)) {
            String message = "activations must have rows of shape [4, 2, 2], got [16]";
            assertThatThrownBy(() -> given.logLikelihood(x, x.reshape(16))).hasMessage(message);
            assertThatThrownBy(() -> given.sample(x.reshape(16), 1)).hasMessage(message);
            Samples notANumber =
                    Samples.of(new float[] {1, Float.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 4, 2, 2);
            assertThatThrownBy(() -> given.sample(notANumber, 1)).hasMessageContaining("got NaN in row 0");
            assertThatThrownBy(() -> given.logLikelihood(x))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("this density is conditional: score x together with t");
            assertThatThrownBy(() -> given.logLikelihood(x, null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> given.sample(null, 1))
                    .hasMessageContaining("t, whose rows say how many images are drawn");
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
        try (DensityFamily.Pretrained parent = FAMILY.learn(x, x, 1)) {
            for (int[] shape : new int[][] {
                {}, {5}, {2, 1, 1}, {3, 2, 2}, {1, 4, 4}, {2, 3, 3}, {1, 4, 2}, {1, 8, 8}, {1, 6, 6}, {2, 3, 9}
            }) {
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

    @ParameterizedTest
    @EnumSource(WarmStart.class)
    void everyStartLearnsColourImagesOfAnySizeWithDropout(WarmStart start) {
        Samples x = colours(24);
        PixelCnn family = PixelCnn.of(SIZE, PixelLevels.BYTES)
                .budget(new TrainingBudget(20, 20, 8, 5e-3, 2))
                .startingFrom(start)
                .dropout(0.5)
                .conditionDropout(0.2);
        try (PixelCnn.Pretrained parent = family.learn(x, x, 1);
                PixelDensity given = parent.given(x, x);
                PixelDensity same = parent.given(x, x);
                PixelDensity without = given.withoutCondition()) {
            LearningCurve curve = given.learningCurve();
            assertThat(curve.points().get(curve.points().size() - 1).crossEntropyNats())
                    .isLessThan(curve.points().get(0).crossEntropyNats());
            assertThat(same.logLikelihood(x, x)).isEqualTo(given.logLikelihood(x, x));
            assertThat(without.logLikelihood(x)).isNotEqualTo(given.logLikelihood(x, x));
            Samples drawn = given.sample(x.slice(0, 2), 3);
            assertThat(drawn.rowShape()).containsExactly(3, 5, 6);
            PixelLevels.BYTES.require(drawn);
        }
    }

    /** A billion bytes or two: the published size learns, scores and draws. */
    @Test
    @Tag("long")
    void thePaperPresetRuns() {
        Samples x = colours(4);
        PixelCnn family =
                PixelCnn.of(PixelCnnSize.PAPER, PixelLevels.BYTES).budget(new TrainingBudget(2, 2, 2, 1e-3, 1));
        try (PixelCnn.Pretrained parent = family.learn(x, x, 1);
                PixelDensity given = parent.given(x, x)) {
            LearningCurve curve = given.learningCurve();
            assertThat(curve.points()).hasSize(2);
            assertThat(curve.points().get(1).crossEntropyNats())
                    .isFinite()
                    .isNotEqualTo(curve.points().get(0).crossEntropyNats());
            PixelLevels.BYTES.require(given.sample(x.slice(0, 1), 3));
        }
    }

    @Test
    void killedAndResumedGivesTheSameBits(@TempDir Path folder) {
        Samples x = images(24, 4, 1);
        PixelCnn family = FAMILY.dropout(0.3).conditionDropout(0.2);
        double[] whole = scores(family, x, x.reshape(16), 5);
        int[] steps = {0};
        PixelCnn mortal = family.checkpoints(folder).progress((step, all) -> {
            if (++steps[0] == 11) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> scores(mortal, x, x.reshape(16), 5)).hasMessage("killed");
        assertThat(scores(mortal, x, x.reshape(16), 5)).isEqualTo(whole);
        assertThat(steps[0]).as("the parent's 8 steps were not taken again").isEqualTo(11 + 1);
    }

    @Test
    void classLabelsConditionAndAreChecked() {
        Samples x = stripes(64);
        float[] labels = new float[64];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = x.get(i, 0) + 2 * x.get(i, 4);
        }
        Samples t = Samples.of(labels, 1);
        PixelCnn family = PixelCnn.of(SIZE, PixelLevels.BINARY)
                .classLabels(4)
                .conditionDropout(0.3)
                .budget(new TrainingBudget(100, 150, 16, 2e-2, 1));
        try (PixelCnn.Pretrained parent = family.learn(x, x, 1);
                PixelDensity given = parent.given(t, t);
                PixelDensity without = given.withoutCondition()) {
            double bits = (mean(given.logLikelihood(x, t)) - mean(without.logLikelihood(x))) / Math.log(2);
            assertThat(bits).isBetween(1.2, 2.2);
            Samples wrong = Samples.of(new float[64], 1).slice(0, 63);
            assertThatThrownBy(() -> given.logLikelihood(x, wrong)).hasMessageContaining("64 and 63");
            Samples tooLarge = Samples.of(new float[] {4}, 1);
            assertThatThrownBy(() -> given.sample(tooLarge, 1)).hasMessageContaining("from 0 to 3, got 4.0 in row 0");
            assertThatThrownBy(() -> parent.given(x, x)).hasMessageContaining("one number a row");
        }
    }

    @Test
    void whatIsKnownOfAnImageIsKept() {
        Samples x = images(8, 4, 1);
        try (PixelCnn.Pretrained parent = FAMILY.learn(x, x, 1);
                PixelDensity density = parent.marginal()) {
            Samples completed = density.complete(x, 2, x, 3, 1);
            for (int i = 0; i < 8; i++) {
                for (int p = 0; p < 8; p++) {
                    assertThat(completed.get(i, p)).isEqualTo(x.get(i, p));
                }
            }
            assertThat(completed.toArray()).isNotEqualTo(x.toArray());
            assertThatThrownBy(() -> density.complete(null, 2, x, 3, 1)).hasMessageContaining("images");
            assertThatThrownBy(() -> density.complete(x, 5, x, 3, 1))
                    .hasMessageContaining("between 0 and the height 4");
            assertThatThrownBy(() -> density.sample(x, 3, 0)).hasMessageContaining("must be positive, got 0.0");
            assertThatThrownBy(density::withoutCondition).hasMessageContaining("has no condition");
        }
    }

    @Test
    void refusesRatesOutsideOfWhatTheyAre() {
        assertThatThrownBy(() -> FAMILY.dropout(1)).hasMessage("the dropout rate must lie in [0, 1), got 1.0");
        assertThatThrownBy(() -> FAMILY.conditionDropout(-0.1)).hasMessageContaining("[0, 1), got -0.1");
        assertThatThrownBy(() -> FAMILY.classLabels(1)).hasMessageContaining("at least 2 classes");
        assertThatThrownBy(() -> FAMILY.head(PixelHead.BERNOULLI)).hasMessageContaining("2 levels, got 256");
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static Samples colours(int n) {
        Random random = new Random(3);
        float[] values = new float[n * 90];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 + random.nextInt(50);
        }
        return Samples.of(values, 3, 5, 6);
    }

    private static double[] scores(Samples x, Samples t, long seed) {
        return scores(FAMILY, x, t, seed);
    }

    private static double[] scores(PixelCnn family, Samples x, Samples t, long seed) {
        try (DensityFamily.Pretrained parent = family.learn(x, x, seed);
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
