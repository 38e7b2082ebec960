package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Continuous variables of which many samples share one value or two: the zeros of units, censored and erased values. */
class CrowdsTest {
    private static final double RHO = 0.8;
    private static final double NORMAL = -0.5 * Math.log(1 - RHO * RHO);

    private interface Law {
        double[] of(Random random, double x, double t);
    }

    @Test
    void valuesThatAreZeroTogetherSayTwoThings() {
        holds(Math.log(2) + 0.5 * NORMAL, (random, x, t) -> random.nextBoolean() ? new double[] {x, t} : new double[2]);
    }

    @Test
    void crowdsOfOneSideMayMeetSeveralOfTheOther() {
        // three tenths at x = 0 with t = 0 or 1, three at x = 1 with t = 0 or 2, the others normal
        double symbols = -(0.3 * Math.log(0.3) + 0.3 * Math.log(0.15) + 0.4 * Math.log(0.4));
        holds(symbols - 0.6 * Math.log(2) + 0.4 * NORMAL, (random, x, t) -> {
            int tenth = random.nextInt(10);
            return tenth < 3
                    ? new double[] {0, random.nextInt(2)}
                    : tenth < 6 ? new double[] {1, 2 * random.nextInt(2)} : new double[] {x, t};
        });
    }

    @Test
    void rectifiedAndCensoredPairsAreRead() {
        // by sums over a grid
        holds(0.3455, (random, x, t) -> new double[] {Math.max(0, x), Math.max(0, t)});
        holds(0.3879, (random, x, t) -> new double[] {Math.max(0, x), t});
        holds(0.3854, (random, x, t) -> new double[] {clip(x), clip(t)});
    }

    @Test
    void independentCrowdsHoldNothing() {
        holds(0, (random, x, t) ->
                new double[] {random.nextBoolean() ? x : 0, random.nextBoolean() ? random.nextGaussian() : 0});
    }

    @Test
    void whereACrowdLiesMakesNoDifference() {
        MiEstimator mixed = MixedKsg.standard();
        Estimate atZero =
                measure(mixed, 1, (random, x, t) -> random.nextBoolean() ? new double[] {x, t} : new double[2]);
        Estimate faraway = measure(
                mixed, 1, (random, x, t) -> random.nextBoolean() ? new double[] {x, t} : new double[] {-999, 999});
        assertThat(faraway.value().nats()).isCloseTo(atZero.value().nats(), within(0.02));
    }

    @Test
    void labelsOfRectifiedUnitsAreRead() {
        for (MiEstimator estimator : List.of(MixedKsg.standard(), LabelKnn.standard())) {
            Estimate estimate = measure(estimator, 3, (random, x, t) -> new double[] {Math.signum(x), Math.max(0, t)});
            assertThat(estimate.value().nats()).as("%s", estimate).isCloseTo(0.2262, within(0.03));
        }
    }

    private static double clip(double value) {
        return Math.max(-0.7, Math.min(0.7, value));
    }

    private static void holds(double nats, Law law) {
        for (int seed = 1; seed <= 3; seed++) {
            Estimate estimate = measure(MixedKsg.standard(), seed, law);
            assertThat(estimate.warnings()).as("%s", estimate).isEmpty();
            double error = estimate.standardError().orElseThrow().nats();
            assertThat(estimate.value().nats()).as("%s", estimate).isCloseTo(nats, within(Math.min(0.07, 3 * error)));
        }
    }

    private static Estimate measure(MiEstimator estimator, long seed, Law law) {
        int n = 1500;
        Random random = new Random(seed);
        float[] x = new float[n];
        float[] t = new float[n];
        for (int i = 0; i < n; i++) {
            double first = random.nextGaussian();
            double[] pair = law.of(random, first, RHO * first + Math.sqrt(1 - RHO * RHO) * random.nextGaussian());
            x[i] = (float) pair[0];
            t[i] = (float) pair[1];
        }
        return estimator.estimate(Samples.of(x, 1), Samples.of(t, 1), seed);
    }
}
