package dev.infoplane.models.decoder;

import dev.infoplane.estimate.Samples;

/** Turns rows of activations into the numbers a network is given. */
interface RowEncoder {
    /** The chosen rows, one after the other, each with its channels first. */
    float[] rows(Samples t, int[] chosen, long seed);
}
