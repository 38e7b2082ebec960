package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/**
 * Activations as a map of the size of the image, in whole cells. The map is a learned token plus what the front makes of the activations;
 * where the condition is withheld, the token alone.
 */
final class MapCondition implements Condition {
    private static final String TOKEN = "condition.token";

    private final ConditionFront front;
    private final ConditionTrunk trunk;
    private final RowEncoder encoder;
    private final int[] map;
    private final int[] cells;
    private final int filters;

    /**
     * @param map the rows as {@code [channels, height, width]}
     * @param cells height and width of the image in whole cells of the network
     */
    MapCondition(ConditionFront front, ConditionTrunk trunk, RowEncoder encoder, int[] map, int filters, int... cells) {
        this.front = front;
        this.trunk = trunk;
        this.encoder = encoder;
        this.map = map;
        this.filters = filters;
        this.cells = cells;
    }

    /** Adds the token to a layout, once for all conditions that share a trunk. */
    static void addToken(ParameterLayout layout, int filters) {
        layout.add(TOKEN, Initializer.ZERO, filters);
    }

    @Override
    public Conditions apply(Weights w, NDManager manager, Samples t, int[] chosen, float[] present, long seed) {
        NDArray token = w.get(TOKEN).reshape(1, 1, 1, filters);
        if (t == null) {
            return trunk.apply(w, token.broadcast(1, cells[0], cells[1], filters));
        }
        NDArray rows = EngineArrays.floats(
                manager, encoder.rows(t, chosen, seed), new Shape(chosen.length, map[0], map[1], map[2]));
        NDArray said = front.apply(w, rows);
        if (present != null) {
            said = said.mul(EngineArrays.floats(manager, present, new Shape(chosen.length, 1, 1, 1)));
        }
        return trunk.apply(w, said.add(token));
    }
}
