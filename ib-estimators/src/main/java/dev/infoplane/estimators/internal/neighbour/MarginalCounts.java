package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimators.internal.Parallel;

/**
 * Counts of a marginal within the reach of each row, itself among them: strictly inside, and of all up to it. Among values with
 * a density one neighbour, the k-th, lies on the rim of one side; more are a crowd, as on a grid or beside a value that repeats.
 *
 * @param inside strictly, by row
 * @param upTo with the rim, by row; the same array where no row has ties
 */
public record MarginalCounts(int[] inside, int[] upTo) {
    /** Counts, for each row, the rows of one side within its radius. */
    public static MarginalCounts of(MarginalSpace marginal, NeighbourRadii near, boolean ties, Parallel workers) {
        int[] inside = marginal.within(near.kth(), workers);
        return new MarginalCounts(inside, ties ? marginal.within(near.upTo(), workers) : inside);
    }

    /** How many are on the rim of a row. */
    public int rim(int row) {
        return upTo[row] - inside[row];
    }
}
