package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.internal.ColumnTransforms;
import dev.infoplane.estimators.internal.RandomChoice;
import java.util.SplittableRandom;

/**
 * Some rows of x, the nearest row and one further away of each, and any other one. Columns are compared as normal scores.
 *
 * @param rows those among which neighbours were sought, the ones looked at first
 * @param first the nearest of each row looked at
 * @param more the one that is the {@value #FURTHER}th nearest
 * @param other any other one
 * @param distance the mean distance of the nearest
 * @param further that of the further ones
 * @param random that of any
 */
record NearRows(int[] rows, int[] first, int[] more, int[] other, double distance, double further, double random) {
    private static final int FURTHER = 4;
    private static final int LOOKED_AT = 500;
    private static final int SOUGHT_AMONG = 2000;
    private static final long SEED = 20_262;

    /** Distances of another side between the rows looked at and their neighbours. */
    record Distances(double[] nearest, double[] further, double[] any) {}

    static NearRows of(Samples x) {
        int n = x.rows();
        int[] rows = RandomChoice.of(n, Math.min(n, SOUGHT_AMONG), SEED);
        int looked = Math.min(rows.length, LOOKED_AT);
        float[] values = ColumnTransforms.rows(x.select(rows), MarginalTransform.NORMAL_SCORES);
        int d = x.dimensions();
        int[] first = new int[looked];
        int[] more = new int[looked];
        int[] other = new int[looked];
        SplittableRandom random = new SplittableRandom(SEED);
        double[] sums = new double[3];
        for (int i = 0; i < looked; i++) {
            int[] nearest = nearest(values, d, i);
            first[i] = nearest[0];
            more[i] = nearest[FURTHER - 1];
            other[i] = (i + 1 + random.nextInt(rows.length - 1)) % rows.length;
            sums[0] += distance(values, d, i, first[i]) / looked;
            sums[1] += distance(values, d, i, more[i]) / looked;
            sums[2] += distance(values, d, i, other[i]) / looked;
        }
        return new NearRows(rows, first, more, other, sums[0], sums[1], sums[2]);
    }

    int looked() {
        return first.length;
    }

    /** Which row is looked at. */
    int row(int i) {
        return rows[i];
    }

    /** Its nearest row. */
    int nearest(int i) {
        return rows[first[i]];
    }

    Distances distances(Samples t) {
        float[] values = ColumnTransforms.rows(t.select(rows), MarginalTransform.NORMAL_SCORES);
        return new Distances(
                between(values, t.dimensions(), first),
                between(values, t.dimensions(), more),
                between(values, t.dimensions(), other));
    }

    private static double[] between(float[] values, int d, int[] others) {
        double[] distances = new double[others.length];
        for (int i = 0; i < others.length; i++) {
            distances[i] = distance(values, d, i, others[i]);
        }
        return distances;
    }

    private static int[] nearest(float[] values, int d, int row) {
        int[] nearest = new int[FURTHER];
        double[] distances = new double[FURTHER];
        int found = 0;
        for (int j = 0; j < values.length / d; j++) {
            double distance = j == row ? Double.POSITIVE_INFINITY : distance(values, d, row, j);
            if (j == row || found == FURTHER && distance >= distances[FURTHER - 1]) {
                continue;
            }
            int at = found < FURTHER ? found++ : FURTHER - 1;
            for (; at > 0 && distances[at - 1] > distance; at--) {
                distances[at] = distances[at - 1];
                nearest[at] = nearest[at - 1];
            }
            distances[at] = distance;
            nearest[at] = j;
        }
        return nearest;
    }

    private static double distance(float[] rows, int d, int i, int j) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            double difference = rows[i * d + c] - rows[j * d + c];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
