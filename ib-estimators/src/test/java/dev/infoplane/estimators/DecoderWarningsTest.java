package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.LearningCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecoderWarningsTest {
    /** A thousand contributions of deviation one, so a standard error of 0.03 nats. */
    private static Estimate estimate(double mean) {
        Random random = new Random(1);
        double[] nats = new double[1000];
        Arrays.setAll(nats, i -> random.nextGaussian());
        double found = Arrays.stream(nats).average().orElseThrow();
        Arrays.setAll(nats, i -> nats[i] - found + mean);
        return Estimate.ofPointwise(nats, BoundKind.LOWER, "decoder-bound/fake").build();
    }

    /** Checks every hundred steps. */
    private static LearningCurve curve(double... nats) {
        List<LearningCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < nats.length; i++) {
            points.add(new LearningCurve.Point(100 * i, nats[i]));
        }
        return new LearningCurve(points);
    }

    private static List<String> warnings(Estimate estimate, LearningCurve curve, double validationNats) {
        return DecoderWarnings.of(estimate, curve, () -> validationNats);
    }

    @Test
    void aCurveThatCameToRestIsNoReasonToWarn() {
        assertThat(warnings(estimate(3), curve(9, 6, 5.01, 5, 5.01), 5.01)).isEmpty();
        assertThat(warnings(estimate(0.01), new LearningCurve(List.of()), 5)).isEmpty();
    }

    @Test
    void aCurveThatStillFallsHasNotConverged() {
        assertThat(warnings(estimate(3), curve(9, 8, 7, 6, 5), 5))
                .singleElement()
                .asString()
                .startsWith("not converged: the last quarter of the steps still gained 1.44 bits");
    }

    @Test
    void aCurveThatRoseAgainIsOverfittingAndSaysWhereItWasBest() {
        assertThat(warnings(estimate(3), curve(9, 6, 5, 7, 7), 7))
                .singleElement()
                .asString()
                .startsWith("overfitting: the validation rows cost 2.89 bits more after the last of 400 steps")
                .contains("at their best, after step 200");
    }

    @Test
    void aRiseIsNoLossWhereTheBestWeightsAreKept() {
        assertThat(warnings(estimate(3), curve(9, 6, 5, 7, 7), 5)).isEmpty();
    }

    @Test
    void aValueBelowZeroSaysThatTheDensityIsWorseThanNothing() {
        assertThat(warnings(estimate(-0.2), curve(9, 5, 5), 5))
                .singleElement()
                .asString()
                .startsWith("below zero by more than 2 standard errors");
        assertThat(warnings(estimate(-0.05), curve(9, 5, 5), 5)).isEmpty();
    }

    /** Independent activations, 900 rows: the bound was −121 bits and nothing said so. */
    @Test
    void heavyOverfittingWarnsTwice() {
        assertThat(warnings(estimate(-84), curve(17, 17.5, 60, 101), 101)).hasSize(2);
    }
}
