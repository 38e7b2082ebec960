package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.RandomChoice;
import dev.infoplane.estimators.internal.neighbour.DuplicateRows;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that were written twice read as information, wherever they are; results say so. */
class CopiesTest {
    private static MiEstimator[] all() {
        return new MiEstimator[] {
            Ksg.one(), Ksg.two(), KozachenkoLeonenko.standard(), MixedKsg.standard(), LocalNonuniformity.standard()
        };
    }

    /** 6000 independent pairs and copies of the last 2000, in order or shuffled, moved a little. */
    private static Draws copied(boolean shuffled, double moved) {
        Draws draws = Draws.gaussianPairs(6000, 1, 0, 7);
        int[] rows = IntStream.range(0, 8000).map(i -> i < 6000 ? i : i - 2000).toArray();
        if (shuffled) {
            int[] order = RandomChoice.shuffled(8000, new SplittableRandom(1));
            rows = IntStream.of(order).map(i -> i < 6000 ? i : i - 2000).toArray();
        }
        return new Draws(
                moved(draws.x().select(rows), moved, 2), moved(draws.t().select(rows), moved, 3), 0);
    }

    private static Samples moved(Samples samples, double by, long seed) {
        Random random = new Random(seed);
        float[] values = samples.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (by * random.nextGaussian());
        }
        return Samples.of(values);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copiesAreSeenInAnyOrderOfRows(boolean shuffled) {
        Draws draws = copied(shuffled, 0);
        for (MiEstimator estimator : all()) {
            Estimate estimate = estimator.estimate(draws.x(), draws.t(), 0);
            assertThat(estimate.warnings())
                    .as(estimator.id())
                    .anySatisfy(w -> assertThat(w).matches("(values|rows) repeat: 20\\d\\d of 8000 .*"));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-4})
    void rowsThatAreNearlyCopiesAreNotReadInSilence(double moved) {
        Draws draws = copied(true, moved);
        for (MiEstimator estimator : all()) {
            Estimate estimate = estimator.estimate(draws.x(), draws.t(), 0);
            boolean holds = Math.abs(estimate.value().nats())
                    <= 1.96 * estimate.standardError().orElseThrow().nats();
            assertThat(holds || !estimate.warnings().isEmpty())
                    .as(estimator.id())
                    .isTrue();
        }
    }

    @Test
    void copiesBesideALabelAreSeen() {
        Random random = new Random(5);
        int[] labels = new int[4000];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < 3000 ? random.nextInt(2) : labels[i - 1000];
        }
        int[] rows = IntStream.range(0, 4000).map(i -> i < 3000 ? i : i - 1000).toArray();
        Samples t = Draws.gaussianPairs(3000, 1, 0, 6).x().select(rows);
        for (MiEstimator estimator : new MiEstimator[] {LabelKnn.standard(), MixedKsg.standard()}) {
            assertThat(estimator.estimate(Samples.ofLabels(labels), t, 0).warnings())
                    .as(estimator.id())
                    .anySatisfy(w -> assertThat(w).startsWith("rows repeat: 100"));
        }
    }

    @Test
    void allRowsWrittenTwentyTimesAreSeen() {
        Draws draws = Draws.gaussianPairs(400, 1, 0, 8);
        int[] rows = IntStream.range(0, 8000).map(i -> i % 400).toArray();
        assertThat(MixedKsg.standard()
                        .estimate(draws.x().select(rows), draws.t().select(rows), 0)
                        .warnings())
                .anySatisfy(w -> assertThat(w).startsWith("rows repeat: 760"));
    }

    @Test
    void labelsRectifiedUnitsAndRoundedValuesAreNoCopies() {
        Random random = new Random(9);
        int n = 4000;
        float[] zeros = new float[n];
        float[] rounded = new float[n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            zeros[i] = (float) Math.max(0, random.nextGaussian());
            rounded[i] = Math.round(100 * random.nextGaussian()) / 100f;
            labels[i] = random.nextInt(10);
        }
        Samples[] sides = {Samples.of(zeros), Samples.of(rounded), Samples.ofLabels(labels)};
        for (Samples x : sides) {
            for (Samples t : sides) {
                if (x != t) {
                    assertThat(DuplicateRows.ofPairs(x, t)).isEmpty();
                }
            }
        }
        assertThat(DuplicateRows.ofPairs(sides[2], sides[2])).isEmpty();
    }
}
