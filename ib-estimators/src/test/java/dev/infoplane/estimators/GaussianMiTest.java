package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.ColumnTransforms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianMiTest {
    @ParameterizedTest
    @CsvSource({"1,0.9,500", "5,0.5,500", "20,0.3,2000", "50,0.5,3000"})
    void normalVariablesAreWithinThreeStandardErrors(int d, double rho, int n) {
        Draws draws = Draws.gaussianPairs(n, d, rho, 21);
        for (GaussianMi estimator :
                new GaussianMi[] {GaussianMi.plain(), GaussianMi.plain().ofCopula()}) {
            Estimate estimate = estimator.estimate(draws.x(), draws.t(), 0);
            double error = estimate.standardError().orElseThrow().nats();
            assertThat(estimate.value().nats()).isCloseTo(draws.nats(), within(3 * error));
        }
    }

    /** Ranks of few rows lower strong correlations: by 0.09 nats in each of these pairs at 200 rows, if it is not put right. */
    @ParameterizedTest
    @CsvSource({"1,0.99,200", "10,0.99,200", "10,0.99,1000", "10,0.999,2000", "3,0.9999,400"})
    void ranksDoNotLowerStrongDependence(int d, double rho, int n) {
        int runs = 12;
        double mean = 0;
        double error = 0;
        int covered = 0;
        double truth = 0;
        for (int seed = 0; seed < runs; seed++) {
            Draws draws = Draws.gaussianPairs(n, d, rho, seed);
            Estimate estimate = GaussianMi.plain().ofCopula().estimate(draws.x(), draws.t(), 0);
            double own = estimate.standardError().orElseThrow().nats();
            truth = draws.nats();
            mean += estimate.value().nats() / runs;
            error += own / runs;
            covered += Math.abs(estimate.value().nats() - truth) <= 2 * own ? 1 : 0;
        }
        assertThat(mean).isCloseTo(truth, within(0.005 * truth + 3 * error / Math.sqrt(runs)));
        assertThat(covered).isGreaterThanOrEqualTo(runs - 3);
        assertThat(error).isLessThan(0.05 * truth);
    }

    @Test
    void hasNoBiasAtSmallSamplesAndItsErrorIsTheSpread() {
        int runs = 400;
        double[] values = new double[runs];
        double mean = 0;
        double error = 0;
        double truth = 0;
        for (int seed = 0; seed < runs; seed++) {
            Draws draws = Draws.gaussianPairs(40, 3, 0.6, seed);
            Estimate estimate = GaussianMi.plain().estimate(draws.x(), draws.t(), 0);
            values[seed] = estimate.value().nats();
            mean += values[seed] / runs;
            error += estimate.standardError().orElseThrow().nats() / runs;
            truth = draws.nats();
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean) / (runs - 1);
        }
        double spread = Math.sqrt(squares);
        assertThat(mean).isCloseTo(truth, within(3 * spread / Math.sqrt(runs)));
        assertThat(error).isCloseTo(spread, within(0.2 * spread));
    }

    @Test
    void increasingMapsThatSpreadValuesOverAllFloatsChangeNothingInTheCopula() {
        Draws draws = Draws.gaussianPairs(1000, 1, 0.8, 3);
        float[] x = draws.x().toArray();
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) Math.exp(10 * x[i]);
        }
        GaussianMi copula = GaussianMi.plain().ofCopula();
        assertThat(copula.estimate(Samples.of(x, 1), draws.t(), 0).value().nats())
                .isCloseTo(copula.estimate(draws.x(), draws.t(), 0).value().nats(), within(1e-9));
    }

    @Test
    void linearMapsOfASideChangeNothing() {
        Draws draws = Draws.gaussianPairs(300, 2, 0.6, 1);
        float[] mixed = draws.x().toArray();
        for (int i = 0; i < mixed.length; i += 2) {
            float first = mixed[i];
            mixed[i] = 2 * first + mixed[i + 1];
            mixed[i + 1] = first - 3 * mixed[i + 1];
        }
        double before =
                GaussianMi.plain().estimate(draws.x(), draws.t(), 0).value().nats();
        double after = GaussianMi.plain()
                .estimate(Samples.of(mixed, 2), draws.t(), 0)
                .value()
                .nats();
        assertThat(after).isCloseTo(before, within(1e-5));
    }

    @Test
    void singularCovariancesAreRefusedAndSayWhy() {
        Draws draws = Draws.gaussianPairs(20, 15, 0.6, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianMi.plain().estimate(draws.x(), draws.t(), 0))
                .withMessage(
                        "covariance is singular: 20 samples for 15 + 15 columns; more samples or shrinkage are needed");
        Draws pair = Draws.gaussianPairs(100, 1, 0.6, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianMi.plain().estimate(pair.x(), pair.x(), 0))
                .withMessageContaining("information is infinite");
        Samples twice =
                Samples.of(ColumnTransforms.join(pair.x().toArray(), 1, pair.x().toArray(), 1), 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianMi.plain().estimate(twice, pair.t(), 0))
                .withMessageContaining("the columns of x determine each other");
    }

    @Test
    void shrinkageAnswersWhereSamplesAreFewAndSaysSo() {
        Draws draws = Draws.gaussianPairs(20, 15, 0.6, 1);
        Estimate estimate = GaussianMi.plain().shrunk().estimate(draws.x(), draws.t(), 0);
        assertThat(estimate.value().nats()).isBetween(0.0, draws.nats() * 1.5);
        assertThat(estimate.warnings())
                .singleElement()
                .asString()
                .startsWith("outside the regime: correlations were shrunk");
        Draws many = Draws.gaussianPairs(5000, 2, 0.6, 1);
        assertThat(GaussianMi.plain()
                        .shrunk()
                        .estimate(many.x(), many.t(), 0)
                        .value()
                        .nats())
                .isCloseTo(many.nats(), within(0.04));
    }

    @Test
    void constantColumnsAreLeftOutAndReported() {
        Draws draws = Draws.gaussianPairs(200, 1, 0.6, 1);
        Samples withConstant = Samples.of(ColumnTransforms.join(draws.x().toArray(), 1, new float[200], 1), 2);
        Estimate estimate = GaussianMi.plain().estimate(withConstant, draws.t(), 0);
        assertThat(estimate.value())
                .isEqualTo(GaussianMi.plain().estimate(draws.x(), draws.t(), 0).value());
        assertThat(estimate.warnings()).containsExactly("1 constant columns carry no information and were omitted");
    }
}
