package dev.infoplane.models.decoder.internal.condition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import java.util.List;

/**
 * Encodes activations as a map of the size of the image, in whole cells: a learned token plus the upsampled activations. A
 * dropped condition is the token alone.
 */
public final class MapConditionEncoder implements ConditionEncoder {
    private static final String TOKEN = "condition.token";

    private final RowTransform transform;
    private final int[] map;
    private final ConditionUpsampler upsampler;
    private final ConditionNetwork network;

    /**
     * An encoder whose parameters its parts have declared, see {@link #declareToken}.
     *
     * @param transform gives rows of the upsampler's {@link ConditionUpsampler#map map}
     */
    public MapConditionEncoder(RowTransform transform, ConditionUpsampler upsampler, ConditionNetwork network) {
        this.transform = transform;
        this.map = upsampler.map();
        this.upsampler = upsampler;
        this.network = network;
    }

    /** Declares the token, once for all encoders that share a {@link ConditionNetwork}. */
    public static void declareToken(ParameterLayout layout, int filters) {
        layout.add(TOKEN, Initializer.ZERO, filters);
    }

    @Override
    public void require(Samples t) {
        transform.require(t);
    }

    @Override
    public List<String> warnings() {
        return upsampler.isComplete()
                ? List.of()
                : List.of("activations of " + map[0] + " channels at " + map[1] + "×" + map[2]
                        + " places are too many to reach each pixel by weights of its own: neighbouring pixels share them, so"
                        + " the value may miss what tells these pixels apart; project the activations to fewer values, or"
                        + " measure by ClosedForm");
    }

    @Override
    public ConditionFeatures encode(Weights w, NDManager manager, ConditionBatch batch) {
        NDArray token = token(w);
        NDArray features = upsampler.apply(w, batch.rows(manager, transform, map));
        NDArray kept = batch.mask(manager).map(features::mul).orElse(features);
        return network.apply(w, kept.add(token));
    }

    @Override
    public ConditionFeatures dropped(Weights w, NDManager manager) {
        int[] cells = upsampler.cells();
        return network.apply(w, token(w).broadcast(1, cells[0], cells[1], upsampler.filters()));
    }

    private NDArray token(Weights w) {
        return w.get(TOKEN).reshape(1, 1, 1, upsampler.filters());
    }
}
