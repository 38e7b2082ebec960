package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * A vector as PixelCNN++ takes it as published (van den Oord et al. 2016, equation 4): a linear function of it is added to
 * every gate, the same at all places. Where the condition is withheld, a learned vector takes its place.
 */
final class BiasCondition implements Condition {
    private static final String TOKEN = "bias.token";

    private final RowEncoder encoder;
    private final int d;
    private final PlainConvolution[] gates;
    private final int[] gatedUnits;

    /** @param d length of the vector */
    BiasCondition(ParameterLayout layout, PixelCnnSize size, PixelCnnNet net, RowEncoder encoder, int d) {
        this.encoder = encoder;
        this.d = d;
        layout.add(TOKEN, Initializer.ZERO, d);
        gates = new PlainConvolution[size.resolutions()];
        gatedUnits = new int[size.resolutions()];
        for (int r = 0; r < gates.length; r++) {
            gatedUnits[r] = net.gatedUnits(r);
            gates[r] = new PlainConvolution(
                    layout, "bias.gates" + r, d, 2 * size.filters() * gatedUnits[r], 1, Initializer.ZERO);
        }
    }

    /** Checks rows that are to be encoded, as far as the encoder asks more of them than a shape. */
    void require(Samples t) {
        if (encoder instanceof OneHot labels) {
            labels.require(t);
        }
    }

    @Override
    public Conditions apply(Weights w, NDManager manager, Samples t, int[] chosen, float[] present, long seed) {
        NDArray token = w.get(TOKEN).reshape(1, d, 1, 1);
        NDArray vector = token;
        if (t != null) {
            vector = EngineArrays.floats(manager, encoder.rows(t, chosen, seed), new Shape(chosen.length, d, 1, 1));
            if (present != null) {
                NDArray mask = EngineArrays.floats(manager, present, new Shape(chosen.length, 1, 1, 1));
                vector = vector.mul(mask).add(token.mul(mask.neg().add(1)));
            }
        }
        List<NDList> all = new ArrayList<>();
        for (int r = 0; r < gates.length; r++) {
            all.add(Convolution.channelsLast(gates[r].apply(w, vector)).split(gatedUnits[r], 3));
        }
        return new Conditions(all, null, null, null, null);
    }
}
