package dev.infoplane.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.report.Change.Reading;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final LearningCurve FLAT = FakePlanes.curve(600, 50, 300, 1);
    private static final LearningCurve STEEP = FakePlanes.curve(600, 100, 300, 0.003);

    @Test
    void aRiseAndAFallBeyondBothYardsticksAreClaimable() {
        List<Change> changes = changes(estimate(100, FLAT, 1), estimate(140, FLAT, 2), estimate(110, FLAT, 3));
        assertThat(changes).extracting(Change::from).containsExactly("0 (first)", "1 (peak)", "0 (first)");
        assertThat(changes).extracting(Change::to).containsExactly("1 (peak)", "2 (last)", "2 (last)");
        assertThat(changes).allSatisfy(c -> assertThat(c.reading()).isEqualTo(Reading.EXCEEDS_BOTH));
        assertThat(changes.get(1).paired().orElseThrow().difference().bits()).isBetween(-32.0, -28.0);
    }

    @Test
    void aPathWithItsPeakAtAnEndHasOneChange() {
        List<Change> changes = changes(estimate(100, FLAT, 1), estimate(120, FLAT, 2));
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).to()).isEqualTo("1 (last, peak)");
    }

    @Test
    void aChangeWithinTwoStandardErrorsIsNot() {
        Estimate a = estimate(100, FLAT, 1);
        assertThat(changes(a, a)).extracting(Change::reading).containsExactly(Reading.WITHIN_NOISE);
        assertThat(changes(a, estimate(100, FLAT, 2)))
                .allSatisfy(c ->
                        assertThat(Math.abs(c.paired().orElseThrow().zScore())).isLessThan(2))
                .extracting(Change::reading)
                .containsOnly(Reading.WITHIN_NOISE);
    }

    @Test
    void aChangeSmallerThanTheLastQuarterOfTrainingIsNot() {
        List<Change> changes = changes(estimate(100, STEEP, 1), estimate(108, FLAT, 2));
        assertThat(changes).extracting(Change::reading).containsExactly(Reading.WITHIN_TRAINING);
        assertThat(changes.get(0).paired().orElseThrow().unsettled()).contains(STEEP.lastQuarterGain());
    }

    @Test
    void withoutLearningCurvesConvergenceIsUnknown() {
        assertThat(changes(estimate(100, null, 1), estimate(140, FLAT, 2)))
                .extracting(Change::reading)
                .containsExactly(Reading.CONVERGENCE_UNKNOWN);
    }

    @Test
    void estimatesWithoutContributionsOrOfOtherKindsAreNotCompared() {
        Estimate bare = FakePlanes.bits(100, BoundKind.DECODABLE);
        Estimate lower = Estimate.ofPointwise(FakePlanes.pointwise(140, 5, 1), BoundKind.LOWER, "made-up")
                .build();
        assertThat(changes(bare, FakePlanes.bits(120, BoundKind.DECODABLE)))
                .extracting(Change::reading)
                .containsExactly(Reading.NOT_COMPARABLE);
        assertThat(changes(estimate(100, FLAT, 1), lower))
                .extracting(Change::reading)
                .containsExactly(Reading.NOT_COMPARABLE);
    }

    private static Estimate estimate(double bits, LearningCurve curve, long seed) {
        Estimate.Builder b = Estimate.ofPointwise(FakePlanes.pointwise(bits, 20, seed), BoundKind.DECODABLE, "made-up");
        return (curve == null ? b : b.learningCurve(curve)).build();
    }

    private static List<Change> changes(Estimate... byEpoch) {
        return Change.of(
                InformationPlane.of(IntStream.range(0, byEpoch.length)
                        .mapToObj(e -> FakePlanes.point("run", e, "a", byEpoch[e], null))
                        .toList()),
                Quantity.INPUT);
    }
}
