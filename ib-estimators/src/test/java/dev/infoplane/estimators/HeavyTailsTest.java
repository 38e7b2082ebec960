package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.ColumnTransforms;
import dev.infoplane.estimators.internal.SortedValues;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Increasing maps of columns change no information, however heavy the tails that they make. */
class HeavyTailsTest {
    private static final int N = 2000;

    private static double cdf(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }

    private static double cauchy(double z) {
        return Math.tan(Math.PI * (cdf(z) - 0.5));
    }

    private static Samples column(double[] values, DoubleUnaryOperator map) {
        float[] mapped = new float[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = (float) map.applyAsDouble(values[i]);
        }
        return Samples.of(mapped);
    }

    private static MiEstimator[] continuous() {
        return new MiEstimator[] {
            Ksg.one(),
            Ksg.one().withMargins(MarginalTransform.STANDARDISED),
            Ksg.two().withMargins(MarginalTransform.STANDARDISED),
            LocalNonuniformity.standard(),
            KozachenkoLeonenko.standard(),
            MixedKsg.standard()
        };
    }

    static Stream<Arguments> maps() {
        DoubleUnaryOperator same = z -> z;
        DoubleUnaryOperator cauchy = HeavyTailsTest::cauchy;
        DoubleUnaryOperator wide = z -> Math.exp(25 * cdf(z));
        DoubleUnaryOperator logNormal = z -> Math.exp(5 * z);
        DoubleUnaryOperator odd = z -> z * z * z;
        DoubleUnaryOperator twoScales = z -> z < 0.3 ? 1e-9 * z : z;
        return Stream.of(
                Arguments.of("Cauchy, normal", cauchy, same),
                Arguments.of("Cauchy, Cauchy", cauchy, cauchy),
                Arguments.of("exp 25u, Cauchy", wide, cauchy),
                Arguments.of("log-normal, log-normal", logNormal, logNormal),
                Arguments.of("log-normal, cube", logNormal, odd),
                Arguments.of("two scales, normal", twoScales, same));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("maps")
    void increasingMapsChangeNothing(String name, DoubleUnaryOperator ofX, DoubleUnaryOperator ofT) {
        Random random = new Random(2);
        double[] a = new double[N];
        double[] b = new double[N];
        for (int i = 0; i < N; i++) {
            a[i] = random.nextGaussian();
            b[i] = 0.8 * a[i] + 0.6 * random.nextGaussian();
        }
        double truth = -Math.log(0.6); // 0.511
        for (MiEstimator estimator : continuous()) {
            Estimate estimate = estimator.estimate(column(a, ofX), column(b, ofT), 0);
            assertThat(estimate.value().nats()).as(estimator.toString()).isCloseTo(truth, within(0.08));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 6, 12})
    void aBitInTheExponentIsReadAtAnySpread(double spread) {
        Random random = new Random(8);
        int[] bits = new int[N];
        double[] z = new double[N];
        for (int i = 0; i < N; i++) {
            bits[i] = random.nextInt(2);
            z[i] = bits[i] + random.nextGaussian();
        }
        Samples y = Samples.ofLabels(bits);
        for (MiEstimator estimator : new MiEstimator[] {LabelKnn.standard(), MixedKsg.standard()}) {
            double plain = estimator.estimate(y, column(z, v -> v), 0).value().nats();
            double found = estimator
                    .estimate(y, column(z, v -> Math.exp(spread * v)), 0)
                    .value()
                    .nats();
            assertThat(plain).as(estimator.id()).isCloseTo(0.111, within(0.04));
            assertThat(found).as(estimator.id()).isCloseTo(plain, within(0.015));
        }
    }

    @Test
    void outliersOfAMillionMoveNothing() {
        Draws draws = Draws.gaussianPairs(N, 1, 0.8, 5);
        float[] x = draws.x().toArray();
        float[] t = draws.t().toArray();
        Random random = new Random(1);
        for (int i = 0; i < 10; i++) {
            x[random.nextInt(N)] = (float) (1e6 * random.nextGaussian());
            t[random.nextInt(N)] = (float) (1e6 * random.nextGaussian());
        }
        for (MiEstimator estimator : continuous()) {
            assertThat(estimator
                            .estimate(Samples.of(x), Samples.of(t), 0)
                            .value()
                            .nats())
                    .as(estimator.toString())
                    .isCloseTo(draws.nats(), within(0.09));
        }
    }

    @Test
    void bentColumnsKeepTheirOrderAndTheirDifferentValues() {
        float[] column = new float[N];
        Random random = new Random(4);
        for (int i = 0; i < N; i++) {
            column[i] = (float) Math.exp(12 * random.nextGaussian());
        }
        float[] bent = column.clone();
        SortedValues sorted = new SortedValues(column, 0, 1);
        ColumnTransforms.map(bent, sorted, MarginalTransform.STANDARDISED);
        for (int rank = 1; rank < N; rank++) {
            assertThat(bent[sorted.at(rank)]).isGreaterThan(bent[sorted.at(rank - 1)]);
        }
        float[] largest = bent.clone();
        Arrays.sort(largest);
        assertThat(largest[N - 1]).isBetween(2.5f, 4f);
    }

    @Test
    void columnsOfLightTailsAreOnlyShiftedAndScaled() {
        float[] column = Draws.gaussianPairs(N, 1, 0, 3).x().toArray();
        float[] mapped = column.clone();
        ColumnTransforms.map(mapped, new SortedValues(column, 0, 1), MarginalTransform.STANDARDISED);
        assertThat(mapped).isEqualTo(ColumnTransforms.rows(Samples.of(column), MarginalTransform.STANDARDISED));
    }
}
