package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a decoder bound refuses before anything is learned. */
class DecoderBoundTest {
    /** A family that gives every row the probability one, and counts how often it was asked to learn. */
    private static final class Certain implements DensityFamily, DensityFamily.Pretrained, ConditionalDensity {
        private int learned;

        @Override
        public String id() {
            return "certain";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public Pretrained learn(Samples fit, Samples validate, long seed) {
            learned++;
            return this;
        }

        @Override
        public ConditionalDensity marginal() {
            return this;
        }

        @Override
        public ConditionalDensity given(Samples fit, Samples validate) {
            return this;
        }

        @Override
        public double[] logLikelihood(Samples x, Samples t) {
            return logLikelihood(x);
        }

        @Override
        public double[] logLikelihood(Samples x) {
            return new double[x.rows()];
        }

        @Override
        public LearningCurve learningCurve() {
            return new LearningCurve(List.of());
        }

        @Override
        public void close() {}
    }

    private final Certain family = new Certain();

    private static Samples labels(int n, IntUnaryOperator label) {
        return Samples.ofLabels(IntStream.range(0, n).map(label).toArray());
    }

    private static Samples pixels(int n, int d, int levels) {
        Random random = new Random(5);
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(levels) / (levels - 1f);
        }
        return Samples.of(values, d);
    }

    private void isRefused(Information entropy, Samples x, String... said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecoderBound.withKnownEntropy(family, entropy).estimate(x, x, 1))
                .withMessageStartingWith("the entropy of x is said to be")
                .satisfies(e -> assertThat(e.getMessage()).contains(said));
        assertThat(family.learned).as("nothing was learned").isZero();
    }

    private void isTaken(Information entropy, Samples x) {
        assertThatCode(() -> DecoderBound.withKnownEntropy(family, entropy).estimate(x, x, 1))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void labelsOfFewerClassesThanTheirSaidEntropyAreRefused(int classes) {
        isRefused(Information.ofUniformChoice(10), labels(1000, i -> i % classes), classes + " of them distinct");
    }

    @Test
    void labelsOfMoreOrUnequalClassesAreRefusedToo() {
        isRefused(Information.ofUniformChoice(5), labels(1000, i -> i % 10), "10 of them distinct");
        isRefused(Information.ofUniformChoice(10), labels(1000, i -> i % 3 == 0 ? i % 10 : 0), "10 of them distinct");
    }

    @Test
    void sortedLabelsAreRefusedSinceTheMeasuredOnesAreOfAnotherKind() {
        isRefused(Information.ofUniformChoice(10), labels(1000, i -> i / 100), "the measured part of x");
    }

    @Test
    void labelsOfTheSaidEntropyAreTakenHoweverTheyWereDrawn() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            isTaken(Information.ofUniformChoice(10), labels(60 + 20 * seed, i -> random.nextInt(10)));
        }
        isTaken(Information.ofUniformChoice(10), labels(10_000, i -> i % 10));
        isTaken(Information.ZERO, labels(100, i -> 3));
        double skewed = -0.9 * Math.log(0.9) - 0.1 * Math.log(0.1);
        isTaken(Information.ofNats(skewed), labels(1000, i -> i % 10 == 0 ? 1 : 0));
    }

    @Test
    void imagesWhoseLevelsCannotHoldTheSaidEntropyAreRefused() {
        isRefused(Information.ofBits(1e9), pixels(500, 16, 2), "16 values in a row", "2 levels");
        isRefused(Information.ofBits(17), pixels(5000, 16, 2), "hold at most 16");
        isRefused(Information.ofBits(16 * 8 + 1), pixels(500, 16, 256), "256 levels");
        isRefused(Information.ofBits(1), pixels(500, 16, 256), "show at least");
    }

    @Test
    void imagesThatCanHoldItAreTakenFromFewRowsToo() {
        isTaken(Information.ofBits(16), pixels(500, 16, 2));
        isTaken(Information.ofBits(16), pixels(24, 16, 2));
        isTaken(Information.ofBits(256 * 8), pixels(24, 256, 256));
        isTaken(Information.ofBits(256 * 8), pixels(4000, 256, 256));
        isTaken(
                Information.ofNats(1.42),
                Samples.of(Draws.gaussianPairs(500, 1, 0, 1).x().toArray()));
    }

    @Test
    void aFamilyThatAlwaysNeedsItsConditionCannotHaveItWithheld() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecoderBound.againstDroppedCondition(family))
                .withMessageContaining("certain do not learn to do without their condition")
                .withMessageContaining("againstMarginal");
    }
}
