package dev.infoplane.learn;

/**
 * Where a training starts.
 *
 * @param weights all weights, in the order of a {@link ParameterLayout}
 * @param moments what Adam remembers of a prefix of them; the weights after the prefix start without a past
 */
public record TrainingStart(float[] weights, AdamMoments moments) {
    /** Refuses more moments than weights. */
    public TrainingStart {
        if (moments.mean().length > weights.length) {
            throw new IllegalArgumentException(
                    "moments of " + moments.mean().length + " weights do not fit " + weights.length + " weights");
        }
    }

    /** A start from these weights, with an optimiser that has no past. */
    public static TrainingStart fresh(float[] weights) {
        return new TrainingStart(weights, AdamMoments.NONE);
    }
}
