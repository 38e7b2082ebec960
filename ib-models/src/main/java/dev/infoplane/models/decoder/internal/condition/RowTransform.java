package dev.infoplane.models.decoder.internal.condition;

import dev.infoplane.estimate.Samples;

/** Turns rows of samples into the numbers that a network is given. */
@FunctionalInterface
public interface RowTransform {
    /**
     * The chosen rows, one after the other, each with its channels first.
     *
     * @param chosen numbers of the rows
     */
    float[] rows(Samples t, int[] chosen);

    /**
     * Checks rows before they are transformed.
     *
     * @throws IllegalArgumentException naming the first row that cannot be transformed
     */
    default void require(Samples t) {}
}
