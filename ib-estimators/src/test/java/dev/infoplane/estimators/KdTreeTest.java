package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimators.internal.FloydRivestSelect;
import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.SortedValues;
import dev.infoplane.estimators.internal.neighbour.MarginalSpace;
import dev.infoplane.estimators.internal.neighbour.NearestNeighbours;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KdTreeTest {
    @ParameterizedTest
    @CsvSource({"2,1,1", "50,2,1", "1000,1,1", "1500,2,1", "1500,3,2", "3000,6,1", "9000,3,3", "2000,20,2", "1000,3,1"})
    void findsTheNeighboursThatExhaustiveSearchFinds(int n, int d, int threads) {
        float[] rows = rows(n, d, 7);
        int k = Math.min(5, n - 1);
        boolean[] visited = new boolean[n];
        try (Parallel workers = new Parallel(threads)) {
            NearestNeighbours.each(rows, d, k, workers, () -> (row, nearest) -> {
                visited[row] = true;
                float[] all = distances(rows, d, row);
                float[] expected = Arrays.copyOfRange(sorted(all), 1, k + 1);
                for (int i = 0; i < k; i++) {
                    assertThat(nearest.distance(i)).isEqualTo(expected[i]);
                    assertThat(all[nearest.neighbour(i)]).isEqualTo(expected[i]);
                }
            });
        }
        assertThat(visited).doesNotContain(false);
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "300,1,1",
        "1000,1,2",
        "1,2,1",
        "50,2,1",
        "1025,2,1",
        "1500,3,2",
        "3000,6,1",
        "4096,7,1",
        "9000,3,2",
        "2000,20,3"
    })
    void countsThePointsThatExhaustiveSearchCounts(int n, int d, int threads) {
        float[] rows = rows(n, d, 8);
        float[] radius = new float[n];
        Random random = new Random(3);
        for (int i = 0; i < n; i++) {
            radius[i] = distances(rows, d, i)[random.nextInt(n)];
        }
        int[] counts;
        try (Parallel workers = new Parallel(threads)) {
            counts = new MarginalSpace(rows, d, workers).within(radius, workers);
        }
        for (int i = 0; i < n; i++) {
            int expected = 0;
            for (float distance : distances(rows, d, i)) {
                expected += distance < radius[i] ? 1 : 0;
            }
            assertThat(counts[i]).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0", "5000,0", "5000,1", "5000,700"})
    void valuesAreSortedWithEqualOnesInTheirFirstOrder(int n, int distinct) {
        Random random = new Random(n);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = distinct == 0
                    ? (float) (random.nextGaussian() * Math.pow(10, random.nextInt(70) - 35))
                    : random.nextInt(distinct) - distinct / 2f;
            values[i] = values[i] == 0 && random.nextBoolean() ? -0f : values[i];
        }
        Integer[] expected = new Integer[n];
        Arrays.setAll(expected, i -> i);
        Arrays.sort(expected, Comparator.comparingDouble(i -> values[i] + 0.0));
        assertThat(SortedValues.order(values))
                .containsExactly(Arrays.stream(expected).mapToInt(i -> i).toArray());
    }

    @ParameterizedTest
    @CsvSource({"1,0", "2,1", "599,300", "5000,17", "5000,2500", "5000,4999"})
    void selectionPutsTheRightRowInTheMiddle(int n, int middle) {
        float[] rows = rows(n, 2, 5);
        float[] moved = rows.clone();
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        FloydRivestSelect.partition(moved, order, 2, 1, 0, n, middle);
        for (int i = 0; i < n; i++) {
            assertThat(moved[2 * i]).isEqualTo(rows[2 * order[i]]);
            assertThat(moved[2 * i + 1]).isEqualTo(rows[2 * order[i] + 1]);
            assertThat(Float.compare(moved[2 * i + 1], moved[2 * middle + 1]) * (i < middle ? 1 : -1))
                    .isNotPositive();
        }
    }

    /** Normal coordinates, a tenth of the rows copies of others, so that ties occur. */
    private static float[] rows(int n, int d, long seed) {
        Random random = new Random(seed);
        float[] rows = new float[n * d];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < n / 10; i++) {
            System.arraycopy(rows, random.nextInt(n) * d, rows, random.nextInt(n) * d, d);
        }
        return rows;
    }

    private static float[] distances(float[] rows, int d, int row) {
        float[] distances = new float[rows.length / d];
        for (int i = 0; i < distances.length; i++) {
            for (int j = 0; j < d; j++) {
                distances[i] = Math.max(distances[i], Math.abs(rows[i * d + j] - rows[row * d + j]));
            }
        }
        return distances;
    }

    private static float[] sorted(float[] values) {
        float[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }
}
