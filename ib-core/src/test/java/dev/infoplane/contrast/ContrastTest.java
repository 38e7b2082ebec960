package dev.infoplane.contrast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.contrast.Verdict.Outcome;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.NoiseModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContrastTest {
    private static final int SAMPLES = 100;

    @Test
    void aDifferenceBeyondAllYardsticksIsClaimedWithItsDirection() {
        assertThat(verdict(learned(10, 0.5, 100), learned(13, 0.5, 100))).isEqualTo(Verdict.HIGHER);
        assertThat(verdict(learned(13, 0.5, 100), learned(10, 0.5, 100))).isEqualTo(Verdict.LOWER);
        assertThat(Verdict.HIGHER.outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(Verdict.LOWER.outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void aDifferenceWithinAnyYardstickIsNotClaimed() {
        assertThat(verdict(learned(10, 0, 100), learned(10.001, 0, 100))).isEqualTo(Verdict.WITHIN_SAMPLING_ERROR);
        assertThat(verdict(learned(10, 4, 100), learned(13, 0, 100)))
                .as("four times the steps may raise the first above the second")
                .isEqualTo(Verdict.WITHIN_TRAINING);
        assertThat(verdict(spread(10, 2), spread(13, 2))).isEqualTo(Verdict.WITHIN_DECODER_SPREAD);
        assertThat(verdict(spread(10, 0.5), spread(13, 0.5))).isEqualTo(Verdict.HIGHER);
        assertThat(List.of(Verdict.WITHIN_SAMPLING_ERROR, Verdict.WITHIN_DECODER_SPREAD, Verdict.WITHIN_TRAINING))
                .allSatisfy(v -> assertThat(v.outcome()).isEqualTo(Outcome.NOT_CLAIMED));
    }

    /** Both layers may hold nothing, and one decoder has overfitted more than the other. */
    @Test
    void aDifferenceBetweenValuesBelowZeroIsNoChangeOfInformation() {
        assertThat(verdict(learned(-5, 0, 100), learned(-1, 0, 100))).isEqualTo(Verdict.BELOW_ZERO);
        assertThat(verdict(learned(-1, 0, 100), learned(-5, 0, 100))).isEqualTo(Verdict.BELOW_ZERO);
        assertThat(verdict(learned(-5, 0, 100), learned(0.001, 0, 100))).isEqualTo(Verdict.BELOW_ZERO);
        assertThat(verdict(learned(-5, 0.5, 100), learned(3, 0.5, 100))).isEqualTo(Verdict.HIGHER);
        assertThat(Verdict.BELOW_ZERO.outcome()).isEqualTo(Outcome.NOT_CLAIMED);
    }

    @Test
    void whatTwoDecodersStillGainAlikeHidesNoChange() {
        assertThat(verdict(halving(10, 4), halving(13, 4)))
                .as("both may gain 10 nats, but the same")
                .isEqualTo(Verdict.HIGHER);
        assertThat(verdict(halving(10, 6), halving(13, 4)))
                .as("the lower one gains 2 nats more of each doubling")
                .isEqualTo(Verdict.WITHIN_TRAINING);
    }

    @Test
    void aDecoderThatMayReadAnotherEncodingDifferentlyShowsNoChangeOfInformation() {
        Estimate raw = estimate(13)
                .learningCurve(curve(100))
                .convergenceGap(ConvergenceGap.NONE)
                .build();

        assertThat(verdict(learned(10, 0, 100), raw)).isEqualTo(Verdict.NOT_INVARIANT);
        assertThat(verdict(raw, learned(10, 0, 100))).isEqualTo(Verdict.NOT_INVARIANT);
        assertThat(Verdict.NOT_INVARIANT.outcome()).isEqualTo(Outcome.UNTESTABLE);
    }

    @Test
    void withoutAConvergenceGapADifferenceBeyondSamplingErrorCannotBeTested() {
        Contrast contrast = Contrast.between(estimate(10).build(), estimate(13).build());

        assertThat(contrast.paired().orElseThrow().zScore()).isGreaterThan(15);
        assertThat(contrast.verdict()).isEqualTo(Verdict.CONVERGENCE_UNKNOWN);
        assertThat(verdict(learned(10, 0, 100), estimate(13).build())).isEqualTo(Verdict.CONVERGENCE_UNKNOWN);
        assertThat(Verdict.CONVERGENCE_UNKNOWN.outcome()).isEqualTo(Outcome.UNTESTABLE);
        assertThat(verdict(estimate(10).build(), estimate(10.001).build()))
                .as("a difference within sampling error needs no second test")
                .isEqualTo(Verdict.WITHIN_SAMPLING_ERROR);
    }

    @Test
    void densitiesThatLearnedForDifferentTimesCannotBeTested() {
        assertThat(verdict(learned(10, 0, 100), learned(13, 0, 200))).isEqualTo(Verdict.UNEQUAL_TRAINING);
    }

    @Test
    void aHandfulOfSamplesIsNotTested() {
        double[] before = {1, 2, 3};
        double[] after = {5, 6.01, 7};

        Contrast contrast = Contrast.between(
                Estimate.ofPointwise(before, BoundKind.POINT, "test").build(),
                Estimate.ofPointwise(after, BoundKind.POINT, "test").build());

        assertThat(contrast.paired().orElseThrow().exceedsSamplingError()).isTrue();
        assertThat(contrast.verdict()).isEqualTo(Verdict.TOO_FEW_SAMPLES);
    }

    @Test
    void whatWasMeasuredInDifferentWaysIsNotPaired() {
        Estimate reference = estimate(10).build();
        Estimate infinite = Estimate.ofPointwise(doubles(Double.POSITIVE_INFINITY, 1), BoundKind.DECODABLE, "test")
                .build();
        Estimate otherBound =
                Estimate.ofPointwise(doubles(13, 1), BoundKind.LOWER, "test").build();
        Estimate otherEstimator = Estimate.ofPointwise(doubles(13, 1), BoundKind.DECODABLE, "another")
                .build();
        Estimate fewer = Estimate.ofPointwise(Arrays.copyOf(doubles(13, 1), SAMPLES - 1), BoundKind.DECODABLE, "test")
                .build();

        assertThat(List.of(
                        infinite,
                        otherBound,
                        otherEstimator,
                        fewer,
                        estimate(13).settings(Map.of("k", "3")).build(),
                        estimate(13).noise(NoiseModel.gaussian(1)).build(),
                        Estimate.of(reference.value(), BoundKind.DECODABLE, "test", SAMPLES)
                                .build()))
                .allSatisfy(other -> {
                    assertThat(Contrast.between(reference, other).paired()).isEmpty();
                    assertThat(verdict(reference, other)).isEqualTo(Verdict.NOT_PAIRED);
                    assertThat(verdict(other, reference)).isEqualTo(Verdict.NOT_PAIRED);
                });
    }

    private static Verdict verdict(Estimate earlier, Estimate later) {
        return Contrast.between(earlier, later).verdict();
    }

    /** Of which four times the steps may bring between nothing and so much more. */
    private static Estimate learned(double nats, double mostNats, int steps) {
        return estimate(nats)
                .learningCurve(curve(steps))
                .convergenceGap(new ConvergenceGap(
                        Information.ofNats(mostNats / 2), Information.ZERO, Information.ofNats(mostNats)))
                .decoderSpread(Information.ZERO)
                .build();
    }

    /** By a decoder whose last doubling of the steps gained so much, and the one before twice that. */
    private static Estimate halving(double nats, double gainNats) {
        LearningCurve curve = new LearningCurve(
                List.of(new LearningCurve.Point(0, 120), new LearningCurve.Point(400, 100)),
                List.of(
                        new LearningCurve.Annealed(100, 100 + 3 * gainNats, 0),
                        new LearningCurve.Annealed(200, 100 + gainNats, 0),
                        new LearningCurve.Annealed(400, 100, 0)));
        return estimate(nats)
                .learningCurve(curve)
                .convergenceGap(ConvergenceGap.of(curve).orElseThrow())
                .decoderSpread(Information.ZERO)
                .build();
    }

    private static Estimate spread(double nats, double spreadNats) {
        return estimate(nats)
                .learningCurve(curve(100))
                .convergenceGap(ConvergenceGap.NONE)
                .decoderSpread(Information.ofNats(spreadNats))
                .build();
    }

    private static LearningCurve curve(int steps) {
        return new LearningCurve(List.of(new LearningCurve.Point(0, 510), new LearningCurve.Point(steps, 500)));
    }

    private static Estimate.Builder estimate(double nats) {
        return Estimate.ofPointwise(doubles(nats, Math.round(1000 * nats)), BoundKind.DECODABLE, "test");
    }

    /** Waves of different frequencies: noise whose mean is nearly zero. */
    private static double[] doubles(double mean, long seed) {
        return IntStream.range(0, SAMPLES)
                .mapToDouble(i -> mean + 0.5 * Math.cos((1 + seed % 7) * i))
                .toArray();
    }
}
