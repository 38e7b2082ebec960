package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SerialDependenceTest {
    private final SplittableRandom random = new SplittableRandom(3);

    /** Contributions of which each keeps a share of the one before. */
    private double[] series(int n, double kept) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = (i == 0 ? 0 : kept * values[i - 1]) + random.nextGaussian();
        }
        return values;
    }

    @Test
    void contributionsOfATimeSeriesAreSaidToDependOnEachOther() {
        assertThat(Estimate.ofPointwise(series(1000, 0.8), BoundKind.POINT, "test")
                        .build()
                        .warnings())
                .singleElement()
                .asString()
                .matches("rows are not independent: what a row contributes is correlated \\(0\\.(7[5-9]|8[0-4])\\) .*");
    }

    @Test
    void thoseOfIndependentSamplesAreNotHoweverFewOrHeavy() {
        for (int n : new int[] {1, 2, 3, 10, 100, 1000}) {
            for (int seed = 0; seed < 200; seed++) {
                double[] values = series(n, 0);
                assertThat(SerialDependence.of(values)).isEmpty();
                Arrays.setAll(values, i -> Math.pow(values[i], 3));
                assertThat(SerialDependence.of(values)).isEmpty();
            }
        }
    }

    /** Balanced images: one of each class after the other, as studies hold them out. Classes that resemble each other are neighbours. */
    @Test
    void rowsThatCycleThroughClassesDoNotDependOnTheOneBefore() {
        for (int classes : new int[] {3, 10, 50}) {
            double[] noise = series(2000, 0);
            double[] values = new double[noise.length];
            Arrays.setAll(values, i -> 3 * Math.sin(2 * Math.PI * (i % classes) / classes) + noise[i]);

            assertThat(SerialDependence.of(values)).as("%d classes", classes).isEmpty();
        }
    }

    @Test
    void rowsOfATimeSeriesThatAlsoCycleAreStillNotIndependent() {
        double[] series = series(2000, 0.8);
        double[] values = new double[series.length];
        Arrays.setAll(values, i -> 2 * Math.sin(2 * Math.PI * i / 12) + series[i]);

        assertThat(SerialDependence.of(values)).isPresent();
    }

    @Test
    void rowsInBlocksOfAClassAreStillToBeShuffled() {
        double[] noise = series(2000, 0);
        double[] values = new double[noise.length];
        Arrays.setAll(values, i -> 2.0 * (i / 200) + noise[i]);

        assertThat(SerialDependence.of(values)).isPresent();
    }

    @Test
    void neitherAreEqualInfiniteOrAlternatingOnes() {
        double[] alternating = new double[100];
        Arrays.setAll(alternating, i -> i % 2);
        double[] infinite = series(100, 0.9);
        infinite[7] = Double.POSITIVE_INFINITY;

        assertThat(SerialDependence.of(alternating)).isEmpty();
        assertThat(SerialDependence.of(infinite)).isEmpty();
        assertThat(SerialDependence.of(new double[100])).isEmpty();
        double[] rounded = new double[100];
        Arrays.setAll(rounded, i -> i < 50 ? 0.1 : 0.1 + 1e-16);
        assertThat(SerialDependence.of(rounded)).isEmpty();
    }
}
