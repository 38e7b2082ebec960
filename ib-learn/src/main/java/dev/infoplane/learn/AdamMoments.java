package dev.infoplane.learn;

/**
 * The moving averages that Adam keeps of past gradients, for a prefix of the weights. A network that starts from the
 * weights of another one starts from its moments too: without them, the first steps would undo part of what was learned.
 *
 * @param mean moving average of the gradient, the first moment
 * @param square moving average of the squared gradient, the second moment
 * @param steps how many steps they have seen
 */
public record AdamMoments(float[] mean, float[] square, int steps) {
    /** No step taken yet. */
    public static final AdamMoments NONE = new AdamMoments(new float[0], new float[0], 0);

    /** Refuses moments of different lengths. */
    public AdamMoments {
        if (mean.length != square.length) {
            throw new IllegalArgumentException(
                    "both moments must have one length, got " + mean.length + " and " + square.length);
        }
    }
}
