package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.neighbour.Ceiling;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KsgTest {
    private static Ksg ksg(Ksg.Variant variant) {
        return new Ksg(variant, 3, MarginalTransform.STANDARDISED, 1);
    }

    @ParameterizedTest
    @CsvSource({"ONE,1,0.3", "ONE,1,0.75", "ONE,2,0.6", "ONE,1,0.9", "TWO,1,0.3", "TWO,1,0.75", "TWO,2,0.6", "TWO,1,0.9"
    })
    void gaussiansAreWithinThreeStandardErrorsOfTheExactValue(Ksg.Variant variant, int d, double rho) {
        Draws draws = Draws.gaussianPairs(4000, d, rho, 11);
        Estimate estimate = ksg(variant).estimate(draws.x(), draws.t(), 0);
        double error = estimate.standardError().orElseThrow().nats();
        assertThat(error).isBetween(0.001, 0.05);
        assertThat(estimate.value().nats()).isCloseTo(draws.nats(), within(3 * error));
        assertThat(estimate.warnings()).isEmpty();
    }

    @Test
    void agreesWithTheDefinitionEvaluatedByHand() {
        // k = 1 on x = 0, 1, 3, 7 and t = 0, 2, 3, 5: radii 2, 2, 2, 4; n_x = 1, 1, 0, 0 and n_t = 0, 1, 1, 2
        Samples x = Samples.of(new float[] {0, 1, 3, 7});
        Samples t = Samples.of(new float[] {0, 2, 3, 5});
        double gamma = 0.5772156649015329;
        double psi1 = -gamma;
        double psi2 = 1 - gamma;
        double psi3 = 1 + 1 / 2.0 - gamma;
        double psi4 = 1 + 1 / 2.0 + 1 / 3.0 - gamma;
        double[] expected = {
            psi1 + psi4 - psi2 - psi1, psi1 + psi4 - psi2 - psi2, psi1 + psi4 - psi1 - psi2, psi1 + psi4 - psi1 - psi3
        };
        double[] local = ksg(Ksg.Variant.ONE)
                .withK(1)
                .withMargins(MarginalTransform.AS_THEY_ARE)
                .estimate(x, t, 0)
                .pointwiseNats()
                .orElseThrow();
        assertThat(local).containsExactly(expected, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void independentGaussiansAreZeroWithinThreeStandardErrors(Ksg.Variant variant) {
        Draws draws = Draws.gaussianPairs(3000, 2, 0.8, 5).shuffled(6);
        Estimate estimate = ksg(variant).estimate(draws.x(), draws.t(), 0);
        assertThat(estimate.value().nats())
                .isCloseTo(0, within(3 * estimate.standardError().orElseThrow().nats()));
    }

    @ParameterizedTest
    @EnumSource
    void isSymmetricToTheLastDigitsAndBlindToScaleAndThreads(Ksg.Variant variant) {
        Draws draws = Draws.gaussianPairs(1000, 2, 0.6, 5);
        float[] scaled = draws.x().toArray();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = 8 * scaled[i] - 4;
        }
        double value = ksg(variant).estimate(draws.x(), draws.t(), 0).value().nats();
        assertThat(ksg(variant).estimate(draws.t(), draws.x(), 0).value().nats())
                .isCloseTo(value, within(1e-12));
        assertThat(ksg(variant)
                        .estimate(Samples.of(scaled, 2), draws.t(), 0)
                        .value()
                        .nats())
                .isCloseTo(value, within(0.002));
        assertThat(ksg(variant)
                        .withThreads(3)
                        .estimate(draws.x(), draws.t(), 0)
                        .value()
                        .nats())
                .isEqualTo(value);
    }

    @Test
    void preparedAnswersAreTheSameBits() {
        Draws draws = Draws.gaussianPairs(800, 3, 0.6, 5);
        try (MiEstimator.Prepared prepared = Ksg.two().withThreads(2).prepare(draws.x(), 1)) {
            assertThat(prepared.estimate(draws.t()).pointwiseNats().orElseThrow())
                    .isEqualTo(Ksg.two()
                            .estimate(draws.x(), draws.t(), 1)
                            .pointwiseNats()
                            .orElseThrow());
        }
    }

    @Test
    void aConstantSideHoldsNothingWhichIsSaid() {
        Draws draws = Draws.gaussianPairs(500, 1, 0.6, 5);
        Samples constant = Samples.of(new float[500]);
        for (Ksg.Variant variant : Ksg.Variant.values()) {
            Estimate estimate = ksg(variant).estimate(draws.x(), constant, 0);
            assertThat(estimate.value().nats()).isZero();
            assertThat(estimate.warnings()).containsExactly("t is constant: nothing to know");
            assertThat(ksg(variant).prepare(constant, 0).estimate(constant).warnings())
                    .containsExactly("x and t are constant: nothing to know");
        }
    }

    @Test
    void copiesAreReportedInTheResult() {
        int[] two = new int[100];
        two[0] = 1;
        Samples labels = Samples.ofLabels(two);
        assertThat(Ksg.one().estimate(labels, labels, 0).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("99 of 100 samples have 3 or more exact copies"));
    }

    @Test
    void neighbourhoodsTooWideToBeLocalAreReportedInTheResult() {
        Draws draws = Draws.gaussianPairs(500, 256, 0.5, 5);
        assertThat(Ksg.one().estimate(draws.x(), draws.t(), 0).warnings())
                .anySatisfy(warning -> assertThat(warning).startsWith("outside the regime"));
    }

    @ParameterizedTest
    @CsvSource({"ONE,1,0.999999,true", "TWO,5,0.98,true", "ONE,3,0.99,true", "ONE,1,0.9,false", "TWO,2,0.8,false"})
    void dependenceThinnerThanNeighbourhoodsIsReportedInTheResult(
            Ksg.Variant variant, int d, double rho, boolean thin) {
        Draws draws = Draws.gaussianPairs(2000, d, rho, 5);
        Estimate estimate = ksg(variant).estimate(draws.x(), draws.t(), 0);
        boolean warned = estimate.warnings().stream()
                .anyMatch(warning -> warning.startsWith(GaussianCheck.WARNING) || warning.startsWith(Ceiling.WARNING));
        assertThat(warned).isEqualTo(thin);
        assertThat(draws.nats() - estimate.value().nats() > 0.2).isEqualTo(thin);
    }

    @Test
    void badInputIsRefusedWithBothNumbers() {
        Samples four = Samples.of(new float[] {1, 2, 3, 4});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ksg.one().withK(5).estimate(four, four, 0))
                .withMessage("k must be < samples, got k = 5, samples = 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ksg.one().estimate(four, four.slice(0, 3), 0))
                .withMessageContaining("got 4 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ksg.one().withK(1).estimate(four, Samples.of(new float[] {1, 2, Float.NaN, 4}), 0))
                .withMessageContaining("got NaN in row 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ksg.one().withK(0))
                .withMessage("k must be at least 1, got 0");
    }

    /** Two random walks that know nothing of each other look dependent to any estimator that takes rows for independent. */
    @Test
    void unrelatedTimeSeriesAreNotReadInSilence() {
        Random random = new Random(4);
        float[] x = new float[1000];
        float[] t = new float[1000];
        for (int i = 1; i < x.length; i++) {
            x[i] = x[i - 1] + (float) random.nextGaussian();
            t[i] = t[i - 1] + (float) random.nextGaussian();
        }
        assertThat(Ksg.one().estimate(Samples.of(x), Samples.of(t), 1).warnings())
                .anyMatch(w -> w.startsWith("rows are not independent"));
    }
}
