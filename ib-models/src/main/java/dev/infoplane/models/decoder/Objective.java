package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** What a network is trained to make small, row by row. */
interface Objective {
    /** The parameters it is a function of. */
    Layout layout();

    /** How many rows there are. */
    int rows();

    /** How many rows are scored at once, so that what a pass makes fits into memory. */
    default int rowsAtOnce() {
        return 100;
    }

    /**
     * Negative log-likelihood of some rows in nats, {@code [b]}.
     *
     * @param manager where inputs are made
     * @param pass which batch of a training this is, from 1: what is random in it depends on the seed and on this; 0 where nothing
     *     is learned
     */
    NDArray negativeLogLikelihood(Weights w, NDManager manager, int[] chosen, int pass);
}
