package dev.infoplane.estimators.neural.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.testkit.KnownPair;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What closed-form critics read beside values that are given, without an engine. */
class RivalsTest {
    private static Missed missed(Samples x, Samples t, double value) {
        Roles roles = Roles.of(x.rows(), 1);
        EncodedPair fit = new EncodedPair(
                EncodedSide.of(x, MarginalTransform.NORMAL_SCORES),
                EncodedSide.of(t, MarginalTransform.NORMAL_SCORES),
                roles.fit());
        double[] values = new double[roles.measure().length];
        Arrays.fill(values, value);
        Estimate estimate =
                Estimate.ofPointwise(values, BoundKind.LOWER, "test").build();
        return Rivals.missed(fit, fit.at(roles.validate()), fit.at(roles.measure()), estimate)
                .orElse(new Missed(0, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 30})
    void normalVariablesAreReadAlmostAsWhole(int d) {
        KnownPair pair = KnownPair.gaussian(3000, d, Math.sqrt(1 - Math.exp(-2.0 / d)), 3);
        assertThat(missed(pair.x(), pair.t(), 0).nats()).isCloseTo(1, within(d < 30 ? 0.12 : 0.25));
        assertThat(missed(pair.x(), pair.t(), 0).warning()).startsWith("too low");
        assertThat(missed(pair.x(), pair.t(), 1).nats()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 30, 300})
    void independentVariablesGiveNothing(int d) {
        KnownPair pair = KnownPair.gaussian(1000, d, 0, 4);
        assertThat(missed(pair.x(), pair.t(), 0).nats()).isZero();
        assertThat(missed(pair.x(), pair.t(), -0.01).nats()).isZero();
    }

    /** Uncorrelated, but large values go with large ones. */
    @Test
    void magnitudesThatGoTogetherAreRead() {
        Random random = new Random(5);
        int n = 3000;
        float[] x = new float[3 * n];
        float[] t = new float[3 * n];
        for (int i = 0; i < 3 * n; i++) {
            x[i] = (float) random.nextGaussian();
            t[i] = (float) ((random.nextBoolean() ? 1 : -1) * x[i] + 0.3 * random.nextGaussian());
        }
        assertThat(missed(Samples.of(x, 3), Samples.of(t, 3), 0).nats()).isGreaterThan(0.8);
    }

    /** Neither correlation nor magnitudes: uniform on the black fields of a board, and a sign that is the product of two others. */
    @Test
    void dependenceWithoutCorrelationIsReadInFewColumns() {
        Random random = new Random(8);
        int n = 3000;
        float[] x = new float[2 * n];
        float[] t = new float[n];
        float[] board = new float[n];
        float[] onBoard = new float[n];
        for (int i = 0; i < n; i++) {
            x[2 * i] = (float) random.nextGaussian();
            x[2 * i + 1] = (float) random.nextGaussian();
            t[i] = Math.signum(x[2 * i] * x[2 * i + 1]) * Math.abs((float) random.nextGaussian());
            int field = random.nextInt(8);
            board[i] = (field % 4 + random.nextFloat()) / 4;
            onBoard[i] = (field % 4 % 2 + 2 * (field / 4) + random.nextFloat()) / 4;
        }
        assertThat(missed(Samples.of(x, 2), Samples.of(t), 0).nats()).isBetween(0.35, Math.log(2));
        assertThat(missed(Samples.of(board), Samples.of(onBoard), 0).nats()).isBetween(0.35, Math.log(2));
        assertThat(missed(Samples.of(x, 2), Samples.of(t), Math.log(2)).nats()).isZero();
    }

    /** A label for each of five places, and noise in 200 other columns. */
    @Test
    void labelsAndManyColumnsAreRead() {
        Random random = new Random(6);
        int n = 2000;
        int d = 200;
        int[] labels = random.ints(n, 0, 5).toArray();
        float[] t = new float[n * d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                t[i * d + j] = (float) (0.3 * random.nextGaussian() + (j / 10 == labels[i] ? 2 : 0));
            }
        }
        double read = missed(Samples.ofLabels(labels), Samples.of(t, d, 1), 0).nats();
        assertThat(read).isBetween(1.4, Math.log(5));
        assertThat(missed(Samples.ofLabels(labels), Samples.of(t, d, 1), Math.log(5))
                        .nats())
                .isZero();
    }

    @Test
    void differencesWithinChanceAreNotTold() {
        double[] rival = new Random(7).doubles(400, 0, 2).toArray();
        double[] lower = Arrays.stream(rival).map(v -> v - 0.1).toArray();
        double[] even = new double[400];
        Arrays.fill(even, 0.94);
        assertThat(Rivals.missed(rival, lower, "a rival reads").orElseThrow().nats())
                .as("paired row by row")
                .isCloseTo(0.1, within(1e-9));
        assertThat(Rivals.missed(rival, even, "a rival reads")).isEmpty();
    }

    @Test
    void fewRowsAreNoMeasure() {
        KnownPair pair = KnownPair.gaussian(150, 1, 0.9, 3);
        assertThat(missed(pair.x(), pair.t(), 0).nats()).isZero();
    }
}
