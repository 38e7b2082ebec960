package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Estimate;
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
    private static class Certain implements DensityFamily, DensityFamily.Pretrained, ConditionalDensity {
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
                .withMessageStartingWith("the given entropy of x is")
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
    void labelsTooFewToShowTheirEntropyStillShowTheLeastItCanBe() {
        Random random = new Random(1);
        isRefused(Information.ofNats(1), labels(960, i -> random.nextInt(400)), "show at least");
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
        isRefused(Information.ofBits(16.01), pixels(500, 16, 2), "hold at most 16");
        isRefused(Information.ofBits(16 * 8 + 1), pixels(500, 16, 256), "256 levels");
        isRefused(Information.ofBits(1), pixels(500, 16, 256), "show at least");
    }

    /** Each row of a channel is a chain that changes with probability 0.15. */
    private static Samples chains(int n, int channels, int side, int levels, Random random) {
        float[] values = new float[n * channels * side * side];
        for (int i = 0; i < values.length; i++) {
            boolean isFirst = i % side == 0;
            int step =
                    isFirst ? random.nextInt(levels) : random.nextDouble() < 0.15 ? 1 + random.nextInt(levels - 1) : 0;
            values[i] = isFirst ? step : (values[i - 1] + step) % levels;
        }
        return Samples.of(values, channels, side, side);
    }

    private static double chainBits(int channels, int side, int levels) {
        double step = -0.15 * Math.log(0.15 / (levels - 1)) - 0.85 * Math.log(0.85);
        return channels * side * (Math.log(levels) + (side - 1) * step) / Math.log(2);
    }

    /** Single pixels of the first could hold 36 bits. */
    @Test
    void imagesWhoseNeighboursShowThatTheyHoldLessThanSaidAreRefused() {
        Random random = new Random(1);
        double binary = chainBits(1, 6, 2);
        assertThat(binary).isBetween(24.2, 24.3);
        for (double excess : new double[] {1.05, 1.1, 1.48}) {
            isRefused(Information.ofBits(binary * excess), chains(3000, 1, 6, 2, random), "those of neighbours");
        }
        isRefused(Information.ofBits(1.1 * chainBits(3, 4, 5)), chains(3000, 3, 4, 5, random), "5 levels");
        float[] upright = chains(3000, 1, 6, 2, random).toArray();
        float[] lying = new float[upright.length];
        for (int i = 0; i < lying.length; i++) {
            lying[i] = upright[i / 36 * 36 + i % 6 * 6 + i % 36 / 6];
        }
        isRefused(Information.ofBits(1.1 * binary), Samples.of(lying, 1, 6, 6), "2 levels");
    }

    @Test
    void theRightEntropyOfImagesIsTakenHoweverTheyWereDrawn() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int n = 100 + 40 * seed;
            isTaken(Information.ofBits(chainBits(1, 6, 2)), chains(n, 1, 6, 2, random));
            isTaken(Information.ofBits(chainBits(3, 4, 5)), chains(n, 3, 4, 5, random));
            isTaken(
                    Information.ofBits(36 * Math.log(3) / Math.log(2)),
                    Samples.of(pixels(n, 36, 3).toArray(), 1, 6, 6));
        }
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

    /** The density is certain of every row, so the value is the entropy as given. */
    private Estimate measured(double nats, Samples x) {
        return DecoderBound.withKnownEntropy(family, Information.ofNats(nats)).estimate(x, x, 1);
    }

    private static double lowerEnd(Estimate e) {
        return e.value().nats() - 1.96 * e.standardError().orElseThrow().nats();
    }

    @Test
    void activationsThatNeverChangeAreWarnedOf() {
        Samples x = labels(960, i -> i % 4);
        Estimate e = DecoderBound.withKnownEntropy(family, Information.ofNats(Math.log(4)))
                .estimate(x, labels(960, i -> 0), 1);
        assertThat(e.warnings())
                .anySatisfy(w -> assertThat(w).startsWith("the activations are the same in all 960 rows"));
    }

    @Test
    void anEntropyAboveThatOfTheLabelsSeenIsNoBoundWithoutError() {
        int warned = 0;
        int wrong = 0;
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Estimate e;
            try {
                e = measured(Math.log(100), labels(960, i -> random.nextInt(93)));
            } catch (IllegalArgumentException refused) {
                continue;
            }
            warned += e.warnings().isEmpty() ? 0 : 1;
            wrong += lowerEnd(e) > Math.log(93) ? 1 : 0;
            assertThat(e.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("the entropy of x may be too high: it is said to be 6.644 bits, but the");
        }
        assertThat(warned).isPositive();
        assertThat(wrong).isZero();
    }

    /** Over half in one class of ten; the entropy is given by amounts too high that sampling could nearly explain. */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.08, 0.13})
    void anEntropySomewhatTooHighForSkewedLabelsIsWithinTheError(double excess) {
        double truth = -0.55 * Math.log(0.55) - 0.45 * Math.log(0.05);
        int taken = 0;
        int silent = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Samples x = labels(960, i -> random.nextDouble() < 0.55 ? 0 : 1 + random.nextInt(9));
            Estimate e;
            try {
                e = measured(truth + excess, x);
            } catch (IllegalArgumentException refused) {
                continue;
            }
            taken++;
            silent += lowerEnd(e) > truth && e.warnings().isEmpty() ? 1 : 0;
        }
        assertThat(silent).isLessThanOrEqualTo(5);
        assertThat(taken).isGreaterThan(excess < 0.1 ? 90 : 50);
    }

    @Test
    void theRightEntropyOfBalancedLabelsKeepsATightErrorAndHardlyEverWarns() {
        for (int classes : new int[] {2, 10, 50}) {
            int warned = 0;
            double error = 0;
            for (int seed = 0; seed < 200; seed++) {
                Random random = new Random(seed);
                Estimate e = measured(Math.log(classes), labels(50 * classes, i -> random.nextInt(classes)));
                warned += e.warnings().isEmpty() ? 0 : 1;
                error += e.standardError().orElseThrow().nats() / 200;
            }
            assertThat(error).as(classes + " classes").isLessThan(0.03);
            assertThat(warned).as(classes + " classes").isLessThanOrEqualTo(10);
        }
        Estimate even = measured(Math.log(10), labels(10_000, i -> i % 10));
        assertThat(even.warnings()).isEmpty();
        assertThat(even.standardError().orElseThrow().nats()).isLessThan(3e-4);
    }

    @Test
    void labelsTooFewToShowTheirEntropyAreSaidNotToConfirmIt() {
        Random random = new Random(1);
        for (int seen : new int[] {400, 700, 1_000_000}) {
            Samples x = labels(960, i -> random.nextInt(seen));
            Estimate e = measured(Math.log(2.5 * seen), x);
            assertThat(e.warnings())
                    .as(seen + " classes")
                    .singleElement()
                    .asString()
                    .startsWith("the entropy of x was not confirmed by these samples: ");
            assertThat(lowerEnd(e)).as(seen + " classes").isLessThan(Math.log(seen));
        }
        Samples halves = Samples.of(IntStream.range(0, 960)
                .mapToObj(i -> new double[] {random.nextInt(400) + 0.5})
                .toArray(double[][]::new));
        assertThat(measured(Math.log(1000), halves).warnings()).hasSize(1);
    }

    @Test
    void aFamilyThatAlwaysNeedsItsConditionCannotHaveItWithheld() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecoderBound.againstDroppedCondition(family))
                .withMessageContaining("certain do not learn to do without their condition")
                .withMessageContaining("againstMarginal");
    }

    @Test
    void settingsOfTheFamilyAreNeverHiddenByThoseOfTheBound() {
        DensityFamily folded = new Certain() {
            @Override
            public Map<String, String> settings() {
                return Map.of("folds", "2", "depth", "3");
            }
        };
        assertThat(DecoderBound.againstMarginal(folded).settings())
                .containsEntry("folds", "8:1:3")
                .containsEntry("family.folds", "2")
                .containsEntry("depth", "3");
    }

    @Test
    void whatADensitySaysOfItsConditionReachesTheEstimate() {
        DensityFamily doubtful = new Certain() {
            @Override
            public List<String> warnings() {
                return List.of("read as amounts");
            }
        };
        Samples x = pixels(40, 4, 2);
        assertThat(DecoderBound.againstMarginal(doubtful).estimate(x, x, 1).warnings())
                .containsExactly("read as amounts");
        assertThat(DecoderBound.againstMarginal(family).estimate(x, x, 1).warnings())
                .isEmpty();
    }

    @Test
    void sortedRowsAndFarActivationsAreWarnedOf() {
        Samples sorted = labels(600, i -> i < 450 ? i % 2 : i % 3);
        float[] far = pixels(600, 2, 2).toArray();
        far[20] = 1e6f;
        far[21] = 1e6f;

        assertThat(DecoderBound.againstMarginal(family)
                        .estimate(sorted, Samples.of(far, 2), 1)
                        .warnings())
                .satisfiesExactly(
                        x -> assertThat(x).startsWith("rows that measure differ from rows that taught: x has"),
                        t -> assertThat(t).startsWith("t has far values in 2 of 2 columns"));
    }

    @Test
    void activationsThatDoNotFitOrAreNotFiniteAreRefusedBeforeAnythingIsLearned() {
        Samples x = labels(120, i -> i % 4);
        float[] values = new float[120];
        values[7] = Float.NaN;
        DecoderBound bound = DecoderBound.withKnownEntropy(family, Information.ofUniformChoice(4));
        assertThatIllegalArgumentException().isThrownBy(() -> bound.estimate(x, Samples.of(new float[100]), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bound.estimate(x, Samples.of(values), 1))
                .withMessageContaining("row 7");
        assertThat(family.learned).as("nothing was learned").isZero();
    }
}
