package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.Reconstructed;
import dev.infoplane.models.decoder.internal.PredictedImages;
import dev.infoplane.models.decoder.internal.PredictedModel;
import dev.infoplane.models.decoder.internal.PredictedObjective;
import dev.infoplane.models.decoder.internal.head.LevelPrediction;
import dev.infoplane.models.decoder.internal.head.PixelBase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelCnnOnClosedFormTest {
    private static final PixelCnnSize SIZE = new PixelCnnSize(4, 1, 2, 2);
    private static final TrainingBudget BUDGET = new TrainingBudget(6, 4, 8, 5e-3, 2);

    /** A decoder with random weights, of which everything it is told says something. */
    private record Nudged(PredictedModel model, ClosedFormTraining.Point point, float[] weights, int[] shape) {
        static Nudged of(PixelCnn family, Samples x, Samples t) {
            ClosedFormTraining parts = new ClosedFormTraining(family.options(), x.rowShape());
            ClosedFormTraining.Point point =
                    parts.point(x, x, Optional.of(new ClosedFormTraining.Given(t, t, Optional.empty())));
            float[] weights =
                    parts.initialised(new DecoderTraining(family.options(), x, x, 1), point.x(), List.of(point.fit()));
            Random random = new Random(2);
            for (int i = 0; i < weights.length; i++) {
                weights[i] += (float) (0.2 * random.nextGaussian());
            }
            return new Nudged(parts.model(), point, weights, x.rowShape());
        }

        PixelDensity density(PixelLevels levels, Samples t) {
            return new PixelDensity(
                    new PixelDensity.Decoder(
                            model,
                            new PredictedConditions(model, point.fit().point(), point.reconstruction()),
                            levels,
                            shape,
                            new LearningCurve(List.of()),
                            null),
                    PixelDensity.Conditioned.on(t.rowShape(), false, List.of()),
                    weights);
        }
    }

    private static PixelCnn family(PixelHead head, PixelLevels levels) {
        return PixelCnn.of(SIZE, levels)
                .head(head)
                .budget(BUDGET)
                .onClosedForm(ClosedForm.of(levels).components(2));
    }

    /** If anything saw what it predicts, probabilities would not sum to one. */
    @ParameterizedTest
    @CsvSource({
        "BERNOULLI, 2, 1, 3, 3",
        "BERNOULLI, 2, 3, 1, 3",
        "CATEGORICAL, 3, 1, 2, 3",
        "CATEGORICAL, 3, 3, 1, 2",
        "LOGISTIC_MIXTURE, 3, 1, 3, 2",
        "LOGISTIC_MIXTURE, 3, 3, 1, 2",
        "LOGISTIC_MIXTURE, 3, 3, 2, 1"
    })
    void probabilitiesOfAllImagesSumToOne(PixelHead head, int levels, int channels, int height, int width) {
        PixelLevels values = new PixelLevels(levels, 0, levels - 1);
        Samples x = related(40, levels, 1, channels, height, width);
        Samples t = noisy(x);
        try (PixelDensity density = Nudged.of(family(head, values), x, t).density(values, t)) {
            int d = x.dimensions();
            int all = (int) Math.pow(levels, d);
            float[] images = new float[all * d];
            float[] same = new float[all * t.dimensions()];
            for (int k = 0; k < all; k++) {
                int rest = k;
                for (int p = 0; p < d; p++) {
                    images[k * d + p] = rest % levels;
                    rest /= levels;
                }
                t.copyRow(7, same, k * t.dimensions());
            }
            double sum = Arrays.stream(
                            density.logLikelihood(Samples.of(images, x.rowShape()), Samples.of(same, t.rowShape())))
                    .map(Math::exp)
                    .sum();
            assertThat(sum).isCloseTo(1, within(1e-4));
        }
    }

    /** No parameter of the head moves at or before a pixel that changes, and the very next one does. */
    @ParameterizedTest
    @CsvSource({"BERNOULLI, 2, 1, 5, 4", "LOGISTIC_MIXTURE, 256, 1, 4, 6", "LOGISTIC_MIXTURE, 256, 3, 3, 4"})
    void noPredictionSeesWhatItPredicts(PixelHead head, int levels, int channels, int height, int width) {
        PixelLevels values = new PixelLevels(levels, 0, levels - 1);
        Samples x = related(60, levels, 2, channels, height, width);
        Samples t = noisy(x);
        Nudged decoder = Nudged.of(family(head, values), x, t);
        Samples one = x.slice(0, 1);
        float[][] before = parameters(decoder, one, t.slice(0, 1));
        for (int changed = 0; changed < x.dimensions(); changed++) {
            float[] other = one.toArray();
            other[changed] = levels - 1 - other[changed];
            float[][] after = parameters(decoder, Samples.of(other, x.rowShape()), t.slice(0, 1));
            int place = changed % (height * width);
            for (int p = 0; p <= place; p++) {
                assertThat(after[p])
                        .as("output %d after a change of sub-pixel %d", p, changed)
                        .isEqualTo(before[p]);
            }
            if ((place + 1) % width != 0) {
                assertThat(after[place + 1]).isNotEqualTo(before[place + 1]);
            }
        }
        decoder.point.reconstruction().close();
    }

    private static float[][] parameters(Nudged decoder, Samples x, Samples t) {
        Reconstructed r = decoder.point.reconstruction().of(x, t);
        PredictedImages images =
                PredictedConditions.predicted(decoder.point.fit().point(), r);
        try (NDManager manager = NDManager.newBaseManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray found = PredictedObjective.scoring(decoder.model, x, List.of(images))
                    .parameters(
                            new Weights(decoder.model.layout(), manager.create(decoder.weights)), manager, new int[] {0
                            });
            int p = decoder.model.head().parameters();
            float[] flat = found.toFloatArray();
            float[][] byPixel = new float[flat.length / p][];
            Arrays.setAll(byPixel, k -> Arrays.copyOfRange(flat, k * p, (k + 1) * p));
            return byPixel;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BERNOULLI, 2, 1, 1",
        "BERNOULLI, 2, 3, 0.7",
        "CATEGORICAL, 4, 3, 1",
        "LOGISTIC_MIXTURE, 256, 1, 1",
        "LOGISTIC_MIXTURE, 6, 3, 0.5"
    })
    void drawsTheSameImagesAsWholeForwardPasses(PixelHead head, int levels, int channels, double temperature) {
        PixelLevels values = new PixelLevels(levels, 0, 2);
        Samples x = related(40, levels, 3, channels, 5, 4);
        float[] scaled = x.toArray();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= 2f / (levels - 1);
        }
        Samples onScale = Samples.of(scaled, x.rowShape());
        Samples t = noisy(x);
        Nudged decoder = Nudged.of(family(head, values), onScale, t);
        try (PixelDensity density = decoder.density(values, t)) {
            Samples drawn = density.sample(t.slice(0, 3), 11, temperature);
            assertThat(drawn.toArray())
                    .isEqualTo(drawnNaively(decoder, values, t.slice(0, 3), 11, temperature)
                            .toArray());
            Samples completed = density.complete(drawn, 5, t.slice(0, 3), 12, 1);
            assertThat(completed.toArray()).isEqualTo(drawn.toArray());
            assertThat(density.complete(drawn, 2, t.slice(0, 3), 11, temperature)
                            .toArray())
                    .hasSize(drawn.toArray().length);
            assertThat(density.logLikelihood(drawn, t.slice(0, 3)))
                    .doesNotContain(Double.NaN, Double.NEGATIVE_INFINITY);
        }
    }

    /** A whole reconstruction and a whole forward pass for every pixel. */
    private static Samples drawnNaively(Nudged decoder, PixelLevels levels, Samples t, long seed, double temperature) {
        int channels = decoder.shape[0];
        int places = decoder.shape[1] * decoder.shape[2];
        float[] all = new float[t.rows() * channels * places];
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < t.rows(); i++) {
            SplittableRandom random = new SplittableRandom(seeds.nextLong());
            float[] image = new float[channels * places];
            Arrays.fill(image, (float) levels.low());
            Samples own = t.slice(i, i + 1);
            float[] pixel = new float[channels];
            for (int place = 0; place < places; place++) {
                int at = place;
                float[] parameters = parameters(decoder, Samples.of(image.clone(), decoder.shape), own)[place];
                PixelBase base = (channel, known) -> {
                    for (int c = 0; c < channel; c++) {
                        image[c * places + at] = levels.scale().fromNetwork(known[c]);
                    }
                    Reconstructed r = decoder.point.reconstruction().of(Samples.of(image.clone(), decoder.shape), own);
                    float[] said = new float[decoder.model.head().baseSize()];
                    int p = channel * places + at;
                    decoder.model
                            .head()
                            .describe(
                                    new LevelPrediction(
                                            r.mean().get(0, p),
                                            r.scale().get(0, p),
                                            decoder.point.fit().point().table()),
                                    said,
                                    0);
                    return said;
                };
                decoder.model.head().draw(parameters, 0, base, pixel, temperature, random);
                for (int c = 0; c < channels; c++) {
                    image[c * places + place] = levels.scale().fromNetwork(pixel[c]);
                }
            }
            System.arraycopy(image, 0, all, i * image.length, image.length);
        }
        return Samples.of(all, decoder.shape);
    }

    /** Two bits, of which t tells one: what is decoded is near the truth after few steps, since the closed form knows it. */
    @Test
    void decodesKnownInformationAfterFewSteps() {
        Samples x = KnownImages.markovRows(1300, 8, 5);
        Samples t = KnownImages.everyColumn(x, 2);
        PixelCnn family = PixelCnn.of(new PixelCnnSize(8, 1, 2, 2), PixelLevels.BINARY)
                .budget(new TrainingBudget(60, 40, 16, 5e-3, 2))
                .onClosedForm(ClosedForm.of(PixelLevels.BINARY));
        try (DensityFamily.Pretrained parent = family.learn(x.slice(0, 800), x.slice(800, 900), 1);
                ConditionalDensity marginal = parent.marginal();
                ConditionalDensity given = parent.given(t.slice(0, 800), t.slice(800, 900))) {
            Samples measured = x.slice(900, 1300);
            double nats = KnownImages.mean(given.logLikelihood(measured, t.slice(900, 1300)))
                    - KnownImages.mean(marginal.logLikelihood(measured));
            double truth = KnownImages.markov(8, 2);
            assertThat(KnownImages.bits(nats)).isCloseTo(truth, within(0.06 * truth));
        }
    }

    /** Labels that choose a prototype: a map of class means is what they tell. */
    @Test
    void classLabelsReachTheClosedForm() {
        int n = 700;
        SplittableRandom random = new SplittableRandom(4);
        boolean[][] prototypes = new boolean[8][36];
        for (boolean[] p : prototypes) {
            for (int j = 0; j < p.length; j++) {
                p[j] = random.nextBoolean();
            }
        }
        float[] labels = new float[n];
        float[] pixels = new float[n * 36];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(8);
            for (int j = 0; j < 36; j++) {
                pixels[i * 36 + j] = prototypes[(int) labels[i]][j] ^ random.nextDouble() < 0.1 ? 1 : 0;
            }
        }
        Samples x = Samples.of(pixels, 1, 6, 6);
        Samples t = Samples.of(labels);
        PixelCnn family = PixelCnn.of(SIZE, PixelLevels.BINARY)
                .classLabels(8)
                .budget(BUDGET)
                .onClosedForm(ClosedForm.of(PixelLevels.BINARY));
        try (DensityFamily.Pretrained parent = family.learn(x.slice(0, 400), x.slice(400, 450), 1);
                ConditionalDensity given = parent.given(t.slice(0, 400), t.slice(400, 450))) {
            double bits = -KnownImages.bits(KnownImages.mean(given.logLikelihood(x.slice(450, n), t.slice(450, n))));
            assertThat(bits).isCloseTo(36 * KnownImages.binaryEntropy(0.1), within(1.5));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1, '1'", "3, 3, '5'", "256, 1, '2,3,4'", "256, 3, '1,9,7'", "256, 1, '3,1,1'"})
    void learnsScoresAndDrawsWhateverTheImagesAndActivations(int levels, int channels, String extents) {
        PixelLevels values = new PixelLevels(levels, 0, levels - 1);
        Samples x = related(24, levels, 3, channels, 5, 6);
        int[] shape =
                Arrays.stream(extents.split(",")).mapToInt(Integer::parseInt).toArray();
        Samples t = random(24, shape);
        PixelCnn family = PixelCnn.of(SIZE, values)
                .budget(BUDGET)
                .dropout(0.2)
                .onClosedForm(ClosedForm.of(values).components(3));
        try (PixelCnn.Pretrained parent = family.learn(x, x, 1);
                PixelDensity marginal = parent.marginal();
                PixelDensity given = parent.given(t, t);
                PixelDensity same = parent.given(t, t)) {
            assertThat(given.learningCurve().steps()).isEqualTo(4);
            assertThat(given.logLikelihood(x, t)).doesNotContain(Double.NaN).isEqualTo(same.logLikelihood(x, t));
            values.require(given.sample(t.slice(0, 2), 3));
            values.require(marginal.sample(t.slice(0, 2), 3));
            assertThat(marginal.logLikelihood(x)).doesNotContain(Double.NaN);
        }
    }

    @Test
    void killedAndResumedGivesTheSameBits(@TempDir Path folder) {
        Samples x = related(24, 256, 3, 1, 4, 4);
        Samples t = noisy(x);
        PixelCnn family = family(PixelHead.LOGISTIC_MIXTURE, PixelLevels.BYTES).dropout(0.3);
        double[] whole = scores(family, x, t);
        int[] steps = {0};
        PixelCnn mortal = family.checkpoints(folder).progress((step, all) -> {
            if (++steps[0] == 9) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> scores(mortal, x, t)).hasMessage("killed");
        assertThat(scores(mortal, x, t)).isEqualTo(whole);
        assertThat(steps[0]).as("the parent's 6 steps were not taken again").isEqualTo(9 + 1);
    }

    private static double[] scores(PixelCnn family, Samples x, Samples t) {
        try (PixelCnn.Pretrained parent = family.learn(x, x, 5);
                PixelDensity density = parent.given(t, t)) {
            return density.logLikelihood(x, t);
        }
    }

    @Test
    void saysWhichOptionsAClosedFormRulesOut() {
        PixelCnn family = family(PixelHead.LOGISTIC_MIXTURE, PixelLevels.BYTES);
        Samples x = related(10, 256, 3, 1, 4, 4);
        assertThatThrownBy(() -> family.conditionDropout(0.1).learn(x, x, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be dropped");
        assertThatThrownBy(() -> family.vectorsAsBiases().learn(x, x, 1)).hasMessageContaining("vectorsAsBiases");
        assertThatThrownBy(() -> family.onClosedForm(ClosedForm.of(PixelLevels.BINARY)))
                .hasMessageContaining("PixelLevels[count=256, low=0.0, high=255.0]");
    }

    /** Images whose sub-pixels resemble their neighbours. */
    private static Samples related(int n, int levels, long seed, int... shape) {
        Random random = new Random(seed);
        int d = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            boolean isFree = i % d == 0 || random.nextDouble() < 0.4;
            values[i] = isFree ? random.nextInt(levels) : values[i - 1];
        }
        return Samples.of(values, shape);
    }

    /** Maps of the size of the images that tell something of them. */
    private static Samples noisy(Samples x) {
        Random random = new Random(9);
        float[] values = x.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (0.3 * random.nextGaussian());
        }
        return Samples.of(values, x.rowShape());
    }

    private static Samples random(int n, int... shape) {
        Random random = new Random(8);
        float[] values = new float[n * Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Samples.of(values, shape);
    }
}
