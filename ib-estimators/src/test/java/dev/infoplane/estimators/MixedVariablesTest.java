package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimators for labels and for mixtures of discrete and continuous values. */
class MixedVariablesTest {
    /** x one of m steps, t uniform on [x, x + 2]: ln m - (m - 1) / m ln 2. */
    private static Draws steps(int n, int m, long seed) {
        Random random = new Random(seed);
        int[] x = new int[n];
        float[] t = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextInt(m);
            t[i] = (float) (x[i] + 2 * random.nextDouble());
        }
        return new Draws(Samples.ofLabels(x), Samples.of(t), Math.log(m) - (m - 1.0) / m * Math.log(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10})
    void stepsAreWithinThreeStandardErrors(int m) {
        Draws draws = steps(3000, m, 2);
        for (MiEstimator estimator : new MiEstimator[] {LabelKnn.standard(), MixedKsg.standard()}) {
            Estimate estimate = estimator.estimate(draws.x(), draws.t(), 0);
            double error = estimate.standardError().orElseThrow().nats();
            assertThat(estimate.value().nats()).as(estimator.id()).isCloseTo(draws.nats(), within(3 * error + 0.01));
        }
    }

    @Test
    void aMixtureInOneVariableIsMeasured() {
        // with probability 1/2 both are one fair sign, else independent normals far from it: I = ln 2 + 1/2 ln 2
        Random random = new Random(3);
        int n = 4000;
        float[] x = new float[n];
        float[] t = new float[n];
        for (int i = 0; i < n; i++) {
            if (random.nextBoolean()) {
                x[i] = random.nextBoolean() ? 20 : 30;
                t[i] = x[i];
            } else {
                x[i] = (float) random.nextGaussian();
                t[i] = (float) random.nextGaussian();
            }
        }
        Estimate estimate = MixedKsg.standard().estimate(Samples.of(x), Samples.of(t), 0);
        double error = estimate.standardError().orElseThrow().nats();
        assertThat(estimate.value().nats()).isCloseTo(1.5 * Math.log(2), within(3 * error));
    }

    /** Rectified units: each of d is on or off on both sides together, and correlated where it is on. */
    private static Draws rectified(int n, int d, double rho, long seed) {
        Random random = new Random(seed);
        double[][] x = new double[n][d];
        double[][] t = new double[n][d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                if (random.nextBoolean()) {
                    x[i][j] = random.nextGaussian();
                    t[i][j] = rho * x[i][j] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
                    x[i][j] = Math.exp(x[i][j]);
                    t[i][j] = Math.exp(t[i][j]);
                }
            }
        }
        return new Draws(Samples.of(x), Samples.of(t), d * (Math.log(2) - 0.25 * Math.log(1 - rho * rho)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void unitsThatAreZeroHalfOfTheTimeAreNotReadTooHigh(int d) {
        Draws draws = rectified(4000, d, 0.7, 5);
        MixedKsg mixed = new MixedKsg(5, MarginalTransform.AS_THEY_ARE, 1);
        double shuffled =
                mixed.estimate(draws.x(), draws.shuffled(6).t(), 0).value().nats();
        assertThat(shuffled).isCloseTo(0, within(0.05 * d));
        double found = mixed.estimate(draws.x(), draws.t(), 0).value().nats();
        assertThat(found).isBetween(draws.nats() - 0.12 * d * d, draws.nats() + 0.03);
    }

    private static Samples rounded(Samples samples, double cell) {
        float[] values = samples.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.round(values[i] / cell) * cell);
        }
        return Samples.of(values, samples.rowShape());
    }

