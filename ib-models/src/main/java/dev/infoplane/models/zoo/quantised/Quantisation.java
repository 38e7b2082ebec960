package dev.infoplane.models.zoo.quantised;

/**
 * How a network is quantised. Weights and activations have the same number of bits; the first convolution, and the matrix and the input of
 * the last layer have {@link #OUTER_BITS}.
 *
 * @param bits of weights and activations, 2 to 8
 * @param boundStep the number of the training pass after which the bounds of activations are computed, once; before it, activations
 *     are not quantised
 */
public record Quantisation(int bits, long boundStep) {
    /** Bits of the first and the last layer. */
    public static final int OUTER_BITS = 8;

    private static final int LEAST_BITS = 2;
    /** The count is kept with the parameters, in single precision. */
    private static final long MOST_PASSES = 1 << 24;

    /** Refuses bits outside 2 to 8, a step before the first, and steps that are not counted. */
    public Quantisation {
        requireBits(bits);
        if (boundStep < 1) {
            throw new IllegalArgumentException(
                    "bounds can be computed after the first training pass at the earliest, got step " + boundStep);
        }
        if (boundStep > MOST_PASSES) {
            throw new IllegalArgumentException("training passes are counted up to " + MOST_PASSES
                    + ", so bounds cannot be computed after step " + boundStep);
        }
    }

    static void requireBits(int bits) {
        if (bits < LEAST_BITS || bits > OUTER_BITS) {
            throw new IllegalArgumentException("weights and activations can be quantised to 2 to 8 bits, got " + bits);
        }
    }
}
