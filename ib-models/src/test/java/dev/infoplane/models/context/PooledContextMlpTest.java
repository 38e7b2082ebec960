package dev.infoplane.models.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.Folds;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.decoder.PixelLevels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PooledContextMlpTest {
    private static final int FIT = 400;
    private static final int VALIDATE = 60;
    private static final ContextMlpSize TINY = new ContextMlpSize(2, 24, 2, 3);

    private static PooledContextMlp family(PixelLevels levels, int steps) {
        return PooledContextMlp.of(TINY, levels)
                .closedForm(ClosedForm.of(levels).causalRadius(2).ridge(1))
                .steps(steps)
                .marginalSteps(steps)
                .batchSize(256);
    }

    private static Samples joined(Samples... parts) {
        float[] all = new float
                [Arrays.stream(parts).mapToInt(p -> p.rows() * p.dimensions()).sum()];
        int at = 0;
        for (Samples part : parts) {
            float[] values = part.toArray();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return Samples.of(all, parts[0].rowShape());
    }

    private static Map<String, Supplier<Samples>> point(String name, Samples t) {
        return Map.of(name, () -> t);
    }

    private static double bits(double[] nats) {
        return -Arrays.stream(nats).average().orElseThrow() / Math.log(2);
    }

    /** All images there are, as measured rows with one and the same t: probabilities add up only if nothing looks ahead. */
    @ParameterizedTest
    @CsvSource({"2, 1, 2, 2", "4, 1, 1, 4", "3, 3, 1, 1", "5, 3, 1, 1", "17, 1, 1, 2", "256, 1, 1, 2"})
    void theProbabilitiesOfAllImagesAddUpToOne(int levels, int channels, int height, int width) {
        int d = channels * height * width;
        int all = (int) Math.pow(levels, d);
        float[] every = KnownImages.every(levels, d);
        int[] shape = {channels, height, width};
        Samples x = joined(KnownImages.stayingLevels(FIT + VALIDATE, levels, 1, shape), Samples.of(every, shape));
        float[] same = KnownImages.normals(FIT + VALIDATE + all, 2).toArray();
        for (int k = (FIT + VALIDATE) * 3; k < same.length; k++) {
            same[k] = k % 3;
        }
        Samples t = Samples.of(same, 3);

        try (PooledDensities learned = family(new PixelLevels(levels, 0, levels - 1), 20)
                .learn(x, new Folds(FIT, VALIDATE, all), point("t", t), 1)) {
            for (PooledDensity density : new PooledDensity[] {learned.given("t"), learned.marginal()}) {
                double sum =
                        Arrays.stream(density.logLikelihood()).map(Math::exp).sum();
                assertThat(sum).isCloseTo(1, within(2e-3));
            }
        }
    }

    private static final Folds FOLDS = new Folds(FIT, VALIDATE, 140);
    private static final PixelLevels FOUR = new PixelLevels(4, 0, 3);
    private final Samples x = KnownImages.stayingLevels(600, 4, 3, 1, 3, 3);
    private final Samples copy = x;
    private final Samples unrelated = KnownImages.normals(600, 4);

    @Test
    void whatIsCopiedIsReadWholeAndNoiseGivesNothing() {
        Map<String, Supplier<Samples>> points = Map.of("copy", () -> copy, "noise", () -> unrelated);
        try (PooledDensities learned = family(FOUR, 200).learn(x, FOLDS, points, 1)) {
            double none = bits(learned.marginal().logLikelihood());
            assertThat(none).isBetween(10.7, 11.7); // the entropy is 2 + 8 · 1.13 bits
            assertThat(bits(learned.given("copy").logLikelihood())).isLessThan(0.6);
            assertThat(bits(learned.given("noise").logLikelihood())).isCloseTo(none, within(0.5));
        }
    }

    /** Sixty images of nine pixels are soon learned by heart: without checks before, 1,600 steps end 0.9 bits above 100. */
    @Test
    void manyStepsOnFewImagesEndWithWhatWasKnownBeforeTheyWereLearnedByHeart() {
        Folds few = new Folds(60, 60, 480);
        PooledContextMlp family = PooledContextMlp.of(new ContextMlpSize(2, 128, 2, 3), FOUR)
                .closedForm(ClosedForm.of(FOUR).causalRadius(2).ridge(1))
                .batchSize(256);
        double after100 =
                bits(family.marginalSteps(100).unconditional(x, few, 1).logLikelihood());
        PooledDensity late = family.marginalSteps(1600).unconditional(x, few, 1);
        assertThat(bits(late.logLikelihood())).isLessThan(after100 + 0.3);
        assertThat(late.learningCurve().beyondBest().bits())
                .as("which the last steps lost")
                .isGreaterThan(0.5);
    }

    @Test
    void theSameSeedGivesTheSameBitsInWhateverOrderPointsCome() {
        Map<String, Supplier<Samples>> turned = new LinkedHashMap<>();
        turned.put("noise", () -> unrelated);
        turned.put("copy", () -> copy);
        Map<String, Supplier<Samples>> straight = new LinkedHashMap<>();
        straight.put("copy", () -> copy);
        straight.put("noise", () -> unrelated);

        double[] first = learnedOf(straight, 1);
        assertThat(learnedOf(turned, 1)).isEqualTo(first);
        assertThat(learnedOf(straight, 2)).isNotEqualTo(first);
    }

    private double[] learnedOf(Map<String, Supplier<Samples>> points, long seed) {
        try (PooledDensities learned = family(FOUR, 5).learn(x, FOLDS, points, seed)) {
            return learned.given("noise").logLikelihood();
        }
    }

    @Test
    void aTrainingThatWasKilledEndsInTheSameBitsAndCurves(@TempDir Path folder) {
        PooledContextMlp family = family(FOUR, 16);
        Map<String, Supplier<Samples>> points = point("noise", unrelated);
        PooledContextMlp killed = family.checkpoints(folder).progress((step, steps) -> {
            if (step == 12) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> killed.learn(x, FOLDS, points, 1)).hasMessage("killed");

        try (PooledDensities whole = family.learn(x, FOLDS, points, 1);
                PooledDensities resumed = family.checkpoints(folder)
                        .progress((step, steps) -> assertThat(step).isGreaterThan(8))
                        .learn(x, FOLDS, points, 1)) {
            LearningCurve curve = whole.given("noise").learningCurve();
            assertThat(curve.points()).extracting(LearningCurve.Point::step).containsExactly(4, 8, 16);
            assertThat(resumed.given("noise").learningCurve()).isEqualTo(curve);
            assertThat(resumed.given("noise").logLikelihood())
                    .isEqualTo(whole.given("noise").logLikelihood());
        }
    }

    @Test
    void aPointThatIsNotThereIsRefusedWithThoseThatAre() {
        try (PooledDensities learned = family(FOUR, 1).learn(x, FOLDS, point("noise", unrelated), 1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learned.given("nois"))
                    .withMessage("no point 'nois' in this pool; there are [noise]");
        }
    }

    /** Draws of a copy are the copy; draws without much t are like images. */
    @ParameterizedTest
    @CsvSource({"2, 1", "4, 1", "40, 1", "4, 3"})
    void drawsFollowTheDensity(int levels, int channels) {
        PixelLevels scale = new PixelLevels(levels, 0, levels - 1);
        Samples images = KnownImages.stayingLevels(600, levels, 5, channels, 3, 3);
        Map<String, Supplier<Samples>> points = Map.of("copy", () -> images, "noise", () -> unrelated);
        try (PooledDensities learned = family(scale, 120).learn(images, FOLDS, points, 1)) {
            int[] rows = {3, 3, 77};
            Samples drawn = learned.given("copy").sample(rows, 1);
            Samples measured = FOLDS.measure(images);
            int equal = 0;
            for (int i = 0; i < rows.length; i++) {
                for (int p = 0; p < drawn.dimensions(); p++) {
                    equal += drawn.get(i, p) == measured.get(rows[i], p) ? 1 : 0;
                }
            }
            assertThat(equal).isGreaterThan(rows.length * drawn.dimensions() * 9 / 10);
            assertThat(drawn.rowShape()).isEqualTo(images.rowShape());
            scale.require(learned.given("noise").sample(new int[] {1, 2}, 1));
            assertThat(learned.given("noise").sample(rows, 1).toArray())
                    .isEqualTo(learned.given("noise").sample(rows, 1).toArray());
        }
    }
}
