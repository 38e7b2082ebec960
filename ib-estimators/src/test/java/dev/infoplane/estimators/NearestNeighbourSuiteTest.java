package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.math.StatsAccumulator;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entropy by nearest neighbours and the correction for thin, oblique neighbourhoods. */
class NearestNeighbourSuiteTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void entropiesOfNormalAndUniformVariablesAreMet(int d) {
        Samples normal = Draws.gaussianPairs(5000, d, 0, 1).t();
        Random random = new Random(2);
        float[] values = new float[5000 * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = 4 * random.nextFloat();
        }
        double truth = 0.5 * d * Math.log(2 * Math.PI * Math.E);
        assertThat(KozachenkoLeonenko.standard().entropy(normal).value().nats()).isCloseTo(truth, within(0.05 * d));
        assertThat(KozachenkoLeonenko.standard()
                        .entropy(Samples.of(values, d))
                        .value()
                        .nats())
                .isCloseTo(d * Math.log(4), within(0.05 * d));
    }

    @Test
    void theStandardErrorOfAnEntropyIsItsSpreadOverSamples() {
        StatsAccumulator values = new StatsAccumulator();
        StatsAccumulator errors = new StatsAccumulator();
        for (int seed = 0; seed < 60; seed++) {
            Estimate entropy = KozachenkoLeonenko.standard()
                    .entropy(Draws.gaussianPairs(500, 2, 0, seed).t());
            values.add(entropy.value().nats());
            errors.add(entropy.standardError().orElseThrow().nats());
        }
        assertThat(errors.mean() / values.sampleStandardDeviation()).isBetween(0.8, 1.4);
    }

    @Test
    void aDiscreteColumnIsNoObliqueBox() {
        Random random = new Random(4);
        double[][] x = new double[1000][2];
        double[][] t = new double[1000][2];
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {random.nextInt(3), random.nextGaussian()};
            t[i] = new double[] {random.nextInt(3), random.nextGaussian()};
        }
        Estimate estimate = LocalNonuniformity.standard().estimate(Samples.of(x), Samples.of(t), 0);
        assertThat(estimate.value().nats()).isCloseTo(0, within(0.25));
        assertThat(estimate.warnings())
                .contains(
                        "values repeat in 1 of 2 columns of x, which are not continuous; use an estimator for mixed or discrete"
                                + " variables");
    }

    @Test
    void entropiesThatCannotBeAreRefusedOrSaidToBeDoubtful() {
        KozachenkoLeonenko entropies = KozachenkoLeonenko.standard();
        Samples wide = Draws.gaussianPairs(500, 512, 0, 1).t();
        assertThat(entropies.entropy(wide).warnings())
                .anySatisfy(w -> assertThat(w).startsWith("outside the regime"));
        float[] flat = new float[400];
        float[] far = new float[200];
        for (int i = 0; i < 200; i++) {
            flat[2 * i] = i * i;
            far[i] = (i % 2 == 0 ? 3.3e38f : -3.3e38f) / (1 + i);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entropies.entropy(Samples.of(flat, 2)))
                .withMessageContaining("samples have no density: 1 of their columns");
        assertThat(entropies.entropy(Samples.of(far)).value().nats()).isFinite();
        Samples once = Draws.gaussianPairs(500, 1, 0, 2).t();
        Samples twice = once.select(IntStream.range(0, 1000).map(i -> i / 2).toArray());
        assertThat(entropies.entropy(twice).warnings())
                .anySatisfy(w -> assertThat(w).startsWith("values repeat: 500 of 1000 rows"));
        assertThat(entropies.estimate(twice, twice, 0).warnings())
                .anySatisfy(w -> assertThat(w).startsWith("values repeat"));
    }

    @Test
    void scalingAddsItsLogarithmToTheEntropy() {
        Samples normal = Draws.gaussianPairs(500, 2, 0, 1).t();
        float[] scaled = normal.toArray();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= 16;
        }
        double before = KozachenkoLeonenko.standard().entropy(normal).value().nats();
        assertThat(KozachenkoLeonenko.standard()
                        .entropy(Samples.of(scaled, 2))
                        .value()
                        .nats())
                .isCloseTo(before + 2 * Math.log(16), within(1e-9));
    }

    @Test
    void repeatedRowsHaveNoDensity() {
        Samples repeated = Samples.of(new float[20], 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KozachenkoLeonenko.standard().entropy(repeated))
                .withMessageContaining("row 0 has 3 or more exact copies");
    }

    @Test
    void theCorrectionFindsStrongDependenceThatFewSamplesHideFromKsg() {
        Draws draws = Draws.gaussianPairs(300, 1, 0.9999, 3);
        double plain =
                Ksg.two().withK(10).estimate(draws.x(), draws.t(), 0).value().nats();
        LocalNonuniformity correcting = LocalNonuniformity.standard();
        double corrected = correcting.estimate(draws.x(), draws.t(), 0).value().nats();
        assertThat(draws.nats() - plain).isGreaterThan(0.8);
        assertThat(corrected).isCloseTo(draws.nats(), within(0.4));
    }

    @Test
    void theCorrectionNeedsMoreNeighboursThanDimensions() {
        Draws draws = Draws.gaussianPairs(100, 5, 0.5, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalNonuniformity.standard().estimate(draws.x(), draws.t(), 0))
                .withMessage("k must be > the dimensions of x and t together, got k = 10, dimensions = 5 + 5");
    }
}
