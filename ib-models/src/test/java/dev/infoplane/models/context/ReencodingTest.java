package dev.infoplane.models.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.decoder.PixelLevels;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What a layer holds does not depend on how it says it. x are four rows of a Markov chain of eight bits, each kept from the one
 * before with 85 %; t holds every second column, 13.83 bits, as a map or after an invertible linear map of all its values.
 */
class ReencodingTest {
    private static final int FIT = 2400;
    private static final Folds FOLDS = new Folds(FIT, 300, 900);
    private static final int ROWS = FIT + 1200;
    private static final int VALUES = 16;
    private static final double TRUTH = 13.83;

    private final Samples x = chains();
    private final Samples map = everySecondColumn();

    private static Samples chains() {
        Random random = new Random(1);
        float[] bits = new float[ROWS * 32];
        for (int k = 0; k < bits.length; k++) {
            boolean isKept = k % 8 > 0 && random.nextDouble() < 0.85;
            bits[k] = k % 8 == 0 ? random.nextInt(2) : isKept ? bits[k - 1] : 1 - bits[k - 1];
        }
        return Samples.of(bits, 1, 4, 8);
    }

    private Samples everySecondColumn() {
        float[] values = new float[ROWS * VALUES];
        for (int i = 0; i < ROWS; i++) {
            for (int p = 0; p < VALUES; p++) {
                values[i * VALUES + p] = x.get(i, 2 * p);
            }
        }
        return Samples.of(values, 1, 4, 4);
    }

    private Samples mixed() {
        Random random = new Random(2);
        float[] weights = new float[VALUES * VALUES];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) random.nextGaussian();
        }
        return reencoded(weights);
    }

    private Samples cumulativeSums() {
        float[] weights = new float[VALUES * VALUES];
        for (int o = 0; o < VALUES; o++) {
            Arrays.fill(weights, o * VALUES, o * VALUES + o + 1, 1);
        }
        return reencoded(weights);
    }

    private Samples reencoded(float[] weights) {
        float[] values = new float[ROWS * VALUES];
        for (int i = 0; i < ROWS; i++) {
            for (int o = 0; o < VALUES; o++) {
                for (int p = 0; p < VALUES; p++) {
                    values[i * VALUES + o] += weights[o * VALUES + p] * map.get(i, p);
                }
            }
        }
        return Samples.of(values, 1, 4, 4);
    }

    private static double mean(double[] nats) {
        return Arrays.stream(nats).average().orElseThrow() / Math.log(2);
    }

    @Test
    void thePooledNetworkReadsTheSameFromEveryEncoding() {
        PooledContextMlp family = PooledContextMlp.of(new ContextMlpSize(2, 32, 2, 1), PixelLevels.BINARY)
                .steps(300)
                .marginalSteps(300)
                .batchSize(512);
        Map<String, Supplier<Samples>> points =
                Map.of("map", () -> map, "mixed", this::mixed, "sums", this::cumulativeSums);
        try (PooledDensities learned = family.learn(x, FOLDS, points, 1)) {
            double none = mean(learned.marginal().logLikelihood());
            double straight = mean(learned.given("map").logLikelihood()) - none;
            assertThat(straight).isCloseTo(TRUTH, within(0.5));
            assertThat(mean(learned.given("mixed").logLikelihood()) - none).isCloseTo(straight, within(0.02 * TRUTH));
            assertThat(mean(learned.given("sums").logLikelihood()) - none).isCloseTo(straight, within(0.02 * TRUTH));
        }
    }

    @Test
    void theClosedFormReadsTheSameFromEveryEncoding() {
        ClosedForm family = ClosedForm.of(PixelLevels.BINARY);
        double straight = decodable(family, map);
        assertThat(straight).isCloseTo(TRUTH, within(0.5));
        assertThat(decodable(family, mixed())).isCloseTo(straight, within(0.02 * TRUTH));
        assertThat(decodable(family, cumulativeSums())).isCloseTo(straight, within(0.02 * TRUTH));
    }

    /** One decoder for a single t, and what it draws. */
    @Test
    void aSinglePointNeedsNoPool() {
        DensityFamily family = PooledContextMlp.of(new ContextMlpSize(2, 32, 2, 1), PixelLevels.BINARY)
                .steps(250)
                .batchSize(256)
                .alone();
        assertThat(decodable(family, mixed())).isCloseTo(TRUTH, within(0.6));
        try (DensityFamily.Pretrained start = family.learn(FOLDS.fit(x), FOLDS.validate(x), 1);
                ConditionalDensity density = start.given(FOLDS.fit(map), FOLDS.validate(map))) {
            Samples measured = FOLDS.measure(map);
            Samples drawn = density.sample(measured.slice(0, 20), 7);
            assertThat(density.sample(measured.slice(0, 20), 7).toArray()).isEqualTo(drawn.toArray());
            int equal = 0;
            for (int i = 0; i < 20; i++) {
                for (int p = 0; p < VALUES; p++) {
                    equal += drawn.get(i, 2 * p) == measured.get(i, p) ? 1 : 0;
                }
            }
            assertThat(equal).isGreaterThan(20 * VALUES * 97 / 100);
            assertThat(density.learningCurve().annealed()).hasSize(3);
        }
    }

    private double decodable(DensityFamily family, Samples t) {
        try (DensityFamily.Pretrained start = family.learn(FOLDS.fit(x), FOLDS.validate(x), 1);
                ConditionalDensity none = start.marginal();
                ConditionalDensity density = start.given(FOLDS.fit(t), FOLDS.validate(t))) {
            return mean(density.logLikelihood(FOLDS.measure(x), FOLDS.measure(t)))
                    - mean(none.logLikelihood(FOLDS.measure(x)));
        }
    }
}
