package dev.infoplane.estimators.neural.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds under critics that are known exactly, without an engine. */
class BoundsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Scores of normal pairs under the logarithm of their density ratio, plus a constant. */
    private static ScoreTable ratios(int n, double rho, double shift, boolean inTwo) {
        Random random = new Random(5);
        double[] x = new double[n];
        double[] t = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            t[i] = rho * x[i] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
        }
        double[] own = new double[n];
        int half = inTwo ? n / 2 : n;
        List<float[]> blocks = inTwo
                ? List.of(block(x, t, rho, shift, 0, half), block(x, t, rho, shift, half, n))
                : List.of(block(x, t, rho, shift, 0, n));
        for (int i = 0; i < n; i++) {
            own[i] = -ratio(x[i], t[i], rho); // the best second score of the Fenchel-Legendre bound
        }
        return new ScoreTable(blocks, own);
    }

    private static float[] block(double[] x, double[] t, double rho, double shift, int from, int to) {
        int b = to - from;
        float[] scores = new float[b * b];
        for (int i = 0; i < b; i++) {
            for (int j = 0; j < b; j++) {
                scores[i * b + j] = (float) (ratio(x[from + i], t[from + j], rho) + shift);
            }
        }
        return scores;
    }

    private static double ratio(double x, double t, double rho) {
        double rest = 1 - rho * rho;
        return -0.5 * Math.log(rest) - (rho * rho * (x * x + t * t) - 2 * rho * x * t) / (2 * rest);
    }

    private static void check(double[] values, double rho) {
        Estimate estimate =
                Estimate.ofPointwise(values, BoundKind.POINT, "bound").build();
        double error = estimate.standardError().orElseThrow().nats();
        assertThat(error).isBetween(0.005, 0.08);
        assertThat(estimate.value().nats()).isCloseTo(-0.5 * Math.log(1 - rho * rho), within(3 * error));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.8})
    void everyBoundReadsTheTruthFromTheLogDensityRatio(double rho) {
        ScoreTable scores = ratios(1500, rho, 0, false);
        if (rho == 0) {
            assertThat(Bounds.donskerVaradhan(scores, INFINITY)).containsOnly(0);
            assertThat(Bounds.nguyenWainwrightJordan(scores)).containsOnly(0);
            assertThat(Bounds.infoNce(scores)[7]).isCloseTo(0, within(1e-12));
            return;
        }
        check(Bounds.donskerVaradhan(scores, INFINITY), rho);
        check(Bounds.donskerVaradhan(scores, 5), rho);
        check(Bounds.nguyenWainwrightJordan(scores), rho);
        check(Bounds.infoNce(scores), rho);
        check(Bounds.fenchelLegendre(scores), rho);
        check(Bounds.plugIn(scores), rho);
    }

    @Test
    void constantsCancelWhereTheyShould() {
        ScoreTable plain = ratios(800, 0.7, 0, false);
        ScoreTable shifted = ratios(800, 0.7, 3, false);
        assertThat(mean(Bounds.donskerVaradhan(shifted, INFINITY)))
                .isCloseTo(mean(Bounds.donskerVaradhan(plain, INFINITY)), within(1e-5));
        assertThat(mean(Bounds.infoNce(shifted))).isCloseTo(mean(Bounds.infoNce(plain)), within(1e-5));
        assertThat(mean(Bounds.nguyenWainwrightJordan(shifted))).isLessThan(-10);
        assertThat(mean(Bounds.plugIn(shifted)) - mean(Bounds.plugIn(plain))).isCloseTo(3, within(1e-5));
    }

    @Test
    void contributionsAverageToTheFormula() {
        ScoreTable scores = ratios(300, 0.6, 0.4, false);
        float[] f = scores.blocks().get(0);
        double own = 0;
        double others = 0;
        for (int i = 0; i < 300; i++) {
            own += f[i * 300 + i] / 300.0;
            for (int j = 0; j < 300; j++) {
                others += i == j ? 0 : Math.exp(f[i * 300 + j]) / (300.0 * 299);
            }
        }
        assertThat(mean(Bounds.donskerVaradhan(scores, INFINITY))).isCloseTo(own - Math.log(others), within(1e-9));
        assertThat(mean(Bounds.nguyenWainwrightJordan(scores))).isCloseTo(1 + own - others, within(1e-9));
    }

    @Test
    void blocksOfRowsReadWhatAllRowsRead() {
        ScoreTable whole = ratios(1000, 0.6, 0, false);
        ScoreTable halves = ratios(1000, 0.6, 0, true);
        assertThat(halves.smallestBlock()).isEqualTo(500);
        assertThat(halves.paired()).isEqualTo(whole.paired());
        assertThat(mean(Bounds.donskerVaradhan(halves, INFINITY)))
                .isCloseTo(mean(Bounds.donskerVaradhan(whole, INFINITY)), within(0.02));
        assertThat(mean(Bounds.infoNce(halves))).isCloseTo(mean(Bounds.infoNce(whole)), within(0.02));
    }

    @Test
    void hugeScoresDoNotOverflow() {
        ScoreTable scores = ratios(50, 0.5, 1000, false);
        assertThat(mean(Bounds.donskerVaradhan(scores, INFINITY))).isFinite();
        assertThat(mean(Bounds.infoNce(scores))).isFinite();
    }

    /** A critic of labels through a channel without noise knows the label of t; every bound reads ln 4 at most. */
    @Test
    void repeatedLabelsAreMeasuredExactly() {
        int n = 400;
        float[] f = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                f[i * n + j] = i % 4 == j % 4 ? (float) Math.log(4) : -60;
            }
        }
        ScoreTable scores = new ScoreTable(List.of(f), new double[0]);
        assertThat(mean(Bounds.infoNce(scores))).isCloseTo(Math.log(4), within(1e-6));
        assertThat(mean(Bounds.donskerVaradhan(scores, INFINITY))).isCloseTo(Math.log(4), within(0.02));
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }
}
