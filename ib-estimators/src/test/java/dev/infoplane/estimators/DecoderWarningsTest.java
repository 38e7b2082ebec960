package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.discrete.CodeLengths;
import dev.infoplane.estimators.internal.discrete.RowMixture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecoderWarningsTest {
    private static final DecoderJudgement.Reference ENTROPY =
            DecoderJudgement.Reference.of(Information.ofNats(20), 1000, Optional.empty());

    /** A thousand contributions of deviation one, so a standard error of 0.03 nats. */
    private static Estimate.Builder estimate(double mean) {
        Random random = new Random(1);
        double[] nats = new double[1000];
        Arrays.setAll(nats, i -> random.nextGaussian());
        double found = Arrays.stream(nats).average().orElseThrow();
        Arrays.setAll(nats, i -> nats[i] - found + mean);
        return Estimate.ofPointwise(nats, BoundKind.LOWER, "decoder-bound/fake");
    }

    private static List<String> warnings(double mean, double mostToCome, double generalizationGap) {
        Estimate estimate = estimate(mean)
                .convergenceGap(new ConvergenceGap(
                        Information.ofNats(mostToCome / 2), Information.ZERO, Information.ofNats(mostToCome)))
                .build();
        return DecoderWarnings.of(
                estimate,
                ENTROPY,
                Optional.of(new Generalization(Information.ofNats(generalizationGap), Information.ofNats(0.05))));
    }

    @Test
    void whatHasConvergedAndGeneralisesIsNoReasonToWarn() {
        assertThat(warnings(3, 0.2, 0.14)).isEmpty();
        assertThat(warnings(0.01, 0.01, 0.01)).as("below sampling error").isEmpty();
    }

    @Test
    void whatMoreTrainingMayBringIsWarnedOfFromTwoPercentOfTheEntropyOrATenthOfTheValue() {
        assertThat(warnings(10, 0.41, 0))
                .singleElement()
                .asString()
                .isEqualTo("not converged: four times the steps would raise the value by 0.296 bits"
                        + " (90 % interval of the change: +0.00 to +0.592)");
        assertThat(warnings(10, 0.39, 0)).isEmpty();
        assertThat(warnings(3, 0.31, 0)).hasSize(1);
    }

    @Test
    void whatMoreTrainingWouldTakeAwayIsNotCalledAGain() {
        Estimate falling = estimate(10)
                .convergenceGap(
                        new ConvergenceGap(Information.ofBits(-22), Information.ofBits(-42.5), Information.ofBits(3)))
                .build();

        assertThat(DecoderWarnings.of(falling, ENTROPY, Optional.empty()))
                .containsExactly("not converged: four times the steps would lower the value by 22.0 bits"
                        + " (90 % interval of the change: -42.5 to +3.00)");
    }

    @Test
    void aForecastThatKnowsNotEvenTheSignOfTheChangeSaysSo() {
        Estimate unsure = estimate(10)
                .convergenceGap(
                        new ConvergenceGap(Information.ofBits(0.001), Information.ofBits(-3), Information.ofBits(2)))
                .build();

        assertThat(DecoderWarnings.of(unsure, ENTROPY, Optional.empty()))
                .containsExactly(
                        "not known to have converged: four times the steps may change the value by anything from"
                                + " -3.00 to +2.00 bits (90 % interval)");
    }

    /** Where the density without activations still learns, a difference is too large. */
    @Test
    void whatMoreTrainingWouldOnlyTakeAwayIsWarnedOfToo() {
        assertThat(falling(-0.41)).singleElement().asString().contains("would lower the value");
        assertThat(falling(-0.39)).isEmpty();
    }

    private static List<String> falling(double low) {
        Estimate estimate = estimate(10)
                .convergenceGap(new ConvergenceGap(
                        Information.ofNats(low / 2), Information.ofNats(low), Information.ofNats(0.1)))
                .build();
        return DecoderWarnings.of(estimate, ENTROPY, Optional.empty());
    }

    @Test
    void aGapThatIsNotKnownIsWarnedOf() {
        assertThat(DecoderWarnings.of(estimate(3).build(), ENTROPY, Optional.empty()))
                .singleElement()
                .asString()
                .startsWith("it is not known what more training would bring");
    }

    @Test
    void rowsThatTaughtAndCostMuchLessAreOverfitting() {
        assertThat(warnings(3, 0, 0.5))
                .singleElement()
                .asString()
                .startsWith("overfitting: rows that taught cost 0.721 bits less");
        assertThat(warnings(3, 0, 0.16)).as("may hide twice as much").hasSize(1);
        assertThat(warnings(0.2, 0, 0.09)).as("within its error").isEmpty();
    }

    /** Few images, many steps: the weights that are kept are early ones, rows that taught cost no less under them, and nothing is to gain. */
    @Test
    void laterStepsThatWereWorseAreOverfitting() {
        LearningCurve.Point best = new LearningCurve.Point(150, 20);
        Estimate slightly = curved(best, new LearningCurve.Point(600, 20.25));
        Estimate clearly = curved(best, new LearningCurve.Point(600, 20.5));

        assertThat(DecoderWarnings.of(slightly, ENTROPY, Optional.empty())).isEmpty();
        assertThat(DecoderWarnings.of(clearly, ENTROPY, Optional.empty()))
                .containsExactly(
                        "overfitting: the last steps cost 0.721 bits more on validation rows than the weights that were"
                                + " kept; more rows, not more steps, could raise the value");
    }

    /** A gap of 0.11 nats is silent by itself, but a training that was cut short keeps it small. */
    @Test
    void aGapCountsForMoreWhereTrainingWasCutShort() {
        LearningCurve.Point best = new LearningCurve.Point(300, 20);
        List<LearningCurve.Point> checks = List.of(best, new LearningCurve.Point(600, 20.1));
        LearningCurve.Annealed half = new LearningCurve.Annealed(300, 20, 0);
        Optional<Generalization> gap =
                Optional.of(new Generalization(Information.ofNats(0.11), Information.ofNats(0.01)));
        Estimate.Builder e = estimate(3).convergenceGap(ConvergenceGap.NONE);

        Estimate full = e.learningCurve(
                        new LearningCurve(checks, List.of(half, new LearningCurve.Annealed(600, 19.9, 0))))
                .build();
        Estimate cut = e.learningCurve(new LearningCurve(checks, List.of(half, new LearningCurve.Annealed(600, 20, 0))))
                .build();

        assertThat(DecoderWarnings.of(full, ENTROPY, gap)).isEmpty();
        assertThat(DecoderWarnings.of(cut, ENTROPY, gap))
                .singleElement()
                .asString()
                .startsWith("overfitting: rows");
    }

    private static Estimate curved(LearningCurve.Point... points) {
        return estimate(3)
                .convergenceGap(ConvergenceGap.NONE)
                .learningCurve(new LearningCurve(List.of(points)))
                .build();
    }

    @Test
    void whatRowsCostThatDidNotTeachIsComparedWithThoseThatDid() {
        Generalization gap = Generalization.of(new double[] {-1, -1, -2}, new double[] {-2}, new double[] {-4, -3, -3});

        assertThat(gap.gap().nats()).isCloseTo(3 - 4 / 3.0, within(1e-12));
        assertThat(gap.standardError().nats()).isCloseTo(Math.hypot(1 / 3.0, Math.sqrt(1 / 6.0)), within(1e-12));
    }

    /** Forecasts allow for a chance of 0.002 nats; labels whose entropy is small must not all be warned of. */
    @Test
    void forecastsAreNoFinerThanTheirChance() {
        Estimate precise = Estimate.ofPointwise(filled(1e-4), BoundKind.LOWER, "decoder-bound/fake")
                .convergenceGap(
                        new ConvergenceGap(Information.ZERO, Information.ofNats(-0.002), Information.ofNats(0.002)))
                .build();

        assertThat(DecoderWarnings.of(
                        precise,
                        DecoderJudgement.Reference.of(Information.ofNats(0.05), 1000, Optional.empty()),
                        Optional.empty()))
                .isEmpty();
    }

    @Test
    void aValueBelowZeroSaysThatTheDensityIsWorseThanNothing() {
        assertThat(warnings(-0.2, 0, 0))
                .singleElement()
                .asString()
                .startsWith("below zero by more than 2 standard errors");
        assertThat(warnings(-0.05, 0, 0)).isEmpty();
    }

    /** Independent activations, 900 rows: the bound was −121 bits and nothing said so. */
    @Test
    void heavyOverfittingWarnsTwice() {
        assertThat(warnings(-84, 0, 80)).hasSize(2);
    }

    private static List<String> warnings(double[] nats, DecoderJudgement.Reference reference) {
        Estimate estimate = Estimate.ofPointwise(nats, BoundKind.DECODABLE, "decoder-bound/fake")
                .convergenceGap(ConvergenceGap.NONE)
                .build();
        return DecoderWarnings.of(estimate, reference, Optional.empty());
    }

    private static double[] filled(double value) {
        double[] nats = new double[1000];
        Arrays.fill(nats, value);
        return nats;
    }

    @Test
    void aSingleRowThatMovesTheValueIsWarnedOf() {
        double[] nats = filled(10);
        nats[7] = -1e4;

        assertThat(warnings(nats, ENTROPY))
                .singleElement()
                .asString()
                .startsWith("one of 1000 rows moves the value by -14.4 bits");
        nats[7] = -10;
        assertThat(warnings(nats, ENTROPY))
                .as("it moves the value by a five-hundredth")
                .isEmpty();
    }

    /** Even bits, which counts read as ln 2. */
    @Test
    void aDensityWithoutActivationsThatFallsBehindCountsIsABadReference() {
        Random random = new Random(2);
        float[] bits = new float[4000];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = random.nextInt(2);
        }
        Optional<CodeLengths> counts = CodeLengths.of(Samples.of(bits));

        assertThat(warnings(filled(0.3), DecoderJudgement.Reference.of(filled(-Math.log(2)), counts, Optional.empty())))
                .isEmpty();
        assertThat(warnings(filled(0.3), DecoderJudgement.Reference.of(filled(-1), counts, Optional.empty())))
                .singleElement()
                .asString()
                .startsWith("the density without activations is a bad reference: it costs 0.44");
    }

    /** Each of 100 images of 36 even bits occurs ten times: a density that expects 36 bits is a reference for other images. */
    @Test
    void rowsThatRepeatAreCountedWhole() {
        Random random = new Random(2);
        float[] bits = new float[36_000];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = i < 3600 ? random.nextInt(2) : bits[i - 3600];
        }
        Optional<CodeLengths> counts = CodeLengths.of(Samples.of(bits, 1, 6, 6));

        assertThat(warnings(
                        filled(15), DecoderJudgement.Reference.of(filled(-36 * Math.log(2)), counts, Optional.empty())))
                .singleElement()
                .asString()
                .startsWith("the density without activations is a bad reference: it costs 29.");
        assertThat(warnings(filled(1), DecoderJudgement.Reference.of(filled(-Math.log(101)), counts, Optional.empty())))
                .isEmpty();
    }

    /** One of 300 images of 64 even bits each, of which one in twenty is flipped: hardly two rows are the same. */
    @Test
    void rowsThatNearlyRepeatAreRecognised() {
        Random random = new Random(3);
        float[] bits = flipped(random, 300, 4000);
        Samples x = Samples.of(bits, 1, 8, 8);
        Optional<RowMixture> mixture = RowMixture.of(x.slice(0, 3000), x.slice(3000, 4000));
        double truth = Math.log(300) + 64 * (-0.05 * Math.log(0.05) - 0.95 * Math.log(0.95));

        assertThat(warnings(
                        filled(20),
                        DecoderJudgement.Reference.of(filled(-64 * Math.log(2)), Optional.empty(), mixture)))
                .singleElement()
                .asString()
                .startsWith("the density without activations is a bad reference: it costs ")
                .contains("more than a mixture of the rows that taught");
        assertThat(warnings(filled(5), DecoderJudgement.Reference.of(filled(-truth), Optional.empty(), mixture)))
                .isEmpty();
        assertThat(warnings(filled(20), DecoderJudgement.Reference.of(Information.ofBits(64), 1000, mixture)))
                .singleElement()
                .asString()
                .startsWith("the given entropy is a bad reference: it costs ");
    }

    /** Whatever the rows are, a mixture is a density, so it cannot cost less than they hold. */
    @Test
    void aMixtureCostsNoLessThanTheEntropy() {
        Random random = new Random(4);
        for (int levels : new int[] {2, 5, 40}) {
            float[] values = new float[2000 * 4];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(levels) / 7f;
            }
            Samples x = Samples.of(values, 1, 2, 2);
            double[] entropy = new double[500];
            Arrays.fill(entropy, -4 * Math.log(levels));
            RowMixture mixture =
                    RowMixture.of(x.slice(0, 1500), x.slice(1500, 2000)).orElseThrow();
            mixture.excess(entropy)
                    .ifPresent(
                            excess -> assertThat(Arrays.stream(excess).average().orElseThrow())
                                    .as("%d levels", levels)
                                    .isLessThan(0.05));
        }
    }

    @Test
    void thereIsNoMixtureOfManyLevelsOrOfLabels() {
        Random random = new Random(5);
        float[] values = new float[4000];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Samples many = Samples.of(values, 1, 2, 2);
        assertThat(RowMixture.of(many.slice(0, 500), many.slice(500, 1000))).isEmpty();
        Samples labels = Samples.ofLabels(0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0);
        assertThat(RowMixture.of(labels.slice(0, 20), labels.slice(20, 24))).isEmpty();
    }

    private static float[] flipped(Random random, int images, int rows) {
        float[] prototypes = new float[images * 64];
        for (int i = 0; i < prototypes.length; i++) {
            prototypes[i] = random.nextInt(2);
        }
        float[] bits = new float[rows * 64];
        for (int i = 0; i < rows; i++) {
            int image = random.nextInt(images);
            for (int p = 0; p < 64; p++) {
                float bit = prototypes[image * 64 + p];
                bits[i * 64 + p] = random.nextDouble() < 0.05 ? 1 - bit : bit;
            }
        }
        return bits;
    }
}
