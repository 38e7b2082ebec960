package dev.infoplane.estimators;

/**
 * Counts of a marginal within the reach of each row, itself among them: strictly inside, and of all up to it. Among values with
 * a density one neighbour, the k-th, lies on the rim of one side; more are a crowd, as on a grid or beside a value that repeats.
 *
 * @param inside strictly, by row
 * @param upTo with the rim, by row; the same array where no row has ties
 */
record Crowds(int[] inside, int[] upTo) {
    static Crowds of(Marginal marginal, Reaches near, boolean ties, Workers workers) {
        int[] inside = marginal.within(near.kth(), workers);
        return new Crowds(inside, ties ? marginal.within(near.upTo(), workers) : inside);
    }

    /** How many are on the rim of a row. */
    int rim(int row) {
        return upTo[row] - inside[row];
    }
}
