package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;

/**
 * The loss of Donsker and Varadhan with the gradient of Belghazi et al. (2018, section 3.2): the mean of e^f in the denominator of the
 * gradient is a moving average over batches, so that the gradient of a small batch is less biased.
 *
 * <p>The average starts afresh at each check of the validation rows. A training can return to a check, and one that is resumed from
 * there then has the same average as one that never stopped.
 */
public final class MineLoss implements CriticLoss {
    private static final double KEPT = 0.99;

    private double weight;
    private double logAverage = Double.NEGATIVE_INFINITY;

    @Override
    public CriticLoss fresh() {
        return new MineLoss();
    }

    @Override
    public void checked() {
        weight = 0;
        logAverage = Double.NEGATIVE_INFINITY;
    }

    @Override
    public NDArray of(BatchScores scores) {
        NDArray log = scores.logMeanOfAllOthers();
        double now = log.getFloat();
        double before = Math.log(KEPT * weight) + logAverage;
        double most = Math.max(before, now);
        double sum = most + Math.log(Math.exp(before - most) + Math.exp(now - most));
        weight = KEPT * weight + 1;
        logAverage = sum - Math.log(weight);
        return log.sub((float) logAverage).exp().sub(scores.paired().mean());
    }

    @Override
    public double[] of(ScoreTable scores) {
        return CriticLosses.DONSKER_VARADHAN.of(scores);
    }
}
