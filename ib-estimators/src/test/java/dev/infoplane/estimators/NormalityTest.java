package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gaussian estimates know what they are not made for. */
class NormalityTest {
    private static final int N = 1000;

    private static Samples[] pair(int n, DoubleBinaryOperator ofT) {
        Random random = new Random(3);
        double[][] x = new double[n][1];
        double[][] t = new double[n][1];
        for (int i = 0; i < n; i++) {
            x[i][0] = random.nextGaussian();
            t[i][0] = ofT.applyAsDouble(x[i][0], random.nextGaussian());
        }
        return new Samples[] {Samples.of(x), Samples.of(t)};
    }

    @ParameterizedTest
    @ValueSource(doubles = {6, 20, 100})
    void labelsHoldNoMoreThanTheirEntropyAndTheResultSaysSo(double shift) {
        Random random = new Random(1);
        double[][] y = new double[N][1];
        double[][] t = new double[N][1];
        for (int i = 0; i < N; i++) {
            y[i][0] = i % 2;
            t[i][0] = shift * y[i][0] + random.nextGaussian();
        }
        for (Samples[] s : new Samples[][] {{Samples.of(y), Samples.of(t)}, {Samples.of(t), Samples.of(y)}}) {
            for (GaussianMi estimator : all()) {
                Estimate estimate = estimator.estimate(s[0], s[1], 0);
                assertThat(estimate.warnings()).anySatisfy(w -> assertThat(w).startsWith("values repeat"));
                if (estimate.value().nats() > Math.log(2)) {
                    assertThat(estimate.warnings())
                            .anySatisfy(
                                    w -> assertThat(w).startsWith("impossible").contains("0.693 nats"));
                }
            }
        }
    }

    private static GaussianMi[] all() {
        GaussianMi plain = GaussianMi.plain();
        return new GaussianMi[] {
            plain, plain.shrunk(), plain.ofCopula(), plain.ofCopula().shrunk()
        };
    }

