package dev.infoplane.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.contrast.Verdict;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.plane.InformationPlane;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final LearningCurve FLAT = FakePlanes.curve(600, 50, 300, 0.06);
    private static final LearningCurve STEEP = FakePlanes.curve(600, 100, 300, 0.003);

    @Test
    void aRiseAndAFallBeyondBothYardsticksAreClaimed() {
        List<Change> changes = changes(estimate(100, FLAT, 1), estimate(140, FLAT, 2), estimate(110, FLAT, 3));
        assertThat(changes).extracting(Change::from).containsExactly("0 (first)", "1 (peak)", "0 (first)");
        assertThat(changes).extracting(Change::to).containsExactly("1 (peak)", "2 (last)", "2 (last)");
        assertThat(changes)
                .extracting(c -> c.contrast().verdict())
                .containsExactly(Verdict.HIGHER, Verdict.LOWER, Verdict.HIGHER);
        assertThat(changes.get(1).contrast().paired().orElseThrow().difference().bits())
                .isBetween(-32.0, -28.0);
        assertThat(Headline.of(changes, List.of()))
                .singleElement()
                .asString()
                .startsWith("Of 3 changes of I(X;T)")
                .contains("3 are claimed");
    }

    @Test
    void aPathWithItsPeakAtAnEndHasOneChange() {
        List<Change> changes = changes(estimate(100, FLAT, 1), estimate(120, FLAT, 2));
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).to()).isEqualTo("1 (last, peak)");
        assertThat(Headline.of(changes, List.of()))
                .singleElement()
                .asString()
                .startsWith("Of 1 change of")
                .contains("1 is claimed");
    }

    @Test
    void theHeadlineCountsEachOutcomeWithItsReason() {
        List<Change> changes = changes(estimate(100, STEEP, 1), estimate(108, FLAT, 2), estimate(100, FLAT, 4));
        assertThat(Headline.of(changes, List.of()))
                .containsExactly("Of 3 changes of I(X;T) between first, peak and last epoch, 1 is claimed (larger than"
                        + " sampling error, decoder spread and what more training may change); 2 are not claimed (1"
                        + " within 2 standard errors; 1 more training may make up for it).");
    }

    /** Claims that were tested together are corrected for their number, and may deny what a single change seems to show. */
    @Test
    void claimsThatWereTestedTogetherComeFirst() {
        List<Change> changes = changes(estimate(100, FLAT, 1), estimate(120, FLAT, 2));
        List<Hypothesis> tested = List.of(
                Hypothesis.untested("it rises", "not shown: within the variation over images (this network only)"),
                Hypothesis.untested("it falls", "the opposite holds (this network only)"),
                Hypothesis.untested("b rises", "not shown: more training may make up for it"));
        assertThat(Headline.of(changes, tested)).hasSize(2).satisfies(sentences -> {
            assertThat(sentences.get(0))
                    .isEqualTo("Answers to 3 claims tested together: not shown (2), the opposite holds (1).");
            assertThat(sentences.get(1)).startsWith("One by one, of 1 change of I(X;T)");
        });
    }

    @Test
    void whatCannotBeTestedIsNeverReadAsNoChange() {
        List<Change> changes = changes(estimate(100, null, 1), estimate(140, null, 2), estimate(110, null, 3));
        assertThat(changes).allSatisfy(c -> {
            assertThat(Math.abs(c.contrast().paired().orElseThrow().zScore())).isGreaterThan(15);
            assertThat(c.contrast().verdict()).isEqualTo(Verdict.CONVERGENCE_UNKNOWN);
        });
        assertThat(Headline.of(changes, List.of()))
                .singleElement()
                .asString()
                .contains("3 cannot be tested (beyond 2 standard errors", "learns nothing")
                .doesNotContain("claimed")
                .doesNotContainPattern("\\b0\\b");
    }

    /** Twenty epochs without any change; the largest of them lies 2.5 standard errors above the first, as by chance it may. */
    @Test
    void aPeakThatIsSoLargeByChanceIsNotClaimed() {
        Change rise = changes(IntStream.range(0, 20)
                        .mapToObj(e -> estimate(100, FLAT, 4000 + e))
                        .toArray(Estimate[]::new))
                .get(0);
        assertThat(rise.to()).endsWith("(peak)");
        assertThat(rise.contrast().verdict()).as("without the correction").isEqualTo(Verdict.HIGHER);
        assertThat(rise.verdict()).isEqualTo(Verdict.WITHIN_CHOICE);
    }

    private static Estimate estimate(double bits, LearningCurve curve, long seed) {
        Estimate.Builder b = Estimate.ofPointwise(FakePlanes.pointwise(bits, 20, seed), BoundKind.DECODABLE, "made-up");
        return (curve == null ? b : FakePlanes.learned(b, curve)).build();
    }

    private static List<Change> changes(Estimate... byEpoch) {
        return Change.of(
                InformationPlane.of(IntStream.range(0, byEpoch.length)
                        .mapToObj(e -> FakePlanes.point("run", e, "a", byEpoch[e], null))
                        .toList()),
                Quantity.INPUT);
    }
}
