package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvergenceGapTest {
    @Test
    void gainsThatHalveWithEachDoublingGoOnHalving() {
        ConvergenceGap gap = ConvergenceGap.of(curve(0, 516, 508, 504)).orElseThrow();

        // the last doubling gained 4: then 2 and 1
        assertThat(gap.expected().nats()).isCloseTo(3, within(1e-12));
        // from 0.08 to 12, and a thousandth of the cross-entropy to either side
        assertThat(gap.low().nats()).isCloseTo(0.08 - 0.504, within(1e-12));
        assertThat(gap.high().nats()).isCloseTo(12.504, within(1e-12));
    }

    @Test
    void chanceIsNoSmallerThanTwoThousandthsOfANat() {
        ConvergenceGap gap = ConvergenceGap.of(curve(0, 1, 1, 1 - 1e-12)).orElseThrow();

        assertThat(gap.low().nats()).isCloseTo(-0.002, within(1e-9));
        assertThat(gap.high().nats()).isCloseTo(0.002, within(1e-9));
    }

    @Test
    void whereASmallerBudgetWasKeptAnotherTrainingMayEndElsewhere() {
        ConvergenceGap gap = ConvergenceGap.of(curve(0, 101, 100, 100)).orElseThrow();
        ConvergenceGap small = ConvergenceGap.of(curve(0, 2, 1, 1)).orElseThrow();

        assertThat(gap.expected()).isEqualTo(Information.ZERO);
        assertThat(gap.low().nats()).isCloseTo(-0.6, within(1e-12));
        assertThat(gap.high().nats()).isCloseTo(0.6, within(1e-12));
        assertThat(small.high().nats()).isCloseTo(0.05, within(1e-12));
        assertThat(ConvergenceGap.ofDifference(curve(0, 101, 100, 100), curve(0, 101, 100, 99))
                        .orElseThrow()
                        .high()
                        .nats())
                .as("half of it is common to both")
                .isGreaterThan(0.3);
    }

    @Test
    void gainsThatGrowMayGoOnGrowing() {
        // twice as much as the doubling before: 20 and 40 more, where as much again would be 10 and 10
        ConvergenceGap gap = ConvergenceGap.of(curve(0, 515, 510, 500)).orElseThrow();

        assertThat(gap.expected().nats()).isCloseTo(20, within(1e-12));
        assertThat(gap.high().nats()).isCloseTo(60.5, within(1e-12));
        assertThat(ConvergenceGap.of(curve(0, 510, 510, 500))
                        .orElseThrow()
                        .high()
                        .nats())
                .as("growth is bounded")
                .isCloseTo(200.5, within(1e-12));
        assertThat(ConvergenceGap.of(curve(3, 500.1, 500, 499))
                        .orElseThrow()
                        .high()
                        .nats())
                .as("a gain within its error is no growth")
                .isCloseTo(3 + 6 + 0.499, within(1e-12));
    }

    @Test
    void gainsAreNeverExpectedToGrowNorToEndAtOnce() {
        assertThat(ConvergenceGap.of(curve(0, 512, 511, 501))
                        .orElseThrow()
                        .expected()
                        .nats())
                .isCloseTo(20, within(1e-12));
        assertThat(ConvergenceGap.of(curve(0, 600, 501, 500))
                        .orElseThrow()
                        .expected()
                        .nats())
                .isCloseTo(0.56, within(1e-12));
        assertThat(ConvergenceGap.of(curve(0, 500, 500, 500))
                        .orElseThrow()
                        .expected()
                        .nats())
                .isZero();
    }

    @Test
    void aNoisyGainWidensTheInterval() {
        ConvergenceGap exact = ConvergenceGap.of(curve(0, 516, 508, 504)).orElseThrow();
        ConvergenceGap noisy = ConvergenceGap.of(curve(1, 516, 508, 504)).orElseThrow();

        assertThat(noisy.expected()).isEqualTo(exact.expected());
        assertThat(noisy.high().minus(exact.high()).nats()).isCloseTo(2, within(1e-12));
        assertThat(exact.low().minus(noisy.low()).nats()).isCloseTo(2, within(1e-12));
    }

    @Test
    void whatIsNotTrainedHasNoGapAndTooFewValuesShowNone() {
        assertThat(ConvergenceGap.of(new LearningCurve(List.of()))).contains(ConvergenceGap.NONE);
        assertThat(ConvergenceGap.of(curve(0, 508, 504))).isEmpty();
        assertThat(ConvergenceGap.of(curve(0, 500, Double.POSITIVE_INFINITY, 400)))
                .isEmpty();
        assertThat(ConvergenceGap.of(new LearningCurve(
                        List.of(new LearningCurve.Point(0, 900)),
                        List.of(
                                new LearningCurve.Annealed(20, 500, 0),
                                new LearningCurve.Annealed(40, 500, 0),
                                new LearningCurve.Annealed(80, 500, 0)))))
                .as("too few steps to see what may still begin")
                .isEmpty();
        assertThat(ConvergenceGap.of(new LearningCurve(List.of(new LearningCurve.Point(8, 500)))))
                .isEmpty();
    }

    @Test
    void theGapOfADifferenceHoldsBothUncertainties() {
        ConvergenceGap difference = gap(5, 2, 8).minus(gap(2, 1, 6));

        assertThat(difference.expected().nats()).isEqualTo(3);
        assertThat(difference.low().nats()).isEqualTo(3 - 5);
        assertThat(difference.high().nats()).isCloseTo(3 + Math.sqrt(9 + 1), within(1e-12));
        assertThat(gap(5, 2, 8).minusLearnedAlike(gap(2, 1, 6)).expected().nats())
                .isEqualTo(3);
        // of errors 3 and 3, 1 and 4: 2 together, and half of 5 apart
        assertThat(gap(5, 2, 8).minusLearnedAlike(gap(2, 1, 6)).high().nats())
                .isCloseTo(3 + Math.hypot(2, 2.5), within(1e-12));
        assertThat(gap(5, 2, 8).minus(ConvergenceGap.NONE)).isEqualTo(gap(5, 2, 8));
        assertThat(gap(5, 2, 8).againstUnwatched()).isEqualTo(gap(0, -8, 8));
    }

    @Test
    void whatTwoDensitiesGainAlikeCancelsInTheForecastOfTheirDifference() {
        ConvergenceGap same = ConvergenceGap.ofDifference(curve(0, 516, 508, 504), curve(0, 416, 408, 404))
                .orElseThrow();
        // 1 more of the last doubling, 2 more of the one before: then half and a quarter of 1
        ConvergenceGap more = ConvergenceGap.ofDifference(curve(1, 516, 508, 504), curve(1, 414, 408, 405))
                .orElseThrow();
        ConvergenceGap less = ConvergenceGap.ofDifference(curve(1, 414, 408, 405), curve(1, 516, 508, 504))
                .orElseThrow();

        assertThat(same).isEqualTo(gap(0, -0.252, 0.252));
        assertThat(more.expected().nats()).isCloseTo(0.75, within(1e-12));
        assertThat(more.high().nats()).isCloseTo(0.75 + 2.5 + 2 * Math.sqrt(2) + 0.252, within(1e-12));
        assertThat(less.expected().nats()).isCloseTo(-0.75, within(1e-12));
        assertThat(less.low().nats()).isCloseTo(-more.high().nats(), within(1e-12));
    }

    @Test
    void aDifferenceMayGoOnGrowingWhereOneOfTheGainsGrows() {
        ConvergenceGap grows = ConvergenceGap.ofDifference(curve(0, 515, 510, 500), curve(0, 412, 408, 402))
                .orElseThrow();

        // 4 apart in the last doubling, and the first may double its gain twice
        assertThat(grows.high().nats() - grows.expected().nats()).isCloseTo(4 * 6 + 0.25, within(1e-12));
    }

    @Test
    void noDifferenceIsForecastFromCurvesOfDifferentBudgets() {
        LearningCurve shorter = new LearningCurve(
                List.of(new LearningCurve.Point(0, 900)),
                List.of(
                        new LearningCurve.Annealed(50, 508, 0),
                        new LearningCurve.Annealed(100, 504, 0),
                        new LearningCurve.Annealed(200, 502, 0)));

        assertThat(ConvergenceGap.ofDifference(curve(0, 516, 508, 504), shorter))
                .isEmpty();
        assertThat(ConvergenceGap.ofDifference(curve(0, 516, 508), curve(0, 516, 508)))
                .isEmpty();
        assertThat(ConvergenceGap.ofDifference(new LearningCurve(List.of()), new LearningCurve(List.of())))
                .isEmpty();
    }

    @Test
    void anIntervalHoldsWhatIsExpected() {
        assertThatIllegalArgumentException().isThrownBy(() -> gap(5, 6, 8)).withMessageContaining("must hold");
    }

    private static ConvergenceGap gap(double expected, double low, double high) {
        return new ConvergenceGap(Information.ofNats(expected), Information.ofNats(low), Information.ofNats(high));
    }

    private static LearningCurve curve(double errorNats, double... annealedNats) {
        List<LearningCurve.Annealed> annealed = new ArrayList<>();
        for (double nats : annealedNats) {
            annealed.add(new LearningCurve.Annealed(100 << annealed.size(), nats, annealed.isEmpty() ? 0 : errorNats));
        }
        return new LearningCurve(List.of(new LearningCurve.Point(0, 900)), annealed);
    }
}