    /** Between measuring and storing, values are rounded; that must not look like information. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.03, 0.1, 0.5})
    void roundedValuesAreReadAsThoseTheyCameFrom(double cell) {
        for (double rho : new double[] {0, 0.9}) {
            Draws draws = Draws.gaussianPairs(3000, 1, rho, 4);
            Samples x = rounded(draws.x(), cell);
            Samples t = rounded(draws.t(), cell);
            double truth = draws.nats();
            for (MarginalTransform margins :
                    new MarginalTransform[] {MarginalTransform.STANDARDISED, MarginalTransform.AS_THEY_ARE}) {
                double found =
                        new MixedKsg(5, margins, 1).estimate(x, t, 0).value().nats();
                assertThat(found).as("rho " + rho + ", " + margins).isBetween(truth - 0.1 - cell * truth, truth + 0.1);
            }
        }
    }

    @Test
    void aScaleThatIsNoPowerOfTwoChangesNothing() {
        Draws draws = Draws.gaussianPairs(2000, 1, 0.8, 4);
        Samples x = rounded(draws.x(), 0.03);
        Samples t = rounded(draws.t(), 0.03);
        float[] threefold = x.toArray();
        for (int i = 0; i < threefold.length; i++) {
            threefold[i] *= 3;
        }
        MixedKsg mixed = MixedKsg.standard();
        assertThat(mixed.estimate(Samples.of(threefold, 1), t, 0).value().nats())
                .isCloseTo(mixed.estimate(x, t, 0).value().nats(), within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.1})
    void aLabelBesideRoundedValuesIsReadAsBesideThoseTheyCameFrom(double cell) {
        for (int n : new int[] {500, 4000}) {
            SplittableRandom random = new SplittableRandom(9);
            int[] labels = new int[n];
            float[] independent = new float[n];
            float[] apart = new float[n];
            for (int i = 0; i < n; i++) {
                labels[i] = random.nextInt(2);
                independent[i] = (float) random.nextGaussian();
                apart[i] = (float) (2 * labels[i] - 1 + random.nextGaussian());
            }
            Samples y = Samples.ofLabels(labels);
            LabelKnn knn = LabelKnn.standard();
            assertThat(knn.estimate(y, rounded(Samples.of(independent), cell), 0)
                            .value()
                            .nats())
                    .isCloseTo(0, within(0.08));
            assertThat(knn.estimate(y, rounded(Samples.of(apart), cell), 0)
                            .value()
                            .nats())
                    .isCloseTo(0.3368, within(0.08));
        }
    }

    @Test
    void labelsOfTwoSamplesAreNotReadInSilence() {
        int[] labels = new int[1000];
        float[] apart = new float[1000];
        for (int i = 0; i < 1000; i++) {
            labels[i] = i / 2;
            apart[i] = 10 * labels[i] + i % 2;
        }
        assertThat(LabelKnn.standard()
                        .estimate(Samples.ofLabels(labels), Samples.of(apart), 0)
                        .warnings())
                .anySatisfy(w -> assertThat(w).startsWith("1000 of 1000 samples are in labels of no more than k = 3"));
    }

    @Test
    void labelsAloneInTheirClassAreLeftOutAndReported() {
        Draws draws = steps(500, 3, 2);
        float[] labels = draws.x().toArray();
        labels[0] = 77;
        labels[1] = 78;
        Estimate estimate = LabelKnn.standard().estimate(Samples.of(labels), draws.t(), 0);
        assertThat(estimate.warnings())
                .containsExactly("2 of 500 samples are the only one with their label and were omitted");
        assertThat(estimate.samples()).isEqualTo(498);
    }

    @Test
    void twoContinuousSidesAreNoLabels() {
        Draws draws = Draws.gaussianPairs(50, 2, 0.5, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelKnn.standard().estimate(draws.x(), draws.t(), 0))
                .withMessageContaining("one side must be labels, but all 50 rows differ");
    }

    /** Values that repeat: coins, units that are zero for half of the samples, labels against themselves. */
    @Test
    void labelsAndValuesThatRepeatLandOnTheirInformation() {
        int n = 1000;
        SplittableRandom random = new SplittableRandom(8);
        float[] coin = new float[n];
        float[] other = new float[n];
        float[] unit = new float[n];
        float[] classes = new float[n];
        for (int i = 0; i < n; i++) {
            coin[i] = random.nextInt(2);
            other[i] = random.nextInt(2);
            unit[i] = Math.max(0, (float) random.nextGaussian());
            classes[i] = random.nextInt(10);
        }
        LabelKnn knn = LabelKnn.standard();
        assertThat(knn.estimate(Samples.of(coin), Samples.of(other), 0).value().nats())
                .isCloseTo(0, within(0.01));
        assertThat(knn.estimate(Samples.of(coin), Samples.of(unit), 0).value().nats())
                .isCloseTo(0, within(0.05));
        assertThat(knn.estimate(Samples.of(classes), Samples.of(classes), 0)
                        .value()
                        .nats())
                .isCloseTo(Math.log(10), within(0.03));
    }
}
