package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
    private static Estimate.Builder estimate(BoundKind bound, int samples) {
        return Estimate.of(Information.ofNats(1), bound, "test", samples).standardError(Information.ofNats(0.1));
    }

    /** Tables of Student's t. */
    @ParameterizedTest
    @CsvSource({
        "0.975, 1, 12.7062", "0.975, 2, 4.30265", "0.95, 3, 2.35336", "0.975, 4, 2.77645", "0.995, 5, 4.03214",
        "0.975, 30, 2.04227", "0.025, 10, -2.22814", "0.975, 1000000, 1.96020", "0.5, 7, 0", "0.9999, 12, 5.2633"
    })
    void quantilesAreThoseOfTheTables(double p, int degrees, double expected) {
        assertThat(StudentT.quantile(p, degrees)).isCloseTo(expected, within(1e-4));
    }

    @Test
    void aPointEstimateLiesBetweenTwoEnds() {
        Interval interval = estimate(BoundKind.POINT, 31).build().interval(0.95).orElseThrow();

        assertThat(interval.low().nats()).isCloseTo(1 - 0.204227, within(1e-5));
        assertThat(interval.high().nats()).isCloseTo(1 + 0.204227, within(1e-5));
        assertThat(interval.contains(Information.ofNats(1.2))).isTrue();
        assertThat(interval.contains(Information.ofNats(1.3))).isFalse();
    }

    @Test
    void aLowerBoundHasNoUpperEnd() {
        Interval interval = estimate(BoundKind.LOWER, 31).build().interval(0.95).orElseThrow();

        assertThat(interval.low().nats()).isCloseTo(1 - 0.1 * 1.69726, within(1e-5));
        assertThat(interval.high().nats()).isInfinite();
    }

    @Test
    void anUpperBoundStartsAtZero() {
        Interval interval = estimate(BoundKind.UPPER, 31).build().interval(0.95).orElseThrow();

        assertThat(interval.low().nats()).isZero();
        assertThat(interval.high().nats()).isCloseTo(1 + 0.1 * 1.69726, within(1e-5));
    }

    @Test
    void anExactValueIsItsOwnIntervalWithoutAnError() {
        Estimate exact =
                Estimate.of(Information.ofNats(1), BoundKind.EXACT, "test", 4).build();

        assertThat(exact.interval(0.99).orElseThrow().low()).isEqualTo(Information.ofNats(1));
        assertThat(exact.interval(0.99).orElseThrow().high()).isEqualTo(Information.ofNats(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = BoundKind.class,
            names = {"EXACT"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatHasNoUsableErrorHasNoInterval(BoundKind bound) {
        assertThat(Estimate.of(Information.ofNats(1), bound, "test", 9).build().interval(0.9))
                .isEmpty();
        assertThat(estimate(bound, 9).warning("at its ceiling").build().interval(0.9))
                .isEmpty();
        assertThat(Estimate.of(Information.ofNats(Double.POSITIVE_INFINITY), bound, "test", 9)
                        .standardError(Information.ofNats(1))
                        .build()
                        .interval(0.9))
                .isEmpty();
        assertThat(estimate(bound, 9)
                        .standardError(Information.ofNats(Double.POSITIVE_INFINITY))
                        .build()
                        .interval(0.9))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 95, -0.5, Double.NaN})
    void aLevelLiesBetweenZeroAndOne(double level) {
        Estimate estimate = estimate(BoundKind.POINT, 9).build();

        assertThatThrownBy(() -> estimate.interval(level)).hasMessageContaining("such as 0.95, got");
        assertThatThrownBy(() -> estimate.bootstrapInterval(level, 1)).hasMessageContaining("such as 0.95, got");
    }

    @Test
    void intervalsOfNormalMeansHoldTheTruthAsOftenAsTheySay() {
        int held = 0;
        int heldByBootstrap = 0;
        Random random = new Random(1);
        for (int run = 0; run < 400; run++) {
            double[] values =
                    random.doubles(12, 0, 1).map(u -> 3 + random.nextGaussian()).toArray();
            Estimate mean =
                    Estimate.ofPointwise(values, BoundKind.POINT, "mean").build();
            held += mean.interval(0.9).orElseThrow().contains(Information.ofNats(3)) ? 1 : 0;
            heldByBootstrap += mean.bootstrapInterval(0.9, run).orElseThrow().contains(Information.ofNats(3)) ? 1 : 0;
        }

        assertThat(held).isBetween(340, 380);
        assertThat(heldByBootstrap).isBetween(320, 380);
    }

    @Test
    void theBootstrapFollowsASkewedDistribution() {
        double[] values = new double[40];
        Arrays.setAll(values, i -> Math.exp(i / 8.0));
        Estimate mean = Estimate.ofPointwise(values, BoundKind.POINT, "mean").build();

        Interval interval = mean.bootstrapInterval(0.95, 3).orElseThrow();

        double below = mean.value().minus(interval.low()).nats();
        double above = interval.high().minus(mean.value()).nats();
        assertThat(above).isGreaterThan(1.1 * below);
    }

    @Test
    void theBootstrapIsAsWideAsTheErrorThatTheEstimatorSuspects() {
        double[] values = new Random(5).doubles(100).toArray();
        Estimate plain = Estimate.ofPointwise(values, BoundKind.POINT, "mean").build();
        Estimate doubted = Estimate.ofPointwise(values, BoundKind.POINT, "mean")
                .standardError(plain.standardError().orElseThrow().times(4))
                .build();

        assertThat(width(doubted.bootstrapInterval(0.9, 7).orElseThrow()))
                .isCloseTo(4 * width(plain.bootstrapInterval(0.9, 7).orElseThrow()), within(1e-9));
        assertThat(plain.bootstrapInterval(0.9, 7)).isEqualTo(plain.bootstrapInterval(0.9, 7));
    }

    @Test
    void thereIsNoBootstrapWithoutContributions() {
        assertThat(estimate(BoundKind.POINT, 9).build().bootstrapInterval(0.9, 1))
                .isEmpty();
        assertThat(Estimate.ofPointwise(new double[] {1}, BoundKind.POINT, "one")
                        .standardError(Information.ofNats(1))
                        .build()
                        .bootstrapInterval(0.9, 1))
                .isEmpty();
    }

    private static double width(Interval interval) {
        return interval.high().nats() - interval.low().nats();
    }
}
