package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** What a network is trained to make small, row by row. */
interface Objective {
    /** The parameters it is a function of. */
    Layout layout();

    /** How many rows there are. */
    int rows();

    /**
     * Negative log-likelihood of some rows in nats, {@code [b]}.
     *
     * @param manager where inputs are made
     */
    NDArray negativeLogLikelihood(Weights w, NDManager manager, int[] chosen);
}
