package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/**
 * What the ridge regression of a tile's sub-pixels has learned, on standardised scales. The first half of the columns
 * predicts from activations alone; the second half is what activations add where causal neighbours are seen as well.
 *
 * @param seen the window of the map
 * @param targets where the sub-pixels lie in the image
 * @param window {@code [values in the window, 2 · targets]}, empty without activations
 * @param global {@code [global columns, 2 · targets]}, empty without such columns
 * @param causal for each target a weight for each of its {@link Neighbours}
 */
record PixelWeights(
        Cell.Rectangle seen, int[] targets, Optional<NDArray> window, Optional<NDArray> global, float[][] causal) {
    /** The weights of causal neighbours by sub-pixel. */
    static float[][] causal(List<PixelWeights> tiles) {
        int count = tiles.stream().mapToInt(w -> w.targets.length).sum();
        float[][] all = new float[count][];
        for (PixelWeights w : tiles) {
            for (int k = 0; k < w.targets.length; k++) {
                all[w.targets[k]] = w.causal[k];
            }
        }
        return all;
    }
}
