package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.LearningCurve.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
    @Test
    void theLastQuarterBeginsBetweenTwoChecksWhereNoneIsThere() {
        LearningCurve curve =
                curve(new Point(0, 10), new Point(50, 6), new Point(70, 5.5), new Point(90, 5.3), new Point(100, 5.2));

        assertThat(curve.steps()).isEqualTo(100);
        assertThat(curve.lastQuarterGain().nats()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void fourChecksOfAHundredAndFiftyStepsShowAQuarterAndNotAHalf() {
        LearningCurve curve =
                curve(new Point(0, 40), new Point(38, 30), new Point(75, 20), new Point(113, 10.4), new Point(150, 0));

        assertThat(curve.lastQuarterGain().nats()).isCloseTo(10.4 + 9.6 * 0.5 / 38, within(1e-9));
    }

    @Test
    void aCheckExactlyAtThreeQuartersCounts() {
        assertThat(curve(new Point(0, 9), new Point(75, 4), new Point(100, 3))
                        .lastQuarterGain()
                        .nats())
                .isEqualTo(1);
    }

    @Test
    void aRisingCurveGainsLessThanNothing() {
        assertThat(curve(new Point(0, 3), new Point(80, 4)).lastQuarterGain().nats())
                .isCloseTo(-0.25, within(1e-12));
    }

    @Test
    void whatTheLastCheckCostsMoreThanTheBestWasLearnedByHeart() {
        assertThat(curve(new Point(0, 3), new Point(80, 4)).beyondBest().nats()).isEqualTo(1);
        assertThat(ended(2.5).beyondBest().nats()).isEqualTo(1.5);
        assertThat(ended(4).beyondBest())
                .as("of several points, for which the last weights were best together")
                .isEqualTo(Information.ZERO);
        assertThat(curve(new Point(0, 4), new Point(80, 3)).beyondBest()).isEqualTo(Information.ZERO);
        assertThat(curve().beyondBest()).isEqualTo(Information.ZERO);
        assertThat(curve(new Point(0, Double.POSITIVE_INFINITY)).beyondBest()).isEqualTo(Information.ZERO);
    }

    @Test
    void aSmallerBudgetWasKeptWhereTheLastEndCostsThatOfTheOneBefore() {
        assertThat(ended(3).keptSmallerBudget()).isTrue();
        assertThat(ended(2.5).keptSmallerBudget()).isFalse();
        assertThat(curve(new Point(0, 3), new Point(80, 3)).keptSmallerBudget()).isFalse();
    }

    /** A curve that ends at 4 nats, with weights kept that cost so much. */
    private static LearningCurve ended(double kept) {
        return new LearningCurve(
                List.of(new Point(40, 3), new Point(80, 4)),
                List.of(new LearningCurve.Annealed(40, 3, 0), new LearningCurve.Annealed(80, kept, 0)));
    }

    @Test
    void tooFewChecksAndInfiniteOnesAreNotConverged() {
        double infinity = Double.POSITIVE_INFINITY;

        assertThat(curve().steps()).isZero();
        assertThat(curve().lastQuarterGain().nats()).isEqualTo(infinity);
        assertThat(curve(new Point(7, 1)).lastQuarterGain().nats()).isEqualTo(infinity);
        assertThat(curve(new Point(0, infinity), new Point(8, infinity))
                        .lastQuarterGain()
                        .nats())
                .isEqualTo(infinity);
    }

    @Test
    void stepsMustIncrease() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve(new Point(5, 1), new Point(5, 0.5)))
                .withMessage("steps must increase, got 5 then 5");
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(-1, 1)).withMessageContaining("got -1");
    }

    @Test
    void aCrossEntropyThatIsNanIsNamedWithItsStep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Point(300, Double.NaN))
                .withMessage("the cross-entropy at step 300 is NaN");
    }

    @Test
    void pointsAreCopied() {
        List<Point> points = new ArrayList<>(List.of(new Point(0, 1)));
        LearningCurve curve = new LearningCurve(points);
        points.clear();

        assertThat(curve.points()).containsExactly(new Point(0, 1));
    }

    private static LearningCurve curve(Point... points) {
        return new LearningCurve(List.of(points));
    }
}
