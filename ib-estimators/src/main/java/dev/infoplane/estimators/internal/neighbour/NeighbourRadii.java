package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimators.internal.Parallel;
import java.util.function.IntPredicate;

/**
 * How far the k-th neighbour of each row is, strictly ({@code kth}) and with a little more so that all that are as far count
 * too ({@code upTo}). Distances count as equal if they differ by no more than coordinates are rounded.
 *
 * @param kth distance of the k-th neighbour, by row
 * @param upTo radius to count strictly inside of, so that neighbours at that distance are inside, by row
 * @param tied whether the neighbour before or after the k-th is as far, or all are copies, by row
 */
public record NeighbourRadii(float[] kth, float[] upTo, boolean[] tied) {
    private static final int ROUNDINGS = 8;

    /** Radii of {@code n} rows, all zero. */
    public NeighbourRadii(int n) {
        this(new float[n], new float[n], new boolean[n]);
    }

    /** Those of some rows; the others keep a reach of 0, within which nothing is counted. */
    public static NeighbourRadii of(float[] rows, int d, int k, IntPredicate some, Parallel workers) {
        int n = rows.length / d;
        int looked = Math.min(k + 1, n - 1);
        NeighbourRadii reaches = new NeighbourRadii(n);
        NearestNeighbours.each(rows, d, looked, some, workers, () -> (row, nearest) -> {
            float radius = nearest.distance(k - 1);
            float rounding = ROUNDINGS * Math.ulp(largest(rows, d, row) + radius);
            reaches.kth[row] = radius;
            reaches.upTo[row] = radius == 0 ? Float.MIN_VALUE : radius + rounding;
            reaches.tied[row] = radius == 0
                    || k > 1 && radius - nearest.distance(k - 2) <= rounding
                    || looked > k && nearest.distance(k) - radius <= rounding;
        });
        return reaches;
    }

    private static float largest(float[] rows, int d, int row) {
        float largest = 0;
        for (int j = 0; j < d; j++) {
            largest = Math.max(largest, Math.abs(rows[row * d + j]));
        }
        return largest;
    }

    /** How many rows are tied. */
    public int ties() {
        int ties = 0;
        for (boolean each : tied) {
            ties += each ? 1 : 0;
        }
        return ties;
    }
}
