package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the head of a decoder can make of a cell of equally likely levels at best: why bit planes need the whole mixture. */
class LogisticCellsTest {
    @ParameterizedTest
    @CsvSource({"4, 0.272, 0.02", "8, 0.309, 0.035", "16, 0.317, 0.08"})
    void oneLogisticLosesAThirdOfABitWhereFiveLoseHardlyAny(int levels, double ofOne, double ofFiveAtMost) {
        assertThat(leastExcess(levels, 1)).isCloseTo(ofOne, within(0.002));
        assertThat(leastExcess(levels, 5)).isLessThan(ofFiveAtMost);
    }

    /** The least over scales and distances of components of equal weight at equal distances, in bits. */
    private static double leastExcess(int levels, int components) {
        double least = Double.POSITIVE_INFINITY;
        for (double scale = 0.02; scale < 5; scale *= 1.03) {
            for (double apart = 0.1; apart < (components == 1 ? 0.11 : 1.5); apart += 0.025) {
                least = Math.min(least, excess(levels, components, scale, apart * levels / components));
            }
        }
        return least;
    }

    private static double excess(int levels, int components, double scale, double apart) {
        double bits = 0;
        for (int level = 0; level < levels; level++) {
            double mass = 0;
            for (int c = 0; c < components; c++) {
                double from = level - 0.5 * (levels - 1) - (c - 0.5 * (components - 1)) * apart;
                mass += (cdf((from + 0.5) / scale) - cdf((from - 0.5) / scale)) / components;
            }
            bits -= Math.log(mass) / Math.log(2) / levels;
        }
        return bits - Math.log(levels) / Math.log(2);
    }

    private static double cdf(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
