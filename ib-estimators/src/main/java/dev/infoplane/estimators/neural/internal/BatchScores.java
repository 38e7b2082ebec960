package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;

/**
 * The scores of a batch in the engine, where gradients pass.
 *
 * @param all of every x with every t, {@code [b, b]}
 * @param eye ones where a row is scored with itself, {@code [b, b]}
 * @param own a second score of each row with itself, {@code [b]}; for losses of one score, the diagonal of {@code all}
 */
public record BatchScores(NDArray all, NDArray eye, NDArray own) {
    /** Far below every score, yet finite. */
    static final float NEVER = 1e9f;

    /** The number of rows. */
    public int rows() {
        return Math.toIntExact(all.getShape().get(0));
    }

    /** The score of each row with itself, {@code [b]}. */
    public NDArray paired() {
        return all.mul(eye).sum(new int[] {1});
    }

    /** The scores of all pairs, those of rows with themselves put far below the others, {@code [b, b]}. */
    public NDArray others() {
        return all.sub(eye.mul(NEVER));
    }

    /** ln Σ exp over the columns of each row, {@code [b]}. */
    public static NDArray logSum(NDArray scores) {
        NDArray most = scores.max(new int[] {1}, true).stopGradient();
        return scores.sub(most).exp().sum(new int[] {1}).log().add(most.squeeze(1));
    }

    /** For each row, ln of the mean over other rows of e to the score, {@code [b]}. */
    public NDArray logMeanOfOthers() {
        return logSum(others()).sub((float) Math.log(rows() - 1.0));
    }

    /** ln of the mean over all pairs of different rows of e to the score, {@code []}. */
    public NDArray logMeanOfAllOthers() {
        return logSum(logMeanOfOthers().expandDims(0)).squeeze(0).sub((float) Math.log(rows()));
    }
}
