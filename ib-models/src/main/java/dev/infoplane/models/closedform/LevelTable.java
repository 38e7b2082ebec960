package dev.infoplane.models.closedform;

/** The distribution of a level given its predicted mean and scale; exactly normalised. */
public interface LevelTable {
    /** Up to so many levels each has a frequency of its own, given the mean alone. */
    int FEW_LEVELS = 16;

    /**
     * The logarithm of the probability of a level, in nats.
     *
     * @param level counted from 0
     * @param mean in levels
     * @param scale in levels
     */
    double logProbability(int level, float mean, float scale);
}