    static Stream<Arguments> notLinear() {
        return Stream.of(
                Arguments.of("a square", (DoubleBinaryOperator) (x, e) -> x * x + 0.3 * e),
                Arguments.of("a random sign", (DoubleBinaryOperator) (x, e) -> Math.copySign(x, e)),
                Arguments.of("a wave", (DoubleBinaryOperator) (x, e) -> Math.sin(8 * x) + 0.2 * e),
                Arguments.of("a scale", (DoubleBinaryOperator) (x, e) -> Math.exp(x) * e),
                Arguments.of("a modulus", (DoubleBinaryOperator) (x, e) -> Math.abs(x) + 0.3 * e));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notLinear")
    void dependenceWithoutCorrelationIsNotPassedOver(String what, DoubleBinaryOperator ofT) {
        Samples[] s = pair(N, ofT);
        for (GaussianMi estimator : all()) {
            assertThat(estimator.estimate(s[0], s[1], 0).warnings())
                    .as(estimator.toString())
                    .anySatisfy(w -> assertThat(w).startsWith(Normality.WARNING));
        }
    }

    @Test
    void threeNormalColumnsOfWhichOnlyAllTogetherDependAreNotPassedOver() {
        Random random = new Random(4);
        double[][] x = new double[N][2];
        double[][] t = new double[N][1];
        for (int i = 0; i < N; i++) {
            x[i][0] = random.nextGaussian();
            x[i][1] = random.nextGaussian();
            t[i][0] = Math.copySign(random.nextGaussian(), 1) * Math.signum(x[i][0] * x[i][1]);
        }
        assertThat(GaussianMi.plain()
                        .ofCopula()
                        .estimate(Samples.of(x), Samples.of(t), 0)
                        .warnings())
                .anySatisfy(w -> assertThat(w).startsWith(Normality.WARNING));
    }

    @Test
    void normalColumnsAreNoAlarmHoweverManyAndHoweverDependent() {
        BiFunction<Integer, Double, Integer> alarms = (d, rho) -> {
            int count = 0;
            for (int seed = 0; seed < 100; seed++) {
                Draws draws = Draws.gaussianPairs(seed % 2 == 0 ? 200 : 2000, d, rho, seed);
                for (GaussianMi estimator :
                        new GaussianMi[] {GaussianMi.plain(), GaussianMi.plain().ofCopula()}) {
                    count += estimator
                                    .estimate(draws.x(), draws.t(), 0)
                                    .warnings()
                                    .isEmpty()
                            ? 0
                            : 1;
                }
            }
            return count;
        };
        assertThat(alarms.apply(1, 0.0) + alarms.apply(1, 0.9) + alarms.apply(3, 0.5) + alarms.apply(15, 0.3))
                .as("alarms in 800")
                .isLessThanOrEqualTo(8);
    }

    @Test
    void theErrorOfHeavyTailsIsNotThatOfNormalColumns() {
        Random random = new Random(5);
        double[][] x = new double[N][1];
        double[][] t = new double[N][1];
        for (int i = 0; i < N; i++) {
            double scale = 1 / Math.abs(random.nextGaussian());
            x[i][0] = scale * random.nextGaussian();
            t[i][0] = scale * random.nextGaussian();
        }
        Estimate estimate = GaussianMi.plain().estimate(Samples.of(x), Samples.of(t), 0);
        assertThat(estimate.standardError().orElseThrow().nats()).isGreaterThan(0.1);
        assertThat(estimate.warnings()).isNotEmpty();
    }

    @Test
    void whatShrinkageChangesIsPartOfTheErrorAndSaid() {
        int d = 25;
        Random random = new Random(6);
        double[][] x = new double[N][d];
        double[][] t = new double[N][d];
        for (int i = 0; i < N; i++) {
            double common = random.nextGaussian();
            for (int j = 0; j < d; j++) {
                x[i][j] = common + random.nextGaussian();
                t[i][j] = common + random.nextGaussian();
            }
        }
        double truth = 1.2922;
        Estimate estimate = GaussianMi.plain().shrunk().estimate(Samples.of(x), Samples.of(t), 0);
        double error = estimate.standardError().orElseThrow().nats();
        assertThat(estimate.warnings()).singleElement().asString().contains("with shrinkage the value is");
        assertThat(estimate.value().nats()).isCloseTo(truth, within(1.96 * error));
    }

    @Test
    void valuesFarFromZeroReadTheSameOnceTheyAreStandardised() {
        Random random = new Random(7);
        double[][] x = new double[2000][1];
        double[][] t = new double[2000][1];
        for (int i = 0; i < x.length; i++) {
            double z = random.nextGaussian();
            x[i][0] = 1e8 + z;
            t[i][0] = 0.8 * z + 0.6 * random.nextGaussian();
        }
        for (MiEstimator estimator : new MiEstimator[] {GaussianMi.plain(), Ksg.one(), MixedKsg.standard()}) {
            assertThat(estimator
                            .estimate(Samples.standardised(x), Samples.of(t), 0)
                            .value()
                            .nats())
                    .as(estimator.id())
                    .isCloseTo(0.511, within(0.08));
        }
        for (MiEstimator inUnits : new MiEstimator[] {
            Binning.fixedWidth(0.1), Binning.fixedCount(30, -1, 1), Binning.layerRange(30), PairwiseDistance.lower(0.1)
        }) {
            assertThatIllegalArgumentException()
                    .as(inUnits.id())
                    .isThrownBy(() -> inUnits.estimate(Samples.of(t), Samples.standardised(x), 0))
                    .withMessageContaining("t was standardised");
        }
        double[][] ids = new double[1000][1];
        for (int i = 0; i < ids.length; i++) {
            ids[i][0] = 2e7 + i % 4;
        }
        Samples four = Samples.standardised(ids);
        assertThat(Discrete.plugIn().estimate(four, four, 0).value().nats()).isCloseTo(Math.log(4), within(1e-9));
    }
}
