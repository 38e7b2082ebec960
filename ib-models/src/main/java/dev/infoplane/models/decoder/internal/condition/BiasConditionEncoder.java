package dev.infoplane.models.decoder.internal.condition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.ChannelsLast;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.PixelCnnTopology;
import dev.infoplane.models.decoder.internal.net.SameConvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Encodes a vector as published (van den Oord et al. 2016, equation 4): a linear function of it is added to every gate, the
 * same at all places. A dropped condition is a learned vector.
 */
public final class BiasConditionEncoder implements ConditionEncoder {
    private static final String TOKEN = "bias.token";

    private final RowTransform transform;
    private final int length;
    private final SameConvolution[] gates;
    private final int[] units;

    /**
     * Declares the parameters of an encoder.
     *
     * @param transform gives the vectors
     * @param length of a vector
     */
    public BiasConditionEncoder(ParameterLayout layout, PixelCnnTopology topology, RowTransform transform, int length) {
        this.transform = transform;
        this.length = length;
        layout.add(TOKEN, Initializer.ZERO, length);
        gates = new SameConvolution[topology.resolutions()];
        units = new int[topology.resolutions()];
        for (int r = 0; r < gates.length; r++) {
            units[r] = topology.gatedUnits(r);
            int channels = 2 * topology.filters() * units[r];
            gates[r] = new SameConvolution(layout, "bias.gates" + r, length, channels, 1, Initializer.ZERO);
        }
    }

    @Override
    public void require(Samples t) {
        transform.require(t);
    }

    @Override
    public ConditionFeatures encode(Weights w, NDManager manager, ConditionBatch batch) {
        NDArray token = token(w);
        NDArray vector = batch.rows(manager, transform, length, 1, 1);
        Optional<NDArray> mask = batch.mask(manager);
        return features(
                w, mask.map(m -> vector.mul(m).add(token.mul(m.neg().add(1)))).orElse(vector));
    }

    @Override
    public ConditionFeatures dropped(Weights w, NDManager manager) {
        return features(w, token(w));
    }

    private NDArray token(Weights w) {
        return w.get(TOKEN).reshape(1, length, 1, 1);
    }

    private ConditionFeatures features(Weights w, NDArray vector) {
        List<NDList> all = new ArrayList<>();
        for (int r = 0; r < gates.length; r++) {
            all.add(ChannelsLast.fromChannelsFirst(gates[r].apply(w, vector)).split(units[r], 3));
        }
        return ConditionFeatures.ofGates(all);
    }
}
