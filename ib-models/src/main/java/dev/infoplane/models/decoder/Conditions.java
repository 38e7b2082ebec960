package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * What hidden activations say to a PixelCNN++.
 *
 * @param gates for each resolution, one {@code [b, h', w', 2·filters]} (or {@code [b, 1, 1, 2·filters]}) a gated unit, in the
 *     order the units are reached
 * @param down added to what the down stream starts with, {@code [b, h, w, filters]}, null for nothing
 * @param right the same for the right stream
 * @param out added to the parameters of the head, {@code [b, h, w, parameters]}, null for nothing
 * @param move by which the distribution of each pixel is {@link Head#moved moved}, {@code [b, h, w, moves]}, null for nothing
 */
record Conditions(List<NDList> gates, NDArray down, NDArray right, NDArray out, NDArray move) {
    /** Says nothing. */
    static final Conditions NONE = new Conditions(null, null, null, null, null);

    /** Hands out the conditions of each resolution in the order its units are reached. */
    static final class Reader {
        private final List<NDList> gates;
        private final int[] taken;

        Reader(Conditions conditions, int resolutions) {
            this.gates = conditions.gates;
            this.taken = new int[resolutions];
        }

        NDArray next(int resolution) {
            return gates == null ? null : gates.get(resolution).get(taken[resolution]++);
        }
    }
}
