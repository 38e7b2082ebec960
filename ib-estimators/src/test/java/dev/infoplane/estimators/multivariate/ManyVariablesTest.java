package dev.infoplane.estimators.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.EntropyCorrection;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManyVariablesTest {
    private static final double LN2 = Math.log(2);

    private static Samples labels(int n, int count, long seed) {
        return Samples.ofLabels(new Random(seed).ints(n, 0, count).toArray());
    }

    private static Samples xor(Samples a, Samples b) {
        int[] labels = new int[a.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) a.get(i, 0) ^ (int) b.get(i, 0);
        }
        return Samples.ofLabels(labels);
    }

    /** Columns of correlation rho with a common part. */
    private static Samples common(int n, int d, double rho, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][d];
        for (double[] row : rows) {
            double shared = random.nextGaussian();
            for (int j = 0; j < d; j++) {
                row[j] = Math.sqrt(rho) * shared + Math.sqrt(1 - rho) * random.nextGaussian();
            }
        }
        return Samples.of(rows);
    }

    /** -½ ln|R| of equal correlations: |R| = (1 - ρ)^(d - 1) (1 + (d - 1) ρ). */
    private static double halfLogDeterminant(int d, double rho) {
        return 0.5 * ((d - 1) * Math.log(1 - rho) + Math.log(1 + (d - 1) * rho));
    }

    @ParameterizedTest
    @EnumSource(EntropyCorrection.class)
    void entropiesOfFairDiceAreLogarithms(EntropyCorrection correction) {
        DiscreteEntropy entropy = new DiscreteEntropy(correction);
        Samples six = labels(6000, 6, 1);
        Samples four = labels(6000, 4, 2);

        assertThat(entropy.entropy(six).value().nats()).isCloseTo(Math.log(6), within(0.005));
        assertThat(entropy.entropy(six, four).value().nats()).isCloseTo(Math.log(24), within(0.01));
        assertThat(entropy.conditionalEntropy(six, four).value().nats()).isCloseTo(Math.log(6), within(0.01));
        assertThat(entropy.conditionalEntropy(six, six).value().nats()).isCloseTo(0, within(1e-3));
        assertThat(entropy.totalCorrelation(six, four).value().nats()).isCloseTo(0, within(0.01));
        assertThat(entropy.totalCorrelation(six, six).value().nats()).isCloseTo(Math.log(6), within(0.01));
    }

    /** Even symbols, and ten that hold half of the probability beside many that share the other half. */
    @ParameterizedTest
    @EnumSource(EntropyCorrection.class)
    void fewSamplesOfManySymbolsHoldTheTruthOrWarn(EntropyCorrection correction) {
        double[] truths = {Math.log(60), LN2 + 0.5 * Math.log(10) + 0.5 * Math.log(300)};
        int silent = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int[] even = random.ints(120, 0, 60).toArray();
            int[] skewed = new int[120];
            for (int i = 0; i < skewed.length; i++) {
                skewed[i] = random.nextBoolean() ? random.nextInt(10) : 10 + random.nextInt(300);
            }
            silent += isSilent(new DiscreteEntropy(correction).entropy(Samples.ofLabels(even)), truths[0]) ? 1 : 0;
            silent += isSilent(new DiscreteEntropy(correction).entropy(Samples.ofLabels(skewed)), truths[1]) ? 1 : 0;
        }
        assertThat(silent).isLessThanOrEqualTo(4);
    }

    private static boolean isSilent(Estimate estimate, double truth) {
        double error = estimate.standardError().orElseThrow().nats();
        return estimate.warnings().isEmpty() && Math.abs(estimate.value().nats() - truth) > 1.96 * error;
    }

    @Test
    void aConstantHasNoEntropy() {
        Estimate estimate = DiscreteEntropy.standard().entropy(Samples.of(new float[100]));

        assertThat(estimate.value().nats()).isZero();
        assertThat(estimate.warnings()).isEmpty();
    }

    @Test
    void valuesThatAllDifferAreWarnedOf() {
        Samples all = common(500, 1, 0, 3);
        Samples few = labels(500, 3, 4);

        assertThat(DiscreteEntropy.standard().entropy(all).warnings()).isNotEmpty();
        assertThat(DiscreteEntropy.standard().conditionalEntropy(few, all).warnings())
                .anyMatch(w -> w.contains("500 of 500 samples of variable 2 hold a value that occurs once"));
        assertThat(DiscreteEntropy.standard().totalCorrelation(few, all).warnings())
                .isNotEmpty();
    }

    @Test
    void jointEntropiesOfManyUnitsAreUndersampledAndSaySo() {
        Samples[] units = new Samples[20];
        for (int j = 0; j < units.length; j++) {
            units[j] = labels(500, 2, 10 + j);
        }

        assertThat(DiscreteEntropy.standard().totalCorrelation(units).warnings())
                .anyMatch(w -> w.startsWith("undersampled"));
        assertThat(DiscreteEntropy.standard().oInformation(units).warnings())
                .anyMatch(w -> w.startsWith("undersampled"));
    }

    /** Copies are redundant: (m - 2) bits. An exclusive or is synergetic: -1 bit. */
    @Test
    void theOInformationTellsRedundancyFromSynergy() {
        Samples a = labels(4000, 2, 5);
        Samples b = labels(4000, 2, 6);
        DiscreteEntropy entropy = DiscreteEntropy.standard();

        assertThat(entropy.oInformation(a, a, a, a).value().nats()).isCloseTo(2 * LN2, within(0.01));
        assertThat(entropy.oInformation(a, b, xor(a, b)).value().nats()).isCloseTo(-LN2, within(0.01));
        assertThat(entropy.totalCorrelation(a, b, xor(a, b)).value().nats()).isCloseTo(LN2, within(0.01));
        assertThat(entropy.oInformation(a, b, labels(4000, 2, 7)).value().nats())
                .isCloseTo(0, within(0.01));
    }

    @Test
    void normalVariablesHaveClosedForms() {
        int d = 5;
        double rho = 0.4;
        Samples[] units = Variables.columns(common(4000, d, rho, 8));
        double total = -halfLogDeterminant(d, rho);
        double part = -halfLogDeterminant(d - 1, rho);
        double o = (2 - d) * total + d * part;

        for (GaussianDependence gaussian : new GaussianDependence[] {
            GaussianDependence.plain(), GaussianDependence.plain().ofCopula()
        }) {
            Estimate tc = gaussian.totalCorrelation(units);
            Estimate oInformation = gaussian.oInformation(units);
            assertThat(tc.value().nats())
                    .isCloseTo(
                            total, within(3 * tc.standardError().orElseThrow().nats()));
            assertThat(oInformation.value().nats())
                    .isCloseTo(
                            o,
                            within(3
                                    * oInformation.standardError().orElseThrow().nats()));
            assertThat(tc.warnings()).isEmpty();
        }
        Estimate ksg = KsgTotalCorrelation.standard().totalCorrelation(units);
        assertThat(ksg.value().nats())
                .isCloseTo(
                        total, within(1.96 * ksg.standardError().orElseThrow().nats()));
        assertThat(ksg.value().nats()).isCloseTo(total, within(0.1));
    }

    @Test
    void theErrorOfANormalTotalCorrelationIsItsSpread() {
        double squares = 0;
        double errors = 0;
        double mean = 0;
        int runs = 80;
        for (int run = 0; run < runs; run++) {
            Estimate tc =
                    GaussianDependence.plain().totalCorrelation(Variables.columns(common(300, 4, 0.5, 100 + run)));
            double off = tc.value().nats() + halfLogDeterminant(4, 0.5);
            mean += off / runs;
            squares += off * off / runs;
            errors += tc.standardError().orElseThrow().nats() / runs;
        }

        assertThat(errors / Math.sqrt(squares)).isBetween(0.8, 1.25);
        assertThat(mean).isCloseTo(0, within(0.02));
    }

    @Test
    void independentVectorsShareNothing() {
        Samples a = common(1500, 2, 0.7, 9);
        Samples b = common(1500, 3, 0.7, 10);
        Samples c = common(1500, 1, 0, 11);

        assertThat(GaussianDependence.plain().totalCorrelation(a, b, c).value().nats())
                .isCloseTo(0, within(0.02));
        assertThat(KsgTotalCorrelation.standard()
                        .totalCorrelation(a, b, c)
                        .value()
                        .nats())
                .isCloseTo(0, within(0.08));
    }

    @Test
    void shapesThatAFormDoesNotFitAreWarnedOf() {
        Samples uniform = labels(1000, 3, 12);
        Samples[] curved = Variables.columns(common(1000, 3, 0.5, 13));
        float[] squared = curved[0].toArray();
        for (int i = 0; i < squared.length; i++) {
            squared[i] *= squared[i];
        }
        curved[1] = Samples.of(squared);

        assertThat(GaussianDependence.plain().totalCorrelation(curved).warnings())
                .isNotEmpty();
        assertThat(KsgTotalCorrelation.standard()
                        .totalCorrelation(uniform, curved[0])
                        .warnings())
                .anyMatch(w -> w.contains("of variable 1"));
        assertThat(GaussianDependence.plain()
                        .totalCorrelation(curved[0], Samples.of(new float[1000]))
                        .warnings())
                .anyMatch(w -> w.contains("1 constant columns"));
        assertThatThrownBy(() -> GaussianDependence.plain().totalCorrelation(curved[0], curved[0]))
                .hasMessageContaining("determine each other");
    }

    @Test
    void badInputIsRefused() {
        Samples a = labels(50, 2, 1);

        assertThatThrownBy(() -> DiscreteEntropy.standard().totalCorrelation(a))
                .hasMessageContaining("at least 2 variables are needed, got 1");
        assertThatThrownBy(() -> DiscreteEntropy.standard().oInformation(a, a))
                .hasMessageContaining("at least 3 variables are needed, got 2");
        assertThatThrownBy(() -> DiscreteEntropy.standard().entropy(a, a.slice(0, 49)))
                .hasMessageContaining("got 50 in the first and 49 in number 2");
        assertThatThrownBy(() -> KsgTotalCorrelation.standard().totalCorrelation(a.slice(0, 3), a.slice(0, 3)))
                .hasMessageContaining("at least 4 samples are needed, got 3");
        assertThatThrownBy(() -> GaussianDependence.plain().totalCorrelation(Variables.columns(common(10, 12, 0, 1))))
                .hasMessageContaining("10 samples for 12 columns");
        assertThatThrownBy(() -> DiscreteEntropy.standard().entropy(Samples.of(new float[] {Float.NaN})))
                .hasMessageContaining("variable 1 must be finite");
    }
}
