package dev.infoplane.models.closedform;

/** The distribution of a level given its predicted mean and scale; exactly normalised. */
interface LevelTable {
    /** Up to so many levels each has a frequency of its own. */
    int FEW_LEVELS = 16;

    /** The logarithm of the probability of a level, in nats. */
    double logProbability(int level, float mean, float scale);

    /**
     * Learns from rows {@code from} on; sub-pixels are drawn evenly if there are very many.
     *
     * @param levels how many there are
     */
    static LevelTable learn(Fields fields, float[] scale, int levels, int from) {
        return levels <= FEW_LEVELS
                ? FrequencyTable.learn(fields, levels, from)
                : MixtureTable.learn(fields, scale, levels, from);
    }
}
