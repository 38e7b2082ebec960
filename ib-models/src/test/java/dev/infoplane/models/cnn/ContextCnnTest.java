package dev.infoplane.models.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.ShownImage;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PoolStart;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.internal.HeadOnForm;
import dev.infoplane.models.internal.ImageDraws;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextCnnTest {
    private static final int FIT = 400;
    private static final int VALIDATE = 60;
    private static final ContextCnnSize TINY = new ContextCnnSize(6, 3);
    private static final Folds FOLDS = new Folds(FIT, VALIDATE, 140);
    private static final PixelLevels FOUR = new PixelLevels(4, 0, 3);

    private final Samples x = KnownImages.stayingLevels(600, 4, 3, 1, 4, 4);

    private static ContextCnn family(PixelLevels levels, int steps) {
        return ContextCnn.of(TINY, levels)
                .closedForm(ClosedForm.of(levels).causalRadius(2).ridge(1))
                .poolSteps(1 + steps / 10)
                .learningRate(6e-3)
                .steps(steps)
                .marginalSteps(1 + steps / 8);
    }

    private static double bits(double[] nats) {
        return -Arrays.stream(nats).average().orElseThrow() / Math.log(2);
    }

    /** All images there are, as measured rows with one and the same t: probabilities add up only if nothing looks ahead. */
    @ParameterizedTest
    @CsvSource({"2, 1, 2, 2", "4, 1, 1, 4", "3, 3, 1, 1", "5, 3, 1, 1", "2, 3, 1, 2", "17, 1, 1, 2", "256, 1, 2, 1"})
    void theProbabilitiesOfAllImagesAddUpToOne(int levels, int channels, int height, int width) {
        int d = channels * height * width;
        int all = (int) Math.pow(levels, d);
        int taught = FIT + VALIDATE;
        float[] x = Arrays.copyOf(
                KnownImages.stayingLevels(taught, levels, 1, channels, height, width)
                        .toArray(),
                (taught + all) * d);
        System.arraycopy(KnownImages.every(levels, d), 0, x, taught * d, all * d);
        float[] t = KnownImages.normals(taught + all, 2).toArray();
        for (int k = taught * 3; k < t.length; k++) {
            t[k] = k % 3;
        }

        try (PooledDensities learned = family(new PixelLevels(levels, 0, levels - 1), 20)
                .learn(
                        Samples.of(x, channels, height, width),
                        new Folds(FIT, VALIDATE, all),
                        Map.of("t", () -> Samples.of(t, 3)),
                        1)) {
            LearnedCnn given = (LearnedCnn) learned.given("t");
            for (PooledDensity density : List.of(given, withOtherWeights(given, 0.3), learned.marginal())) {
                double sum =
                        Arrays.stream(density.logLikelihood()).map(Math::exp).sum();
                assertThat(sum).isCloseTo(1, within(2e-3));
            }
        }
    }

    /** Whatever its weights are. */
    private static LearnedCnn withOtherWeights(LearnedCnn l, double change) {
        Random random = new Random(9);
        float[] weights = l.weights().clone();
        for (int k = 0; k < weights.length; k++) {
            weights[k] += (float) (change * random.nextGaussian());
        }
        return new LearnedCnn(
                l.data(),
                l.taught(),
                l.validate(),
                l.measure(),
                l.firstMeasured(),
                l.levels(),
                l.ownCurve(),
                weights,
                l.device());
    }

    /** Of activations that say nothing, so that all depends on what was drawn before. */
    @ParameterizedTest
    @CsvSource({"2, 1, 4, 4", "4, 1, 4, 4", "4, 3, 2, 2", "256, 1, 2, 3"})
    void drawingReadsWhatScoringReads(int levels, int channels, int height, int width) {
        Samples images = KnownImages.stayingLevels(600, levels, 2, channels, height, width);
        Samples unrelated = KnownImages.normals(600, 5);
        try (PooledDensities learned = family(new PixelLevels(levels, 0, levels - 1), 60)
                .learn(images, FOLDS, Map.of("t", () -> unrelated), 1)) {
            for (LearnedCnn cnn : List.of(
                    (LearnedCnn) learned.given("t"),
                    withOtherWeights((LearnedCnn) learned.given("t"), 0.05),
                    (LearnedCnn) learned.marginal())) {
                double[] scored = cnn.logLikelihood();
                int[] rows = {0, 7, 139};
                float[][] read = cnn.read(rows);
                for (int i = 0; i < rows.length; i++) {
                    assertThat(drawn(cnn, rows[i], read[i])).isCloseTo(scored[rows[i]], within(5e-3));
                }
            }
        }
    }

    /** The log-likelihood of a measured image by the parameters from which it would be drawn. */
    private static double drawn(LearnedCnn cnn, int row, float[] read) {
        ShownImage image = cnn.data().maps().image(cnn.firstMeasured() + row);
        HeadOnForm onForm = cnn.data().net().onForm();
        PoolStart.Drawn start = cnn.data().start().orElseThrow().drawn();
        CnnHeapNet net =
                new CnnHeapNet(cnn.data().net(), cnn.weights(), cnn.data().shape(), read, Optional.of(start));
        double[] sum = new double[1];
        try (NDManager manager = NDManager.newBaseManager()) {
            ImageDraws.eachSubPixel(cnn.data().shape(), p -> {
                float[] parameters = net.parameters(image, p);
                float position = onForm.position(image.level(p));
                sum[0] += onForm.head()
                        .logProbability(
                                EngineArrays.floats(manager, new float[] {position}, new Shape(1, 1, 1, 1)),
                                EngineArrays.floats(manager, parameters, new Shape(1, 1, 1, parameters.length)))
                        .getFloat(0, 0, 0);
                start.set(p, position);
            });
        }
        return sum[0];
    }

    @Test
    void whatIsCopiedIsReadWholeAndNoiseGivesNothing() {
        Samples unrelated = KnownImages.normals(600, 4);
        try (PooledDensities learned =
                family(FOUR, 300).learn(x, FOLDS, Map.of("copy", () -> x, "noise", () -> unrelated), 1)) {
            double none = bits(learned.marginal().logLikelihood());
            assertThat(none).isBetween(18.5, 20.5); // the entropy is 2 + 15 · 1.13 bits
            assertThat(bits(learned.given("copy").logLikelihood())).isLessThan(0.6);
            assertThat(bits(learned.given("noise").logLikelihood())).isCloseTo(none, within(0.8));
        }
    }

    /** A layer of half the size whose channels are the four pixels of each place, and one of twice the size. */
    @Test
    void layersOfOtherSizesAreReadWhole() {
        float[] coarse = new float[600 * 16];
        float[] fine = new float[600 * 64];
        for (int i = 0; i < 600; i++) {
            for (int p = 0; p < 16; p++) {
                int y = p / 4;
                int z = p % 4;
                coarse[i * 16 + (y % 2 * 2 + z % 2) * 4 + y / 2 * 2 + z / 2] = x.get(i, p);
                fine[i * 64 + 2 * y * 8 + 2 * z] = x.get(i, p);
            }
        }
        try (PooledDensities learned = family(FOUR, 300)
                .learn(
                        x,
                        FOLDS,
                        Map.of(
                                "coarse", () -> Samples.of(coarse, 4, 2, 2),
                                "fine", () -> Samples.of(fine, 1, 8, 8)),
                        1)) {
            assertThat(bits(learned.given("coarse").logLikelihood())).isLessThan(0.6);
            assertThat(bits(learned.given("fine").logLikelihood())).isLessThan(0.6);
        }
    }

    /** Signs that no linear map of t tells: x is 3 where two independent signs agree, else 0. */
    @Test
    void readsWhatIsNotLinear() {
        Random random = new Random(5);
        float[] image = new float[1600 * 4];
        float[] t = new float[1600 * 8];
        for (int i = 0; i < 1600; i++) {
            for (int p = 0; p < 4; p++) {
                int a = random.nextInt(2);
                int b = random.nextInt(2);
                image[i * 4 + p] = a == b ? 3 : 0;
                t[i * 8 + p] = a;
                t[i * 8 + 4 + p] = b;
            }
        }
        try (PooledDensities learned = family(FOUR, 500)
                .poolSteps(104)
                .learn(Samples.of(image, 1, 2, 2), Folds.DEFAULT, Map.of("t", () -> Samples.of(t, 2, 2, 2)), 1)) {
            assertThat(bits(learned.marginal().logLikelihood())).isBetween(3.9, 4.3);
            LearnedCnn read = (LearnedCnn) learned.given("t");
            assertThat(bits(read.logLikelihood())).isLessThan(0.4);
            assertThat(read.learningCurve()).isEqualTo(read.ownCurve());
        }
    }

    /** Sixty images are soon learned by heart. */
    @Test
    void aNetworkIsNeverWorseThanItsPoolOnRowsThatValidate() {
        Folds few = new Folds(60, 60, 480);
        Samples unrelated = KnownImages.normals(600, 12);
        Map<String, Supplier<Samples>> points = Map.of("copy", () -> x, "noise", () -> unrelated);
        PooledContextMlp pool = PooledContextMlp.of(
                        new ContextMlpSize(
                                ContextMlpSize.DEFAULT.radius(),
                                ContextMlpSize.DEFAULT.hidden(),
                                ContextMlpSize.DEFAULT.layers(),
                                TINY.mixtures()),
                        FOUR)
                .closedForm(ClosedForm.of(FOUR).causalRadius(2).ridge(1))
                .steps(20);
        try (PooledDensities shared = pool.learn(x, few, points, 1);
                PooledDensities own = family(FOUR, 40).poolSteps(20).learn(x, few, points, 1)) {
            for (String point : points.keySet()) {
                LearnedCnn learned = (LearnedCnn) own.given(point);
                double began = learned.ownCurve().points().get(0).crossEntropyNats();
                assertThat(began / Math.log(2))
                        .isCloseTo(bits(shared.given(point).validationLogLikelihood()), within(1e-3));
                assertThat(bits(own.given(point).validationLogLikelihood()))
                        .isLessThanOrEqualTo(bits(shared.given(point).validationLogLikelihood()) + 1e-3);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        double[] first = copyUnderSeed(1);
        assertThat(copyUnderSeed(1)).isEqualTo(first);
        assertThat(copyUnderSeed(2)).isNotEqualTo(first);
    }

    private double[] copyUnderSeed(long seed) {
        try (PooledDensities learned = family(FOUR, 20).learn(x, FOLDS, Map.of("copy", () -> x), seed)) {
            return learned.given("copy").logLikelihood();
        }
    }

    /** A pool reads a copy nearly whole after a hundred steps; more of them gain more than a network does. */
    @Test
    void theCurveIsThePoolsWhereANetworkGainsLessThanThePoolStillWould() {
        try (PooledDensities learned = family(FOUR, 300).poolSteps(104).learn(x, FOLDS, Map.of("copy", () -> x), 1)) {
            LearnedCnn cnn = (LearnedCnn) learned.given("copy");
            LearningCurve pool = cnn.data().start().orElseThrow().learningCurve();
            assertThat(cnn.gained())
                    .isLessThan(ConvergenceGap.of(pool).orElseThrow().expected().nats());
            assertThat(cnn.learningCurve()).isEqualTo(pool).isNotEqualTo(cnn.ownCurve());
        }
    }

    @Test
    void drawsImagesLikeThoseItScores() {
        Samples unrelated = KnownImages.normals(600, 4);
        try (PooledDensities learned =
                family(FOUR, 300).learn(x, FOLDS, Map.of("copy", () -> x, "noise", () -> unrelated), 1)) {
            int[] rows = IntStream.range(0, 140).toArray();
            float[] wanted = FOLDS.measure(x).toArray();
            float[] drawn = learned.given("copy").sample(rows, 7).toArray();
            long same = IntStream.range(0, wanted.length)
                    .filter(k -> wanted[k] == drawn[k])
                    .count();
            assertThat(same).isGreaterThan(wanted.length * 98L / 100);

            for (PooledDensity density : List.of(learned.marginal(), learned.given("noise"))) {
                float[] free = density.sample(rows, 7).toArray();
                double stays = IntStream.range(0, free.length)
                        .filter(k -> k % 16 > 0 && free[k] == free[k - 1])
                        .count();
                assertThat(stays / (140 * 15)).isCloseTo(0.775, within(0.05));
                assertThat(density.sample(rows, 7).toArray()).isEqualTo(free);
            }
            assertThatIllegalArgumentException().isThrownBy(() -> learned.given("none"));
        }
    }

    @Test
    void aloneItScoresOtherRows() {
        DensityFamily alone = family(FOUR, 400).alone();
        Samples fit = x.slice(0, FIT);
        Samples validate = x.slice(FIT, FIT + VALIDATE);
        Samples others = x.slice(FIT + VALIDATE, 600);
        try (DensityFamily.Pretrained start = alone.learn(fit, validate, 1);
                ConditionalDensity copy = start.given(fit, validate);
                ConditionalDensity none = start.marginal()) {
            assertThat(bits(copy.logLikelihood(others, others))).isLessThan(0.8);
            assertThat(bits(none.logLikelihood(others))).isBetween(18.5, 20.5);
            assertThat(copy.learningCurve().annealed()).hasSize(3);
            assertThat(copy.sample(others.slice(0, 3), 2).rows()).isEqualTo(3);
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> copy.logLikelihood(KnownImages.stayingLevels(5, 4, 1, 1, 2, 2), others.slice(0, 5)))
                    .withMessageContaining("[1, 4, 4]");
        }
    }

    @Test
    void aFinishedTrainingIsFoundAgain(@TempDir Path folder) {
        ContextCnn kept = family(FOUR, 40).checkpoints(folder);
        int[] steps = new int[1];
        double[] first;
        try (PooledDensities learned = kept.learn(x, FOLDS, Map.of("copy", () -> x), 1)) {
            first = learned.given("copy").logLikelihood();
            learned.marginal();
        }
        try (PooledDensities learned =
                kept.progress((step, of) -> steps[0]++).learn(x, FOLDS, Map.of("copy", () -> x), 1)) {
            assertThat(learned.given("copy").logLikelihood()).isEqualTo(first);
            learned.marginal();
        }
        assertThat(steps[0]).isZero();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        ContextCnn family = ContextCnn.of(TINY, FOUR);
        assertThatIllegalArgumentException().isThrownBy(() -> family.steps(0)).withMessageContaining("got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.poolSteps(-1))
                .withMessageContaining("got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.batchSize(-1))
                .withMessageContaining("got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.learningRate(Double.NaN))
                .withMessageContaining("got NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> new ContextCnnSize(0, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.learn(x, FOLDS, Map.of(), 1))
                .withMessageContaining("at least 1 point");
    }
}
