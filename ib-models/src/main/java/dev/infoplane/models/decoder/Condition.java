package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Weights;

/** The path from activations to a PixelCNN++. */
interface Condition {
    /**
     * What the chosen rows say.
     *
     * @param t activations, or null for a condition that is withheld: what its learned token says
     * @param present for each chosen row 1, or 0 if the condition is withheld from it; null for all present
     * @param seed of what is random in the path while it learns
     */
    Conditions apply(Weights w, NDManager manager, Samples t, int[] chosen, float[] present, long seed);
}
