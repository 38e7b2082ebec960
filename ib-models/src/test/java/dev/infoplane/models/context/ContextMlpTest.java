package dev.infoplane.models.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextMlpTest {
    private static final int TEACH = 3000;
    private static final int ALL = 4000;
    private static final TrainingBudget QUICK = new TrainingBudget(8, 8, 16, 5e-3, 2);

    private static ContextMlp quick(int levels) {
        return ContextMlp.of(new ContextMlpSize(1, 8, 2, 3), new PixelLevels(levels, 0, levels - 1))
                .budget(QUICK);
    }

    private static Samples noise(int n, int levels, long seed, int... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n * Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(levels);
        }
        return Samples.of(values, shape);
    }

    /** Sums to one only if every sub-pixel's distribution does and none sees itself or what comes after. */
    @ParameterizedTest
    @CsvSource({"2, 1, 3, 2", "2, 3, 1, 2", "5, 1, 2, 2", "20, 1, 2, 1", "20, 1, 1, 2", "17, 3, 1, 1"})
    void probabilitiesOfAllImagesSumToOne(int levels, int channels, int height, int width) {
        int d = channels * height * width;
        Samples fit = noise(64, levels, 1, channels, height, width);
        Samples t = noise(64, 3, 2, 4);
        int count = (int) Math.round(Math.pow(levels, d));
        float[] values = new float[count * d];
        for (int i = 0; i < count; i++) {
            for (int j = 0, rest = i; j < d; j++, rest /= levels) {
                values[i * d + j] = rest % levels;
            }
        }
        Samples all = Samples.of(values, channels, height, width);
        int[] first = new int[count];
        try (DensityFamily.Pretrained parent = quick(levels).learn(fit, fit, 1);
                ConditionalDensity marginal = parent.marginal();
                ConditionalDensity given = parent.given(t, t)) {
            assertThat(total(marginal.logLikelihood(all))).isCloseTo(1, within(1e-4));
            assertThat(total(given.logLikelihood(all, t.select(first)))).isCloseTo(1, within(1e-4));
        }
    }

    private static double total(double[] nats) {
        return Arrays.stream(nats).map(Math::exp).sum();
    }

    private static ContextMlp learning(PixelLevels levels) {
        return ContextMlp.of(ContextMlpSize.SMALL, levels).budget(new TrainingBudget(150, 450, 64, 8e-3, 3));
    }

    /** Bits an image, −log2 q(x|t), on rows that neither taught nor validated. */
    private static double bits(ContextMlp family, Samples x, Samples t) {
        try (DensityFamily.Pretrained parent = family.learn(x.slice(0, TEACH), x.slice(TEACH, TEACH + 100), 1);
                ConditionalDensity density = parent.given(t.slice(0, TEACH), t.slice(TEACH, TEACH + 100))) {
            return KnownImages.bits(
                    -KnownImages.mean(density.logLikelihood(x.slice(TEACH + 100, ALL), t.slice(TEACH + 100, ALL))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = 2)
    void everyColumnOfMarkovRowsLeavesWhatItDoesNotShow(int stride) {
        Samples x = KnownImages.markovRows(ALL, 8, 1);
        double truth = KnownImages.markovRest(8, stride);
        double found = bits(learning(PixelLevels.BINARY), x, KnownImages.everyColumn(x, stride));
        assertThat(found).isBetween(truth * 0.96, truth * 1.05);
    }

    @ParameterizedTest
    @CsvSource({"8, 0", "4, 64", "0, 128"})
    void upperBitsLeaveTheLowerOnes(int kept, double truth) {
        Samples x = KnownImages.uniformBytes(ALL, 4, 1);
        double found = bits(learning(PixelLevels.BYTES), x, KnownImages.upperBits(x, kept));
        assertThat(found).isBetween(truth - 0.1, truth + 7);
    }

    /** Each image is one of 8 random prototypes, and each bit of it is flipped with probability 0.1. */
    @Test
    void labelsThatChooseAPrototypeLeaveTheFlips() {
        KnownImages.Prototypes known = KnownImages.prototypes(ALL, 6, 3);
        double truth = known.restBits(TEACH + 100, ALL);
        double found = bits(learning(PixelLevels.BINARY).classLabels(8), known.images(), known.labels());
        assertThat(found).isBetween(truth - 0.2, truth + 0.4);
    }

    @Test
    void coloursSeeTheChannelsBefore() {
        Samples x = KnownImages.colours(ALL, 4, 1);
        double truth = KnownImages.markov(4, 1) + 2 * 16 * KnownImages.binaryEntropy(0.1);
        ContextMlp family = learning(PixelLevels.BINARY);
        try (DensityFamily.Pretrained parent = family.learn(x.slice(0, TEACH), x.slice(TEACH, ALL), 1);
                ConditionalDensity density = parent.marginal()) {
            double found = KnownImages.bits(-KnownImages.mean(density.logLikelihood(x.slice(TEACH, ALL))));
            assertThat(found).isBetween(truth * 0.97, truth * 1.03);
        }
    }

    @Test
    void independentActivationsTellNothing() {
        Samples x = KnownImages.markovRows(ALL, 6, 1);
        Samples t = KnownImages.everyColumn(KnownImages.markovRows(ALL, 6, 2), 2);
        double truth = KnownImages.markov(6, 1);
        double found = bits(learning(PixelLevels.BINARY), x, t);
        assertThat(found).isBetween(truth * 0.97, truth * 1.04);
    }

    /** T = X + 3e6 is exact in a float, and so is an offset that differs from column to column. */
    @Test
    void offsetsOfActivationsDoNotMatter() {
        Samples x = KnownImages.markovRows(ALL, 6, 1);
        float[] values = x.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += 3e6f + i % 6 * 1e5f;
        }
        double found = bits(learning(PixelLevels.BINARY), x, Samples.of(values, 1, 6, 6));
        assertThat(found).isLessThan(0.3);
    }

    @Test
    void oneNetworkLearnsWithAndWithoutItsCondition() {
        Samples x = KnownImages.markovRows(ALL, 6, 1);
        Samples t = KnownImages.everyColumn(x, 2);
        ContextMlp family = learning(PixelLevels.BINARY).conditionDropout(0.3);
        Samples rest = x.slice(TEACH, ALL);
        try (DensityFamily.Pretrained parent = family.learn(x.slice(0, TEACH), rest, 1);
                ConditionalDensity given = parent.given(t.slice(0, TEACH), t.slice(TEACH, ALL));
                ConditionalDensity without = given.withoutCondition()) {
            double conditional = KnownImages.bits(-KnownImages.mean(given.logLikelihood(rest, t.slice(TEACH, ALL))));
            double marginal = KnownImages.bits(-KnownImages.mean(without.logLikelihood(rest)));
            assertThat(family.learnsWithoutCondition()).isTrue();
            assertThat(conditional).isBetween(KnownImages.markovRest(6, 2) * 0.95, KnownImages.markovRest(6, 2) * 1.08);
            assertThat(marginal).isBetween(KnownImages.markov(6, 1) * 0.97, KnownImages.markov(6, 1) * 1.05);
        }
    }

    /** The share of each level among drawn sub-pixels, given the sub-pixels before, is the probability that scoring gives it. */
    @ParameterizedTest
    @CsvSource({"2, 3", "5, 1", "20, 1"})
    void drawnImagesHaveTheDistributionThatIsScored(int levels, int channels) {
        Samples fit = noise(64, levels, 1, channels, 1, 1);
        Samples t = noise(64, 3, 2, 4);
        int draws = 20000;
        int d = channels;
        int count = (int) Math.round(Math.pow(levels, d));
        float[] values = new float[count * d];
        for (int i = 0; i < count; i++) {
            for (int j = 0, rest = i; j < d; j++, rest /= levels) {
                values[i * d + j] = rest % levels;
            }
        }
        try (DensityFamily.Pretrained parent = quick(levels).learn(fit, fit, 1);
                ConditionalDensity given = parent.given(t, t)) {
            double[] nats = given.logLikelihood(Samples.of(values, channels, 1, 1), t.select(new int[count]));
            Samples drawn = given.sample(t.select(new int[draws]), 7);
            int[] found = new int[count];
            for (int i = 0; i < draws; i++) {
                int number = 0;
                for (int j = d - 1; j >= 0; j--) {
                    number = number * levels + Math.round(drawn.get(i, j));
                }
                found[number]++;
            }
            for (int v = 0; v < count; v++) {
                double p = Math.exp(nats[v]);
                assertThat(found[v] / (double) draws).isCloseTo(p, within(4 * Math.sqrt(p / draws) + 1e-3));
            }
            assertThat(given.sample(t.slice(0, 3), 7).toArray())
                    .isEqualTo(given.sample(t.slice(0, 3), 7).toArray());
        }
    }

    /** Scoring passes a sub-pixel through the engine, drawing through the heap: both must be the same network. */
    @ParameterizedTest
    @ValueSource(strings = {"", "5", "3,1,1", "2,3,3", "1,9,7", "2,8,3"})
    void takesActivationsOfAnyShape(String extents) {
        int[] shape = extents.isEmpty()
                ? new int[0]
                : Arrays.stream(extents.split(",")).mapToInt(Integer::parseInt).toArray();
        Samples x = noise(32, 256, 1, 1, 5, 4);
        Samples t = noise(32, 9, 2, shape);
        try (DensityFamily.Pretrained parent = quick(256).learn(x, x, 1);
                ConditionalDensity given = parent.given(t, t)) {
            assertThat(given.logLikelihood(x, t)).hasSize(32).doesNotContain(Double.NaN);
            PixelLevels.BYTES.require(given.sample(t.slice(0, 2), 1));
        }
    }

    @Test
    void sameSeedSameBits(@TempDir Path folder) {
        Samples x = KnownImages.colours(40, 4, 1);
        Samples t = KnownImages.everyColumn(KnownImages.markovRows(40, 4, 2), 2);
        ContextMlp family = quick(2).conditionDropout(0.2);
        double[] plain = scores(family, x, t, 1);
        assertThat(scores(family, x, t, 1)).isEqualTo(plain);
        assertThat(scores(family.checkpoints(folder), x, t, 1)).isEqualTo(plain);
        assertThat(scores(family.checkpoints(folder), x, t, 1)).isEqualTo(plain);
        assertThat(scores(family, x, t, 2)).isNotEqualTo(plain);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    /** A training that is killed after its first check ends in the same bits when it is started again. */
    @Test
    void aKilledTrainingResumesBitExactly(@TempDir Path folder) {
        Samples x = KnownImages.colours(40, 4, 1);
        double[] plain = scores(quick(2), x, x, 1);
        int[] calls = {0};
        ContextMlp killed = quick(2).checkpoints(folder).progress((step, steps) -> {
            if (++calls[0] == 14) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> scores(killed, x, x, 1)).hasMessage("killed");
        assertThat(scores(quick(2).checkpoints(folder), x, x, 1)).isEqualTo(plain);
    }

    private static double[] scores(ContextMlp family, Samples x, Samples t, long seed) {
        try (DensityFamily.Pretrained parent = family.learn(x, x, seed);
                ConditionalDensity given = parent.given(t, t)) {
            return given.logLikelihood(x, t);
        }
    }

    @Test
    void theLearningCurveFalls() {
        Samples x = KnownImages.markovRows(500, 6, 1);
        try (DensityFamily.Pretrained parent = learning(PixelLevels.BINARY).learn(x, x, 1);
                ConditionalDensity given = parent.given(x, x)) {
            LearningCurve curve = given.learningCurve();
            assertThat(curve.steps()).isEqualTo(450);
            assertThat(curve.points()).hasSizeBetween(4, 8);
            assertThat(curve.points().get(3).crossEntropyNats())
                    .isLessThan(0.1 * curve.points().get(0).crossEntropyNats());
        }
    }

    @Test
    void saysWhatItCannotTake() {
        Samples x = KnownImages.markovRows(20, 4, 1);
        assertThatThrownBy(() -> quick(2).learn(x.reshape(16), x, 1)).hasMessageContaining("got rows of shape [16]");
        assertThatThrownBy(() -> quick(2).learn(KnownImages.uniformBytes(4, 4, 1), x, 1))
                .hasMessageContaining("pixels must be one of 2 levels");
        assertThatThrownBy(() -> quick(2).window(2)).hasMessageContaining("odd number of places");
        try (DensityFamily.Pretrained parent = quick(2).learn(x, x, 1);
                ConditionalDensity given = parent.given(x, x)) {
            assertThatThrownBy(() -> parent.given(x.slice(0, 3), x)).hasMessageContaining("got 20 and 3");
            assertThatThrownBy(() -> given.logLikelihood(x, x.reshape(16)))
                    .hasMessage("activations must have rows of shape [1, 4, 4], got [16]");
            assertThatThrownBy(() -> given.logLikelihood(x)).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(given::withoutCondition).hasMessageContaining("conditionDropout(rate)");
        }
    }
}
