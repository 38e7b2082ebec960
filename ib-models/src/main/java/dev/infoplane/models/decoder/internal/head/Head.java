package dev.infoplane.models.decoder.internal.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
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
     * Log-probabilities of pixels in nats relative to what a {@link PixelBase} says of them, {@code [b, h, w]}.
     *
     * @param x {@code [b, h, w, channels]}, levels on the scale −1 to 1
     * @param parameters {@code [b, h, w, parameters]}
     * @param base {@code [b, h, w, channels · baseSize]}
     */
    NDArray logProbability(NDArray x, NDArray parameters, NDArray base);

    /** How many numbers a {@link PixelBase} says of a channel. */
    int baseSize();

    /**
     * Writes what a {@link PixelBase} says of a sub-pixel.
     *
     * @param prediction of the sub-pixel
     * @param said receives {@link #baseSize} numbers from {@code at} on
     */
    void describe(LevelPrediction prediction, float[] said, int at);

    /** Parameters that leave a pixel's distribution about as its {@link PixelBase} says. */
    float[] neutral();

    /**
     * Draws one pixel. How many random numbers this takes depends neither on their values nor on the parameters.
     *
     * @param parameters of this pixel from {@code offset} on
     * @param base what the parameters are relative to, {@link PixelBase#NONE} if to nothing
     * @param pixel receives the channels, on the scale −1 to 1
     * @param temperature 1 draws from the distribution itself; lower values draw from a narrower one
     */
    void draw(
            float[] parameters, int offset, PixelBase base, float[] pixel, double temperature, RandomGenerator random);

    /** Draws one pixel from parameters that are relative to nothing. */
    default void draw(float[] parameters, int offset, float[] pixel, double temperature, RandomGenerator random) {
        draw(parameters, offset, PixelBase.NONE, pixel, temperature, random);
    }

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

    /** Parameters to whose first ones a base is added. */
    static NDArray addedToFirst(NDArray parameters, NDArray base) {
        long first = base.getShape().get(3);
        if (first == parameters.getShape().get(3)) {
            return parameters.add(base);
        }
        NDList parts = parameters.split(new long[] {first}, 3);
        return NDArrays.concat(new NDList(parts.get(0).add(base), parts.get(1)), 3);
    }

    /** A random number in the open interval (0, 1). */
    static double openUnit(RandomGenerator random) {
        return 1e-9 + (1 - 2e-9) * random.nextDouble();
    }

    /** Gumbel noise: the largest of several logits that are perturbed by it is a draw from their softmax. */
    static double gumbel(RandomGenerator random) {
        return -Math.log(-Math.log(openUnit(random)));
    }
}
