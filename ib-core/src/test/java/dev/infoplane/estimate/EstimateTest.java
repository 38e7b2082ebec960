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

    @Test
    void everyPartIsKept() {
        LearningCurve curve = new LearningCurve(List.of(new LearningCurve.Point(0, 2), new LearningCurve.Point(10, 1)));
        Estimate e = Estimate.of(Information.ofNats(1), BoundKind.DECODABLE, "decoder", 1)
                .inputDimensions(1)
                .learningCurve(curve)
                .standardError(Information.ZERO)
                .build();

        assertThat(e.bound()).isEqualTo(BoundKind.DECODABLE);
        assertThat(e.estimator()).isEqualTo("decoder");
        assertThat(e.inputDimensions()).contains(1);
        assertThat(e.learningCurve()).contains(curve);
        assertThat(e.standardError()).contains(Information.ZERO);
        assertThat(e).asString().contains(" ± ").doesNotContain("warnings");
    }

    @Test
    void aSpreadIsNotNegative() {
        Estimate.Builder builder =
                Estimate.of(Information.ZERO, BoundKind.DECODABLE, "decoder", 1).decoderSpread(Information.ofNats(-1));
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("decoder spread");
    }

    @Test
    void contributionsGivenLaterAreCheckedToo() {
        Estimate.Builder builder = Estimate.of(Information.ZERO, BoundKind.POINT, "bins", 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        builder.pointwiseNats(new double[] {0, Double.NaN}).build())
                .withMessage("the contribution of sample 1 of 2 is NaN");
    }

    @Test
    void aPreparedEstimatorIsTheEstimatorUnlessItSaysOtherwise() {
        MiEstimator rows = new MiEstimator() {
            @Override
            public String id() {
                return "rows";
            }

            @Override
            public Estimate estimate(Samples x, Samples t, long seed) {
                return Estimate.of(Information.ofNats(x.rows() + t.rows() + seed), BoundKind.POINT, id(), x.rows())
                        .build();
            }
        };
        Samples two = Samples.ofLabels(0, 1);
        try (MiEstimator.Prepared prepared = rows.prepare(two, 5)) {
            assertThat(prepared.estimate(two).value().nats()).isEqualTo(9);
        }
        assertThat(rows.settings()).isEmpty();
    }

    private static Estimate pointwise(double... nats) {
        return Estimate.ofPointwise(nats, BoundKind.LOWER, "decoder").build();
    }
}
