package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.SortedValues;
import dev.infoplane.estimators.internal.discrete.Symbols;
import dev.infoplane.estimators.internal.neighbour.Rounded;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values rounded so finely that few samples share one, beside values that are continuous, rounded or labels. */
class RoundedValuesTest {
    private static final int DRAWS = 8;

    private static Samples rounded(Samples samples, double cell) {
        float[] values = samples.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.round(values[i] / cell) * cell);
        }
        return Samples.of(values, samples.rowShape());
    }

    private interface Pair {
        Estimate read(Draws draws, int seed);
    }

    /** The mean over draws is as near the truth as that of values before rounding, and no draw is far off in silence. */
    private static void holds(int n, int d, double rho, double truth, Pair pair) {
        double sum = 0;
        for (int seed = 1; seed <= DRAWS; seed++) {
            Estimate estimate = pair.read(Draws.gaussianPairs(n, d, rho, seed), seed);
            double error = estimate.standardError().orElseThrow().nats();
            assertThat(estimate.value().nats()).as("%s", estimate).isCloseTo(truth, within(3 * error));
            sum += estimate.value().nats();
        }
        assertThat(sum / DRAWS).isCloseTo(truth, within(rho == 0 ? 0.014 : 0.035));
    }

    @ParameterizedTest
    @CsvSource({"500, 0.1", "1500, 0.02", "1500, 0.05", "6000, 0.01"})
    void oneRoundedSideReadsNoMoreThanBeforeRounding(int n, double cell) {
        MiEstimator mixed = MixedKsg.standard();
        for (double rho : n == 500 ? new double[] {0} : new double[] {0, 0.8}) {
            double truth = -0.5 * Math.log(1 - rho * rho);
            holds(n, 1, rho, truth, (draws, seed) -> mixed.estimate(rounded(draws.x(), cell), draws.t(), seed));
            holds(n, 1, rho, truth, (draws, seed) -> mixed.estimate(draws.x(), rounded(draws.t(), cell), seed));
        }
    }

    @Test
    void sidesRoundedToDifferentCellsReadNoMoreThanBeforeRounding() {
        MiEstimator mixed = MixedKsg.standard();
        double truth = -0.5 * Math.log(1 - 0.64);
        holds(
                1500,
                1,
                0.8,
                truth,
                (draws, seed) -> mixed.estimate(rounded(draws.x(), 0.02), rounded(draws.t(), 0.001), seed));
    }

    @Test
    void zerosOfRoundedRectifiedUnitsStayACrowd() {
        MiEstimator mixed = MixedKsg.standard();
        holds(1500, 1, 0.8, 0.3879, (draws, seed) -> {
            float[] values = rounded(draws.x(), 0.02).toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(0, values[i]);
            }
            return mixed.estimate(Samples.of(values), draws.t(), seed);
        });
    }

    @Test
    void aLabelBesideRoundedValuesReadsNothingOfIndependentOnes() {
        LabelKnn knn = LabelKnn.standard();
        holds(1500, 1, 0, 0, (draws, seed) -> {
            float[] t = draws.t().toArray();
            int[] label =
                    IntStream.range(0, t.length).map(i -> t[i] > 0 ? 1 : 0).toArray();
            return knn.estimate(Samples.ofLabels(label), rounded(draws.x(), 0.02), seed);
        });
    }

    @Test
    void codesWhoseNeighboursAreNotAlikeAreNotReadInSilence() {
        // each of 200 codes has a label of its own: the information is ln 3, and numbers near each other say nothing of
        // it
        Random random = new Random(3);
        int[] code = random.ints(1500, 0, 200).toArray();
        float[] x = new float[code.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = code[i];
        }
        Samples label = Samples.ofLabels(IntStream.of(code).map(i -> i % 3).toArray());
        for (MiEstimator estimator : new MiEstimator[] {MixedKsg.standard(), LabelKnn.standard()}) {
            Estimate estimate = estimator.estimate(Samples.of(x), label, 0);
            double missing = Math.log(3) - estimate.value().nats();
            assertThat(missing < 0.1 || !estimate.warnings().isEmpty())
                    .as("%s", estimate)
                    .isTrue();
        }
    }

    @Test
    void theRoundedValueCanBeToldFromTheSpreadOne() {
        for (double middle : new double[] {0, 1e7}) {
            double cell = middle == 0 ? 0.05 : 2;
            Samples given = Draws.gaussianPairs(1500, 1, 0, 5).x();
            float[] values = given.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (middle + Math.round(values[i] / 0.05) * cell);
            }
            float[] spread = Rounded.spread(Samples.of(values), 5).toArray();
            int[] order = SortedValues.order(spread);
            for (int rank = 1; rank < order.length; rank++) {
                float before = values[order[rank - 1]];
                float value = values[order[rank]];
                assertThat(value).isGreaterThanOrEqualTo(before);
                assertThat(value > before && spread[order[rank]] == spread[order[rank - 1]])
                        .isFalse();
            }
            assertThat(Symbols.ofRows(Samples.of(spread)).distinct()).isGreaterThan(1400);
        }
    }

    @Test
    void continuousValuesLevelsAndCopiesOnBothSidesStayAsTheyAre() {
        Samples x = Draws.gaussianPairs(1500, 1, 0, 5).x();
        Samples levels = rounded(x, 0.5);
        Samples fine = rounded(x, 0.02);
        assertThat(Rounded.spread(x, levels, 5)).isEqualTo(new Rounded(x, levels));
        assertThat(Rounded.spread(fine, fine, 5)).isEqualTo(new Rounded(fine, fine));
        assertThat(Rounded.spread(fine, x, 5).x()).isNotSameAs(fine);
    }
}
