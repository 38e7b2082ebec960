package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import dev.infoplane.estimate.Samples;
import java.util.Optional;

/**
 * Images to predict, and what from.
 *
 * @param image channels, height and width
 * @param pixels standardised images, {@code [n, sub-pixels]}, of mean 0
 */
record RidgeProblem(int[] image, NDArray pixels, Neighbours neighbours, Optional<Activations> activations) {
    /**
     * A layer and the rows of it that teach.
     *
     * @param global their columns that see the whole layer, {@code [n, columns]}, of mean 0
     */
    record Activations(Layer layer, Samples t, Optional<NDArray> global) {}

    Optional<NDArray> global() {
        return activations.flatMap(Activations::global);
    }
}
