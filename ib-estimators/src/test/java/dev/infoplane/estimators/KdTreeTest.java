package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KdTreeTest {
    @ParameterizedTest
    @CsvSource({"1,1,1", "50,2,1", "1000,1,1", "1500,2,1", "1500,3,2", "3000,6,1", "2000,20,2", "1000,3,1"})
    void findsTheNeighboursThatExhaustiveSearchFinds(int n, int d, int threads) {
        float[] rows = rows(n, d, 7);
        int k = Math.min(5, n - 1);
        try (Workers workers = new Workers(threads)) {
            KdTree tree = new KdTree(rows, d, workers);
            if (k == 0) {
                assertThat(tree.row(0)).isZero();
                return;
            }
            KdTree.Nearest nearest = tree.new Nearest(k);
            forEachPosition(tree, (leaf, p) -> {
                nearest.find(leaf, p);
                float[] all = distances(rows, d, tree.row(p));
                float[] expected = Arrays.copyOfRange(sorted(all), 1, k + 1);
                for (int i = 0; i < k; i++) {
                    assertThat(nearest.distance(i)).isEqualTo(expected[i]);
                    assertThat(all[nearest.neighbour(i)]).isEqualTo(expected[i]);
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"50,2,1", "1500,2,1", "1500,3,2", "3000,6,1", "2000,20,2"})
    void countsThePointsThatExhaustiveSearchCounts(int n, int d, int threads) {
        float[] rows = rows(n, d, 8);
        Random random = new Random(3);
        try (Workers workers = new Workers(threads)) {
            KdTree tree = new KdTree(rows, d, workers);
            KdTree.Counter counter = tree.new Counter();
            forEachPosition(tree, (leaf, p) -> {
                float[] all = distances(rows, d, tree.row(p));
                float r = all[random.nextInt(n)];
                int expected = 0;
                for (float distance : all) {
                    expected += distance < r ? 1 : 0;
                }
                assertThat(counter.within(leaf, p, r)).isEqualTo(expected);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "300,1", "1000,2"})
    void countsOnALineLikeExhaustiveSearch(int n, int threads) {
        float[] rows = rows(n, 1, 9);
        float[] radius = new float[n];
        Random random = new Random(4);
        for (int i = 0; i < n; i++) {
            radius[i] = distances(rows, 1, i)[random.nextInt(n)];
        }
        try (Workers workers = new Workers(threads)) {
            int[] counts = new Marginal(rows, 1, workers).within(radius, workers);
            for (int i = 0; i < n; i++) {
                int expected = 0;
                for (float distance : distances(rows, 1, i)) {
                    expected += distance < radius[i] ? 1 : 0;
                }
                assertThat(counts[i]).isEqualTo(expected);
            }
        }
    }

    private interface Visit {
        void at(int leaf, int position);
    }

    private static void forEachPosition(KdTree tree, Visit visit) {
        for (int leaf = 0; leaf < tree.leaves(); leaf++) {
            for (int p = tree.leafStart(leaf); p < tree.leafStart(leaf + 1); p++) {
                visit.at(leaf, p);
            }
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
