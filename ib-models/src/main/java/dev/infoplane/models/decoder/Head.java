package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/** The last layer's parameters as a distribution over the levels of a pixel. */
interface Head {
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
     * Draws one pixel. How many random numbers are taken does not depend on their values nor on the parameters.
     *
     * @param parameters of this pixel from {@code offset} on
     * @param pixel where the channels are put, on the scale −1 to 1
     * @param temperature 1 draws from the distribution itself, less from a narrower one
     */
    void draw(float[] parameters, int offset, float[] pixel, double temperature, RandomGenerator random);

    /** How many numbers a pixel's condition may {@link #moved move} its distribution by; 0 if it cannot be moved. */
    default int moves() {
        return 0;
    }

    /**
     * Parameters of the distribution after it has been moved and stretched; a move of zeros leaves it as it is. What a channel
     * takes from the channels before it is not stretched.
     *
     * @param move {@code [b, h, w, moves]}
     */
    default NDArray moved(NDArray parameters, NDArray move) {
        return parameters;
    }

    /** The same for one pixel on the heap: its parameters from {@code offset} on are overwritten. */
    default void move(float[] parameters, int offset, float[] move, int from) {}

    /** A number in (0, 1). */
    static double openUnit(RandomGenerator random) {
        return 1e-9 + (1 - 2e-9) * random.nextDouble();
    }

    /** Noise that makes the largest of several perturbed logits a draw from their softmax (Gumbel). */
    static double gumbel(RandomGenerator random) {
        return -Math.log(-Math.log(openUnit(random)));
    }
}
