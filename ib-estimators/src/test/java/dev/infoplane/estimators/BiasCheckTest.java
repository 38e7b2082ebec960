package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.neighbour.BiasCheck;
import dev.infoplane.estimators.internal.neighbour.Ceiling;
import dev.infoplane.estimators.internal.neighbour.LocalTerms;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A nearest-neighbour estimate that is wrong knows it: the truth is within its interval or it carries a warning. */
class BiasCheckTest {
    private static MiEstimator[] all() {
        return new MiEstimator[] {
            Ksg.one(), Ksg.two(), KozachenkoLeonenko.standard(), MixedKsg.standard(), LocalNonuniformity.standard()
        };
    }

    private static boolean holds(Estimate estimate, double truth) {
        return Math.abs(estimate.value().nats() - truth)
                <= 1.96 * estimate.standardError().orElseThrow().nats();
    }

    /** Pairs of normals of correlation 0.8: some of three pairs are lost to neighbourhoods, at 5000 samples still. */
    @ParameterizedTest
    @ValueSource(ints = {500, 5000})
    void curvatureInThreeDimensionsASideIsKnown(int n) {
        for (int seed = 0; seed < 3; seed++) {
            Draws draws = Draws.gaussianPairs(n, 3, 0.8, seed);
            for (MiEstimator estimator : new MiEstimator[] {Ksg.one(), Ksg.two(), MixedKsg.standard()}) {
                Estimate estimate = estimator.estimate(draws.x(), draws.t(), 0);
                boolean low = estimate.value().nats() < draws.nats() - 0.1;
                assertThat(low || n > 500).as(estimator.id()).isTrue();
                assertThat(low && estimate.warnings().isEmpty())
                        .as(estimator.id())
                        .isFalse();
                assertThat(holds(estimate, draws.nats())).as(estimator.id()).isTrue();
            }
        }
    }

    /** A multivariate t variable of two degrees of freedom: coordinates are uncorrelated, lengths go together. */
    @Test
    void dependenceOfLengthsAloneIsKnown() {
        Random random = new Random(1);
        int n = 3000;
        double[][] x = new double[n][5];
        double[][] t = new double[n][5];
        for (int i = 0; i < n; i++) {
            double scale = 1 / Math.sqrt(-Math.log(1 - random.nextDouble()));
            for (int j = 0; j < 5; j++) {
                x[i][j] = scale * random.nextGaussian();
                t[i][j] = scale * random.nextGaussian();
            }
        }
        double truth = 0.448;
        for (MiEstimator estimator : new MiEstimator[] {Ksg.one(), Ksg.two(), MixedKsg.standard()}) {
            Estimate estimate = estimator.estimate(Samples.of(x), Samples.of(t), 0);
            assertThat(estimate.value().nats()).as(estimator.id()).isLessThan(0.35);
            assertThat(estimate.warnings())
                    .as(estimator.id())
                    .anySatisfy(w -> assertThat(w).startsWith("outside the regime: their lengths alone read"));
            assertThat(holds(estimate, truth)).as(estimator.id()).isTrue();
        }
    }

