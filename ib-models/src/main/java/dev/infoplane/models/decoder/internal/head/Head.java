package dev.infoplane.models.decoder.internal.head;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/** The distribution over the levels of a pixel that the parameters of the last layer stand for. */
public interface Head {
    /** How many parameters a pixel has. */
    int parameters();

    /**
     * Log-probabilities of pixels in nats, {@code [b, h, w]}.
     *
     * @param x {@code [b, h, w, channels]}, levels on the scale −1 to 1
     * @param parameters {@code [b, h, w, parameters]}
     */
    NDArray logProbability(NDArray x, NDArray parameters);

    /**
     * Draws one pixel. How many random numbers this takes depends neither on their values nor on the parameters.
     *
     * @param parameters of this pixel from {@code offset} on
     * @param pixel receives the channels, on the scale −1 to 1
     * @param temperature 1 draws from the distribution itself; lower values draw from a narrower one
     */
    void draw(float[] parameters, int offset, float[] pixel, double temperature, RandomGenerator random);

    /** How many numbers a condition may {@link #shiftedAndScaled shift and scale} a pixel's distribution by; 0 for none. */
    default int affineSize() {
        return 0;
    }

    /**
     * The parameters of the shifted and scaled distribution; zeros leave it as it is. The part that a channel takes from the
     * channels before it is not scaled.
     *
     * @param affine shifts and log-scales, {@code [b, h, w, affineSize]}
     */
    default NDArray shiftedAndScaled(NDArray parameters, NDArray affine) {
        return parameters;
    }

    /**
     * Shifts and scales the distribution of one pixel on the heap, in place.
     *
     * @param parameters of this pixel from {@code offset} on
     * @param affine shifts and log-scales of this pixel from {@code from} on
     */
    default void shiftAndScale(float[] parameters, int offset, float[] affine, int from) {}

    /** A random number in the open interval (0, 1). */
    static double openUnit(RandomGenerator random) {
        return 1e-9 + (1 - 2e-9) * random.nextDouble();
    }

    /** Gumbel noise: the largest of several logits that are perturbed by it is a draw from their softmax. */
    static double gumbel(RandomGenerator random) {
        return -Math.log(-Math.log(openUnit(random)));
    }
}
