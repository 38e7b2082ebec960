package dev.infoplane.models.decoder.internal.condition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.ChannelsLast;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.Features;
import dev.infoplane.models.decoder.internal.net.PixelCnnTopology;
import dev.infoplane.models.decoder.internal.net.SameConvolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Brings a condition of the size of the image to every gated unit of a PixelCNN++, to the first layer of both streams and to the
 * last layer: two non-causal residual convolutions, one more at each coarser resolution, and 1×1 convolutions.
 *
 * <p>The last convolutions start at zero, so that a conditional decoder starts as the function that its unconditional parent
 * computes. The last layer gets the condition itself, too: levels that the condition tells exactly need not pass through the
 * gates. There it can also shift and scale all components of a mixture together, which each of them would have to learn alone.
 */
public final class ConditionNetwork {
    private final SameConvolution[] residual;
    private final SameConvolution[] coarser;
    private final SameConvolution[] gates;
    private final SameConvolution input;
    private final SameConvolution output;
    private final Optional<SameConvolution> affine;
    private final int[] units;

    /**
     * Declares the parameters.
     *
     * @param affineSize how many numbers shift and scale the distribution of a pixel, 0 for none
     */
    public ConditionNetwork(ParameterLayout layout, PixelCnnTopology topology, int affineSize) {
        int f = topology.filters();
        residual = convolutions(layout, "condition.residual", f, 2);
        coarser = convolutions(layout, "condition.coarser", f, topology.resolutions() - 1);
        input = pointwise(layout, "condition.input", 2 * f, 2 * f);
        output = pointwise(layout, "condition.output", 3 * f, topology.outputs());
        affine = affineSize == 0
                ? Optional.empty()
                : Optional.of(pointwise(layout, "condition.affine", 3 * f, affineSize));
        gates = new SameConvolution[topology.resolutions()];
        units = new int[topology.resolutions()];
        for (int r = 0; r < gates.length; r++) {
            units[r] = topology.gatedUnits(r);
            gates[r] = pointwise(layout, "condition.gates" + r, 2 * f, 2 * f * units[r]);
        }
    }

    private static SameConvolution[] convolutions(ParameterLayout layout, String name, int filters, int count) {
        SameConvolution[] all = new SameConvolution[count];
        Arrays.setAll(
                all, i -> new SameConvolution(layout, name + i, 2 * filters, filters, 3, Initializer.SMALL_NORMAL));
        return all;
    }

    private static SameConvolution pointwise(ParameterLayout layout, String name, int in, int out) {
        return new SameConvolution(layout, name, in, out, 1, Initializer.ZERO);
    }

    /** @param features {@code [b, h, w, filters]}, of the size of the image, in whole cells */
    ConditionFeatures apply(Weights w, NDArray features) {
        NDArray map = features;
        for (SameConvolution c : residual) {
            map = map.add(c.applyChannelsLast(w, Features.concatElu(map)));
        }
        NDArray activated = Features.concatElu(map);
        NDList inputs = input.applyChannelsLast(w, activated).split(2, 3);
        NDArray both = NDArrays.concat(new NDList(features, activated), 3);
        NDArray last = output.applyChannelsLast(w, both);
        Optional<NDArray> shifts = affine.map(a -> a.applyChannelsLast(w, both));
        List<NDList> all = new ArrayList<>();
        for (int r = 0; r < gates.length; r++) {
            if (r > 0) {
                map = halved(map);
                map = map.add(coarser[r - 1].applyChannelsLast(w, Features.concatElu(map)));
                activated = Features.concatElu(map);
            }
            all.add(gates[r].applyChannelsLast(w, activated).split(units[r], 3));
        }
        return new ConditionFeatures(
                all, Optional.of(inputs.get(0)), Optional.of(inputs.get(1)), Optional.of(last), shifts);
    }

    private static NDArray halved(NDArray map) {
        Shape two = new Shape(2, 2);
        return ChannelsLast.fromChannelsFirst(
                Pool.avgPool2d(ChannelsLast.toChannelsFirst(map), two, two, new Shape(0, 0), false, true));
    }
}