    @Test
    void oneDependentPairAmongColumnsOfNoiseIsKnown() {
        Random random = new Random(2);
        int n = 2000;
        double[][] x = new double[n][4];
        double[][] t = new double[n][4];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 4; j++) {
                x[i][j] = random.nextGaussian();
                t[i][j] = random.nextGaussian();
            }
            t[i][2] = x[i][1] * x[i][1] + 0.1 * t[i][2];
        }
        for (MiEstimator estimator : new MiEstimator[] {Ksg.one(), Ksg.two(), MixedKsg.standard()}) {
            assertThat(estimator.estimate(Samples.of(x), Samples.of(t), 0).warnings())
                    .as(estimator.id())
                    .anySatisfy(w -> assertThat(w).contains("columns 1 of x and 2 of t alone read"));
        }
    }

    @Test
    void whereThereIsNoBiasThereIsHardlyAWarningAndTheErrorIsThatOfSampling() {
        int warned = 0;
        int missed = 0;
        int told = 0;
        for (int seed = 0; seed < 20; seed++) {
            for (double rho : new double[] {0, 0.6}) {
                Draws draws = Draws.gaussianPairs(1000, 1, rho, seed);
                for (MiEstimator estimator : all()) {
                    Estimate estimate = estimator.estimate(draws.x(), draws.t(), 0);
                    double sampling = LocalTerms.error(estimate.pointwiseNats().orElseThrow());
                    double error = estimate.standardError().orElseThrow().nats();
                    assertThat(error / sampling).as(estimator.id()).isBetween(1.0, 5.0);
                    warned += estimate.warnings().isEmpty() ? 0 : 1;
                    missed += holds(estimate, draws.nats()) ? 0 : 1;
                    told++;
                }
            }
        }
        assertThat(warned / (double) told).isLessThan(0.03);
        assertThat(missed / (double) told).isLessThan(0.05);
    }

    /** Where nothing depends on anything the readings differ by chance alone, in many columns more of it than the spread itself. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void chanceInTheComparisonIsNotTakenForBias(int d) {
        int draws = 60;
        for (MiEstimator estimator : new MiEstimator[] {Ksg.one(), Ksg.two(), MixedKsg.standard()}) {
            double squares = 0;
            double errors = 0;
            for (int seed = 0; seed < draws; seed++) {
                Draws pairs = Draws.gaussianPairs(400, d, 0, 500 + seed);
                Estimate estimate = estimator.estimate(pairs.x(), pairs.t(), 0);
                squares += Math.pow(estimate.value().nats(), 2) / draws;
                errors += estimate.standardError().orElseThrow().nats() / draws;
            }
            assertThat(errors / Math.sqrt(squares)).as(estimator.id()).isBetween(0.8, 1.45);
        }
    }

    @Test
    void whatChanceExplainsIsTakenOffAndWhatItDoesNotExplainStays() {
        int n = 900;
        double[] local = new double[n];
        double[] near = new double[n];
        double[] far = new double[n];
        for (int i = 0; i < n; i++) {
            local[i] = i % 3 - 1;
            double scatter = i % 2 == 0 ? 0.3 : -0.3;
            near[i] = local[i] - scatter - 0.01;
            far[i] = local[i] - scatter - 0.5;
        }
        BiasCheck byChance = BiasCheck.of(local, near, 3, 2);
        BiasCheck clear = BiasCheck.of(local, far, 3, 2);

        assertThat(byChance.chance()).isCloseTo(0.3 * Math.sqrt(2.0 / n), within(1e-4));
        assertThat(error(byChance)).isEqualTo(byChance.error());
        assertThat(error(clear)).isCloseTo(Math.hypot(clear.error(), 0.5), within(0.001));
        assertThat(byChance.error()).isGreaterThanOrEqualTo(LocalTerms.error(local));
    }

    private static double error(BiasCheck check) {
        return check.estimate("any", List.of())
                .build()
                .standardError()
                .orElseThrow()
                .nats();
    }

    @Test
    void finelyFoldedDependenceIsKnownAsLongAsNeighboursSeeIt() {
        Random random = new Random(3);
        float[] x = new float[1000];
        float[] t = new float[1000];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat();
            t[i] = 8 * x[i] - (float) Math.floor(8 * x[i]);
        }
        for (MiEstimator estimator : all()) {
            assertThat(estimator.estimate(Samples.of(x), Samples.of(t), 0).warnings())
                    .as(estimator.id())
                    .isNotEmpty();
        }
    }

    @Test
    void valuesThatDetermineEachOtherAreSaidToBeAtTheCeilingAndAreNotWithoutError() {
        for (int n : new int[] {5, 8, 10, 12, 30, 300}) {
            Samples x = Draws.gaussianPairs(n, 1, 0, 9).x();
            float[] twice = x.toArray();
            for (int i = 0; i < n; i++) {
                twice[i] *= 2;
            }
            for (MiEstimator estimator : all()) {
                if (n <= 10 && estimator instanceof LocalNonuniformity || n == 5 && estimator instanceof MixedKsg) {
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> estimator.estimate(x, Samples.of(twice), 0))
                            .withMessageStartingWith("k must be < samples");
                    continue;
                }
                Estimate estimate = estimator.estimate(x, Samples.of(twice), 0);
                assertThat(estimate.warnings()).as(estimator.id() + ", " + n).isNotEmpty();
                assertThat(estimate.standardError().orElseThrow().nats())
                        .as(estimator.id() + ", " + n)
                        .isGreaterThan(0.3);
            }
        }
        Samples x = Draws.gaussianPairs(1000, 1, 0, 9).x();
        assertThat(LocalNonuniformity.standard().estimate(x, x, 0).warnings())
                .anySatisfy(w -> assertThat(w).startsWith(Ceiling.WARNING));
    }

    @Test
    void neighbourhoodsThatHoldAllSamplesSaySo() {
        Draws draws = Draws.gaussianPairs(5, 1, 0.9, 1);
        assertThat(Ksg.two().estimate(draws.x(), draws.t(), 0).warnings())
                .anySatisfy(w -> assertThat(w).startsWith("too few samples: 5 for neighbourhoods of 3"));
    }

    @Test
    void theRowsReadTwiceAreSpreadEvenlyOverAnyPattern() {
        int n = 40_000;
        for (int period : new int[] {1, 2, 4, 7, 64}) {
            for (int phase = 0; phase < Math.min(period, 4); phase++) {
                int first = phase;
                long read = IntStream.range(0, n)
                        .filter(i -> i % period == first)
                        .filter(BiasCheck.rows(n))
                        .count();
                assertThat(read / (n / (double) period)).isBetween(0.2, 0.3);
            }
        }
        assertThat(IntStream.range(0, 4000).filter(BiasCheck.rows(4000)).count())
                .isEqualTo(4000);
    }
}
