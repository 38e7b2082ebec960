package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.Folds;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.closedform.ClosedForm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PooledPixelCnnTest {
    private static final PixelCnnSize SIZE = new PixelCnnSize(4, 1, 2, 2);
    private static final Folds FOLDS = new Folds(3, 1, 1);
    private static final PixelCnn FAMILY = PixelCnn.of(SIZE, PixelLevels.BYTES)
            .budget(new TrainingBudget(6, 1, 8, 5e-3, 2))
            .onClosedForm(ClosedForm.of(PixelLevels.BYTES).components(2));

    /** All points are near their truth after few common steps, and so is the reference. */
    @Test
    void decodesKnownInformationOfSeveralPointsAtOnce() {
        Samples x = KnownImages.markovRows(1300, 8, 5);
        Map<String, Supplier<Samples>> points = new TreeMap<>();
        points.put("every second column", () -> KnownImages.everyColumn(x, 2));
        points.put("every fourth column", () -> KnownImages.everyColumn(x, 4));
        points.put("other images", () -> KnownImages.everyColumn(KnownImages.markovRows(1300, 8, 6), 2));
        PixelCnn family = PixelCnn.of(new PixelCnnSize(8, 1, 2, 2), PixelLevels.BINARY)
                .budget(new TrainingBudget(120, 1, 16, 5e-3, 2))
                .onClosedForm(ClosedForm.of(PixelLevels.BINARY));
        try (PooledDensities densities = PooledPixelCnn.of(family).learn(x, new Folds(8, 1, 4), points, 1)) {
            double none = KnownImages.mean(densities.marginal().logLikelihood());
            double all = KnownImages.markov(8, 1);
            assertThat(-KnownImages.bits(none)).isCloseTo(all, within(0.05 * all));
            double second = KnownImages.markov(8, 2);
            assertThat(bits(densities, "every second column", none)).isCloseTo(second, within(0.06 * second));
            double fourth = KnownImages.markov(8, 4);
            assertThat(bits(densities, "every fourth column", none)).isCloseTo(fourth, within(0.08 * fourth));
            assertThat(bits(densities, "other images", none)).isCloseTo(0, within(1.0));
        }
    }

    private static double bits(PooledDensities densities, String point, double none) {
        return KnownImages.bits(KnownImages.mean(densities.given(point).logLikelihood()) - none);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 3", "256, 3"})
    void scoresAndDrawsImagesOfAnyKind(int levels, int channels) {
        PixelLevels values = new PixelLevels(levels, 0, levels - 1);
        Samples x = images(40, levels, channels, 5, 4);
        Map<String, Supplier<Samples>> points = Map.of("itself", () -> x, "a vector", () -> x.reshape(channels * 20));
        PixelCnn family = PixelCnn.of(SIZE, values)
                .budget(new TrainingBudget(6, 1, 8, 5e-3, 2))
                .dropout(0.2)
                .onClosedForm(ClosedForm.of(values).components(3));
        try (PooledDensities densities = PooledPixelCnn.of(family).ownSteps(2).learn(x, FOLDS, points, 1)) {
            for (PooledDensity density :
                    List.of(densities.given("itself"), densities.given("a vector"), densities.marginal())) {
                assertThat(density.logLikelihood()).hasSize(8).doesNotContain(Double.NaN, Double.NEGATIVE_INFINITY);
                assertThat(density.validationLogLikelihood()).hasSize(8);
                Samples drawn = density.sample(new int[] {0, 3, 3}, 7);
                assertThat(drawn.rowShape()).containsExactly(channels, 5, 4);
                values.require(drawn);
            }
        }
    }

    @Test
    void thePointsTakeEqualStepsOfTheirOwnFromTheCommonTraining() {
        Samples x = images(40, 256, 1, 4, 4);
        List<Integer> lengths = new ArrayList<>();
        PooledPixelCnn family = PooledPixelCnn.of(FAMILY.progress((step, all) -> {
                    if (step == all) {
                        lengths.add(all);
                    }
                }))
                .ownSteps(4)
                .marginalSteps(3);
        try (PooledDensities densities = family.learn(x, FOLDS, points(x), 1)) {
            double common = densities.given("a").learningCurve().points().get(0).crossEntropyNats();
            assertThat(-KnownImages.mean(densities.given("a").validationLogLikelihood()))
                    .isNotEqualTo(common);
            assertThat(densities.given("b").learningCurve().steps()).isEqualTo(4);
            densities.marginal();
            assertThat(lengths).containsExactly(6, 4, 4, 4, 3);
        }
    }

    @Test
    void theLearningCurveOfAPointEndsWhereItsDensityIs() {
        Samples x = images(40, 256, 1, 4, 4);
        try (PooledDensities densities =
                PooledPixelCnn.of(FAMILY).marginalSteps(0).learn(x, FOLDS, points(x), 1)) {
            for (PooledDensity density : List.of(densities.given("a"), densities.given("b"), densities.marginal())) {
                List<LearningCurve.Annealed> annealed = density.learningCurve().annealed();
                assertThat(density.learningCurve().steps()).isEqualTo(6);
                assertThat(annealed.get(annealed.size() - 1).crossEntropyNats())
                        .isCloseTo(-KnownImages.mean(density.validationLogLikelihood()), within(1e-3));
            }
            assertThat(densities.given("a").learningCurve())
                    .isNotEqualTo(densities.marginal().learningCurve());
        }
    }

    @Test
    void neitherTheOrderOfPointsNorAnInterruptionChangesABit(@TempDir Path folder) {
        Samples x = images(40, 256, 1, 4, 4);
        PooledPixelCnn family = PooledPixelCnn.of(FAMILY).ownSteps(4);
        double[] whole = scores(family, x, points(x));
        Map<String, Supplier<Samples>> reversed = new TreeMap<>((a, b) -> b.compareTo(a));
        reversed.putAll(points(x));
        assertThat(scores(family, x, reversed)).isEqualTo(whole);
        int[] steps = {0};
        PixelCnn mortal = FAMILY.checkpoints(folder).progress((step, all) -> {
            if (++steps[0] == 9) {
                throw new IllegalStateException("killed");
            }
        });
        PooledPixelCnn again = PooledPixelCnn.of(mortal).ownSteps(4);
        assertThatThrownBy(() -> scores(again, x, points(x))).hasMessage("killed");
        assertThat(scores(again, x, points(x))).isEqualTo(whole);
        int taken = steps[0];
        assertThat(scores(again, x, points(x))).isEqualTo(whole);
        assertThat(steps[0]).as("what was trained is found again").isEqualTo(taken);
    }

    @Test
    void everyOptionIsASetting() {
        PooledPixelCnn family = PooledPixelCnn.of(FAMILY);
        assertThat(family.settings())
                .containsEntry("steps", "6")
                .containsEntry("ownSteps", "0")
                .containsEntry("marginalSteps", "3")
                .containsEntry("closedForm.components", "2")
                .doesNotContainKeys("start", "parentSteps");
        assertThat(family.ownSteps(2).settings()).isNotEqualTo(family.settings());
        assertThat(family.marginalSteps(2).settings()).isNotEqualTo(family.settings());
        assertThat(PooledPixelCnn.of(FAMILY.dropout(0.1)).settings()).isNotEqualTo(family.settings());
    }

    @Test
    void saysWhatIsWrong() {
        Samples x = images(40, 256, 1, 4, 4);
        PooledPixelCnn family = PooledPixelCnn.of(FAMILY);
        assertThatThrownBy(() -> family.learn(x, FOLDS, Map.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a pool needs at least 1 point, got none");
        assertThatThrownBy(() -> family.learn(x, FOLDS, Map.of("short", () -> x.slice(0, 7)), 1))
                .hasMessageContaining("short")
                .hasMessageContaining("40 and 7");
        assertThatThrownBy(() -> PooledPixelCnn.of(FAMILY.vectorsAsBiases())).hasMessageContaining("vectorsAsBiases");
        assertThatThrownBy(() -> PooledPixelCnn.of(FAMILY.head(PixelHead.CATEGORICAL)))
                .hasMessageContaining("at most 16 levels, got 256");
        assertThatThrownBy(() -> family.ownSteps(-1)).hasMessageContaining("0 or more, got -1");
        try (PooledDensities densities = family.learn(x, FOLDS, points(x), 1)) {
            assertThatThrownBy(() -> densities.given("c")).hasMessage("no point 'c' in this pool; there are [a, b]");
        }
    }

    private static double[] scores(PooledPixelCnn family, Samples x, Map<String, Supplier<Samples>> points) {
        try (PooledDensities densities = family.learn(x, FOLDS, points, 5)) {
            double[] a = densities.given("a").logLikelihood();
            double[] b = densities.given("b").logLikelihood();
            double[] none = densities.marginal().logLikelihood();
            double[] all = new double[a.length + b.length + none.length];
            System.arraycopy(a, 0, all, 0, a.length);
            System.arraycopy(b, 0, all, a.length, b.length);
            System.arraycopy(none, 0, all, a.length + b.length, none.length);
            return all;
        }
    }

    private static Map<String, Supplier<Samples>> points(Samples x) {
        return Map.of("a", () -> x, "b", () -> x.reshape(16));
    }

    private static Samples images(int n, int levels, int... shape) {
        Random random = new Random(3);
        int d = shape[0] * shape[1] * shape[2];
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % d == 0 || random.nextDouble() < 0.4 ? random.nextInt(levels) : values[i - 1];
        }
        return Samples.of(values, shape);
    }
}
