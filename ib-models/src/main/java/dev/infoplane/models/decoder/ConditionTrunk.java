package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings a condition of the size of the image, in whole cells, to every gated unit of a PixelCNN++, to the first layer of both streams and to
 * the last: two non-causal residual convolutions, the same at each coarser resolution, and 1×1 convolutions. The last ones
 * start at zero, so that a conditional decoder starts as the very function of its unconditional parent. To the last layer the
 * condition goes as it is, too: levels that it tells exactly need not pass through the gates. There it can also move and
 * stretch all parts of a mixture together, which each would have to learn alone.
 */
final class ConditionTrunk {
    private final PlainConvolution[] residual;
    private final PlainConvolution[] coarser;
    private final PlainConvolution[] gates;
    private final PlainConvolution input;
    private final PlainConvolution output;
    private final PlainConvolution move;
    private final int[] gatedUnits;

    /** @param head whose distributions may be moved */
    ConditionTrunk(ParameterLayout layout, PixelCnnSize size, PixelCnnNet net, Head head) {
        int f = size.filters();
        residual = convolutions(layout, "condition.residual", f, 2);
        coarser = convolutions(layout, "condition.coarser", f, size.resolutions() - 1);
        input = new PlainConvolution(layout, "condition.input", 2 * f, 2 * f, 1, Initializer.ZERO);
        output = new PlainConvolution(
                layout, "condition.output", 3 * f, net.out().spec().out(), 1, Initializer.ZERO);
        move = head.moves() == 0
                ? null
                : new PlainConvolution(layout, "condition.move", 3 * f, head.moves(), 1, Initializer.ZERO);
        gates = new PlainConvolution[size.resolutions()];
        gatedUnits = new int[size.resolutions()];
        for (int r = 0; r < gates.length; r++) {
            gatedUnits[r] = net.gatedUnits(r);
            gates[r] = new PlainConvolution(
                    layout, "condition.gates" + r, 2 * f, 2 * f * gatedUnits[r], 1, Initializer.ZERO);
        }
    }

    private static PlainConvolution[] convolutions(ParameterLayout layout, String name, int filters, int count) {
        PlainConvolution[] all = new PlainConvolution[count];
        Arrays.setAll(
                all, i -> new PlainConvolution(layout, name + i, 2 * filters, filters, 3, Initializer.SMALL_NORMAL));
        return all;
    }

    /** @param features {@code [b, h, w, filters]}, of the size of the image, in whole cells */
    Conditions apply(Weights w, NDArray features) {
        NDArray map = features;
        for (PlainConvolution c : residual) {
            map = map.add(c.applyChannelsLast(w, Features.concatElu(map)));
        }
        NDArray activated = Features.concatElu(map);
        NDList inputs = input.applyChannelsLast(w, activated).split(2, 3);
        NDArray both = NDArrays.concat(new NDList(features, activated), 3);
        NDArray last = output.applyChannelsLast(w, both);
        NDArray moved = move == null ? null : move.applyChannelsLast(w, both);
        List<NDList> all = new ArrayList<>();
        for (int r = 0; r < gates.length; r++) {
            if (r > 0) {
                map = halved(map);
                map = map.add(coarser[r - 1].applyChannelsLast(w, Features.concatElu(map)));
                activated = Features.concatElu(map);
            }
            all.add(gates[r].applyChannelsLast(w, activated).split(gatedUnits[r], 3));
        }
        return new Conditions(all, inputs.get(0), inputs.get(1), last, moved);
    }

    private static NDArray halved(NDArray map) {
        Shape two = new Shape(2, 2);
        return Convolution.channelsLast(
                Pool.avgPool2d(Convolution.channelsFirst(map), two, two, new Shape(0, 0), false, true));
    }
}
