package dev.infoplane.estimators.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Samples;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairwiseSumsTest {
    /** Against sums in double precision, for rows that are spread out, in narrow clusters, far from zero, and on both sides of a tile. */
    @ParameterizedTest
    @CsvSource({
        "300, 3, 1, 0, 1, 4",
        "300, 64, 4, 0, 1, 4",
        "300, 64, 4, 0, 4, 0.25",
        "300, 65, 2, 20, 1, 4",
        "260, 200, 5, 1000, 1, 0.25",
        "7, 40, 6, 0, 1, 4",
        "513, 33, 1, 3, 1, 4"
    })
    void sumsAreThoseOfDoubles(int n, int d, double sigma, double apart, double perOverall, double ratio) {
        check(TileProducts.ON_HEAP, n, d, sigma, apart, perOverall, ratio);
        check(TileProducts.ofEngine(), n, d, sigma, apart, perOverall, ratio);
    }

    private static void check(
            TileProducts.Provider products, int n, int d, double sigma, double apart, double perOverall, double ratio) {
        Random random = new Random(n + d);
        float[] values = new float[n * d];
        int[] group = new int[n];
        int[] half = new int[n];
        for (int i = 0; i < n; i++) {
            group[i] = random.nextInt(3);
            half[i] = random.nextInt(2);
            for (int j = 0; j < d; j++) {
                values[i * d + j] = (float) (random.nextGaussian() + apart * group[i] + 5);
            }
        }
        double per = perOverall / (2 * sigma * sigma) * sigma * sigma;
        PairwiseSums sums;
        PairwiseSums alone;
        try (Parallel two = new Parallel(2);
                Parallel one = new Parallel(1)) {
            sums = PairwiseSums.of(Samples.of(values, d), group, half, sigma, per, per * ratio, two, products);
            alone = PairwiseSums.of(Samples.of(values, d), group, half, sigma, per, per * ratio, one, products);
        }
        for (int i = 0; i < n; i++) {
            double[] expected = new double[4];
            for (int k = 0; k < n; k++) {
                double square = 0;
                for (int j = 0; j < d; j++) {
                    double difference = (double) values[i * d + j] - values[k * d + j];
                    square += difference * difference;
                }
                double exponent = square / sigma / sigma * per;
                boolean sameHalf = half[i] == half[k];
                boolean sameGroup = group[i] == group[k];
                expected[0] += Math.exp(-exponent);
                expected[1] += sameGroup ? Math.exp(-exponent * ratio) : 0;
                expected[2] += sameHalf ? Math.exp(-exponent) : 0;
                expected[3] += sameHalf && sameGroup ? Math.exp(-exponent * ratio) : 0;
            }
            assertThat(sums.overall(i)).isCloseTo(expected[0], within(2e-6 * expected[0]));
            assertThat(sums.within(i)).isCloseTo(expected[1], within(2e-6 * expected[1]));
            assertThat(sums.overallOfHalf(i)).isCloseTo(expected[2], within(2e-6 * expected[2]));
            assertThat(sums.withinOfHalf(i)).isCloseTo(expected[3], within(2e-6 * expected[3]));
            assertThat(sums.overall(i)).isEqualTo(alone.overall(i));
            assertThat(sums.within(i)).isEqualTo(alone.within(i));
        }
    }
}
