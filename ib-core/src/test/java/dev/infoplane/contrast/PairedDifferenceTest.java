package dev.infoplane.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
    @Test
    void aPairedDifferenceIsTheOneComputedByHand() {
        PairedDifference d = minus(pointwise(5, 7, 12), pointwise(4, 8, 6));

        // differences 1, -1, 6: mean 2; squared deviations 1 + 9 + 16 = 26; variance 13; of the mean 13 / 3
        assertThat(d.difference().nats()).isEqualTo(2);
        assertThat(d.standardError().nats()).isCloseTo(Math.sqrt(13.0 / 3), within(1e-15));
        assertThat(d.samples()).isEqualTo(3);
        assertThat(d.zScore()).isCloseTo(2 / Math.sqrt(13.0 / 3), within(1e-15));
    }

    @Test
    void whatTwoEstimatesHaveInCommonCancels() {
        Estimate layer = pointwise(100.5, -50.5, 7.5);

        assertThat(minus(layer, layer).difference()).isEqualTo(Information.ZERO);
        assertThat(minus(layer, layer).zScore()).isZero();
        assertThat(minus(layer, pointwise(100, -51, 7)).standardError()).isEqualTo(Information.ZERO);
        assertThat(minus(layer, pointwise(100, -51, 7)).zScore()).isInfinite();
    }

    @Test
    void aDifferenceFromOnePairIsNoStandardErrorsFromZero() {
        PairedDifference d = minus(pointwise(5), pointwise(3));

        assertThat(d.difference().nats()).isEqualTo(2);
        assertThat(d.standardError().nats()).isInfinite();
        assertThat(d.zScore()).isZero();
    }

    @Test
    void aDifferenceKnowsWhatItHasToExceed() {
        // difference 4, standard error 1
        Estimate before = pointwise(0, 0, 0, 0);
        double[] after = {4 - Math.sqrt(3), 4 + Math.sqrt(3), 4 - Math.sqrt(3), 4 + Math.sqrt(3)};

        PairedDifference unknown = minus(pointwise(after), gap(0, 3, 0, 0, 0, 0));
        assertThat(unknown.standardError().nats()).isCloseTo(1, within(1e-12));
        assertThat(unknown.exceedsSamplingError()).isTrue();
        assertThat(unknown.convergenceGap()).as("it is not known of one").isEmpty();
        assertThat(unknown.survivesTraining()).isFalse();
        assertThat(minus(before, pointwise(1, -1, 1, -1)).exceedsSamplingError())
                .isFalse();

        // half-widths of 3 and 20: 17 together, and half of 20.2 apart
        PairedDifference wide = minus(gap(0, 3, after), gap(0, 20, 0, 0, 0, 0));
        assertThat(wide.convergenceGap().orElseThrow().high().nats())
                .isCloseTo(Math.hypot(17, Math.hypot(3, 20) / 2), within(1e-12));
        assertThat(wide.survivesTraining()).isFalse();
        // 2 standard errors and 3.1 of the forecast: 3.7
        assertThat(minus(gap(0, 3, after), gap(0, 0, 0, 0, 0, 0)).survivesTraining())
                .isTrue();
        assertThat(minus(gap(0, 3, after), gap(0, 3, 0, 0, 0, 0)).survivesTraining())
                .as("what both may gain alike")
                .isTrue();
        assertThat(minus(gap(0, 1, after), gap(3, 1, 0, 0, 0, 0)).survivesTraining())
                .as("the earlier one is expected to gain 3 of the 4")
                .isFalse();
        assertThat(minus(gap(9, 1, after), gap(0, 1, 0, 0, 0, 0)).survivesTraining())
                .as("a difference that grows")
                .isTrue();
        assertThat(minus(gap(9, 4, after), gap(0, 0, 0, 0, 0, 0)).survivesTraining())
                .as("what may grow does not make up for what is not shown yet")
                .isFalse();
    }

    /** With decoders that are all alike. */
    private static Estimate gap(double expected, double half, double... nats) {
        return Estimate.ofPointwise(nats, BoundKind.DECODABLE, "test")
                .decoderSpread(Information.ZERO)
                .convergenceGap(new ConvergenceGap(
                        Information.ofNats(expected),
                        Information.ofNats(expected - half),
                        Information.ofNats(expected + half)))
                .build();
    }

    @Test
    void aDifferenceNeedsContributionsOfTheSameSamples() {
        Estimate without =
                Estimate.of(Information.ZERO, BoundKind.POINT, "ksg1", 2).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> minus(pointwise(1, 2), without))
                .withMessageContaining("ksg1 gave none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> minus(without, pointwise(1, 2)))
                .withMessageContaining("ksg1 gave none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> minus(pointwise(1, 2), pointwise(1, 2, 3)))
                .withMessageContaining("got 3 and 2");
    }

    @Test
    void twoInfiniteValuesOfOneSampleHaveNoDifference() {
        Estimate infinite = pointwise(1, Double.NEGATIVE_INFINITY);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> minus(infinite, infinite))
                .withMessageContaining("infinite in the same sample");
        assertThat(minus(infinite, pointwise(1, 2)).zScore()).isNaN();
        assertThat(minus(infinite, pointwise(1, 2)).exceedsSamplingError()).isFalse();
    }

    private static PairedDifference minus(Estimate later, Estimate earlier) {
        return PairedDifference.between(earlier, later);
    }

    private static Estimate pointwise(double... nats) {
        return Estimate.ofPointwise(nats, BoundKind.POINT, "test").build();
    }
}
