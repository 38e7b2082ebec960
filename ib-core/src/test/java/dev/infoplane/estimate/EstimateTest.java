package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void anEstimateFromContributionsIsTheirMeanWithItsStandardError() {
        Estimate e = pointwise(1, 2, 3, 6);

        assertThat(e.value().nats()).isEqualTo(3);
        // squared deviations 4 + 1 + 0 + 9 = 14; variance 14 / 3; of the mean 14 / 12
        assertThat(e.standardError().orElseThrow().nats()).isCloseTo(Math.sqrt(14.0 / 12), within(1e-15));
        assertThat(e.samples()).isEqualTo(4);
        assertThat(e.noise()).isEqualTo(NoiseModel.none());
    }

    @Test
    void oneContributionHasNoStandardErrorInsteadOfZero() {
        assertThat(pointwise(5).standardError()).isEmpty();
        assertThat(pointwise(5).value().nats()).isEqualTo(5);
    }

    @Test
    void aPairedDifferenceIsTheOneComputedByHand() {
        PairedDifference d = pointwise(5, 7, 12).minus(pointwise(4, 8, 6));

        // differences 1, -1, 6: mean 2; squared deviations 1 + 9 + 16 = 26; variance 13; of the mean 13 / 3
        assertThat(d.difference().nats()).isEqualTo(2);
        assertThat(d.standardError().nats()).isCloseTo(Math.sqrt(13.0 / 3), within(1e-15));
        assertThat(d.samples()).isEqualTo(3);
        assertThat(d.zScore()).isCloseTo(2 / Math.sqrt(13.0 / 3), within(1e-15));
    }

    @Test
    void whatTwoEstimatesHaveInCommonCancels() {
        Estimate layer = pointwise(100.5, -50.5, 7.5);

        assertThat(layer.minus(layer).difference()).isEqualTo(Information.ZERO);
        assertThat(layer.minus(layer).zScore()).isZero();
        assertThat(layer.minus(pointwise(100, -51, 7)).standardError()).isEqualTo(Information.ZERO);
        assertThat(layer.minus(pointwise(100, -51, 7)).zScore()).isInfinite();
    }

    @Test
    void aDifferenceFromOnePairIsNoStandardErrorsFromZero() {
        PairedDifference d = pointwise(5).minus(pointwise(3));

        assertThat(d.difference().nats()).isEqualTo(2);
        assertThat(d.standardError().nats()).isInfinite();
        assertThat(d.zScore()).isZero();
    }

    @Test
    void aDifferenceKnowsWhatItHasToExceed() {
        // difference 4, standard error 1
        Estimate before = pointwise(0, 0, 0, 0);
        double[] after = {4 - Math.sqrt(3), 4 + Math.sqrt(3), 4 - Math.sqrt(3), 4 + Math.sqrt(3)};

        PairedDifference unknown = pointwise(after).minus(learned(3, 0, 0, 0, 0));
        assertThat(unknown.standardError().nats()).isCloseTo(1, within(1e-12));
        assertThat(unknown.exceedsSamplingError()).isTrue();
        assertThat(unknown.unsettled()).isEmpty();
        assertThat(unknown.exceedsUnsettled()).as("one of them has no curve").isFalse();
        assertThat(before.minus(pointwise(1, -1, 1, -1)).exceedsSamplingError()).isFalse();

        PairedDifference settled = learned(-3, after).minus(learned(2, 0, 0, 0, 0));
        assertThat(settled.unsettled()).contains(Information.ofNats(3));
        assertThat(settled.exceedsUnsettled()).isTrue();
        assertThat(learned(1, after).minus(learned(5, 0, 0, 0, 0)).exceedsUnsettled())
                .isFalse();
        assertThat(learned(Double.POSITIVE_INFINITY, after)
                        .minus(learned(2, 0, 0, 0, 0))
                        .unsettled())
                .isEmpty();
    }

    /** Learned in 100 steps, the last 25 of which gained so much. */
    private static Estimate learned(double lastQuarterNats, double... nats) {
        return Estimate.ofPointwise(nats, BoundKind.DECODABLE, "test")
                .learningCurve(new LearningCurve(
                        List.of(new LearningCurve.Point(75, 500 + lastQuarterNats), new LearningCurve.Point(100, 500))))
                .build();
    }

    @Test
    void aDifferenceNeedsContributionsOfTheSameSamples() {
        Estimate without =
                Estimate.of(Information.ZERO, BoundKind.POINT, "ksg1", 2).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> pointwise(1, 2).minus(without))
                .withMessageContaining("ksg1 gave none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> without.minus(pointwise(1, 2)))
                .withMessageContaining("ksg1 gave none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pointwise(1, 2).minus(pointwise(1, 2, 3)))
                .withMessageContaining("got 2 and 3");
    }

    @Test
    void aContributionThatIsNanIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pointwise(1, 2, Double.NaN))
                .withMessage("the contribution of sample 2 of 3 is NaN");
        assertThatIllegalArgumentException().isThrownBy(EstimateTest::pointwise).withMessageContaining("got 0");
    }

    @Test
    void anInfiniteContributionMakesValueAndErrorInfinite() {
        Estimate e = pointwise(1, Double.NEGATIVE_INFINITY);

        assertThat(e.value().nats()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(e.standardError().orElseThrow().nats()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pointwise(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .withMessageContaining("no mean");
    }

    @Test
    void nothingCanBeChangedFromOutside() {
        double[] contributions = {1, 3};
        Map<String, String> settings = new HashMap<>(Map.of("k", "5"));
        Estimate e = Estimate.ofPointwise(contributions, BoundKind.LOWER, "decoder")
                .settings(settings)
                .warning("at the ceiling")
                .build();
        contributions[0] = 99;
        settings.put("k", "7");
        e.pointwiseNats().orElseThrow()[1] = 99;

        assertThat(e.pointwiseNats().orElseThrow()).containsExactly(1, 3);
        assertThat(e.settings()).containsExactly(Map.entry("k", "5"));
        assertThat(e.warnings()).containsExactly("at the ceiling");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> e.settings().put("k", "7"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> e.warnings().clear());
    }

    @Test
    void partsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.of(Information.ZERO, BoundKind.POINT, "bins", 0)
                        .build())
                .withMessageContaining("got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.of(Information.ZERO, BoundKind.POINT, "bins", 2)
                        .standardError(Information.ofNats(-1))
                        .build())
                .withMessageContaining("negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.of(Information.ZERO, BoundKind.POINT, "bins", 2)
                        .pointwiseNats(new double[3])
                        .build())
                .withMessageContaining("got 3 for 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.of(Information.ZERO, BoundKind.POINT, "bins", 2)
                        .inputDimensions(0)
                        .build())
                .withMessageContaining("got 0");
    }

    @Test
    void textCarriesTheClaim() {
        String text = Estimate.ofPointwise(new double[] {1, 1}, BoundKind.DECODABLE, "classifier")
                .noise(NoiseModel.gaussian(0.5))
                .warning("not converged")
                .build()
                .toString();

        assertThat(text)
                .contains("1.000 nats", "decodable information", "classifier", "2 samples")
                .contains("gaussian(sigma=0.5)", "not converged");
    }

    @Test
    void noiseThatIsNoneOfItsKindIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseModel.gaussian(0))
                .withMessageContaining("sigma")
                .withMessageContaining("got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseModel.quantised(Double.NaN))
                .withMessageContaining("width");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseModel.dropout(1))
                .withMessageContaining("below 1");
    }

    private static Estimate pointwise(double... nats) {
        return Estimate.ofPointwise(nats, BoundKind.LOWER, "decoder").build();
    }
}
