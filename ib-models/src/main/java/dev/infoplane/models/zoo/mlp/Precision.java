package dev.infoplane.models.zoo.mlp;

import dev.infoplane.models.zoo.quantised.Quantisation;

/** How many levels weights and activations have. */
public sealed interface Precision {
    /** Those of a float. */
    Precision FLOAT = new Float();

    /** Two: -1 and 1. */
    Precision BINARY = new Binary();

    /** Those of a float. */
    record Float() implements Precision {}

    /** Two: -1 and 1. */
    record Binary() implements Precision {}

    /**
     * Few. Weights, and activations of tanh, have 2^bits - 1 levels about zero, always; activations of ReLU have 2^bits from zero up, from
     * the training pass on that {@code quantisation} states.
     */
    record LowBit(Quantisation quantisation) implements Precision {}

    /**
     * Few levels.
     *
     * @param bits 2 to 8
     * @param boundStep the training pass after which activations of ReLU are quantised
     */
    static Precision lowBit(int bits, long boundStep) {
        return new LowBit(new Quantisation(bits, boundStep));
    }
}
