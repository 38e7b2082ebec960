package dev.infoplane.models.decoder.internal.head;

/**
 * The prediction of a sub-pixel, in levels counted from 0.
 *
 * @param mean the level that is expected
 * @param scale the typical distance from it
 * @param table how likely levels are, given both
 */
public record LevelPrediction(float mean, float scale, Table table) {
    private static final float MOST_SCALES = 6;

    /** The logarithm of the probability of a level, given the mean and the scale that were predicted. */
    @FunctionalInterface
    public interface Table {
        /** In nats. */
        double logProbability(int level, float mean, float scale);
    }

    double logProbability(int level) {
        return table.logProbability(level, mean, scale);
    }

    /** How far a level turned out to be from its mean, in scales, clipped and about as large as other inputs of a network. */
    public float residual(float level) {
        return clipped((level - mean) / scale);
    }

    /** The distance of the mean from the lowest level, in scales. */
    public float meanInScales() {
        return clipped(mean / scale);
    }

    private static float clipped(float scales) {
        return Math.max(-MOST_SCALES, Math.min(MOST_SCALES, scales)) / 3;
    }
}
