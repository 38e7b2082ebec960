package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/**
 * The gated residual unit of PixelCNN++ (Salimans et al. 2017, section 2.4, after van den Oord et al. 2016): x + a · σ(b)
 * with (a, b) from two convolutions and concatenated ELUs, an optional skip connection into the first, dropout between the
 * two and an optional condition into the gate.
 */
final class GatedUnit {
    private final Convolution first;
    private final Convolution second;
    private final Convolution skip;

    /** @param skipChannels channels of the features that come in at the side, 0 for none */
    GatedUnit(ParameterLayout layout, String name, int filters, boolean downRight, int skipChannels) {
        first = Convolution.of(layout, name + ".first", spec(downRight, 2 * filters, filters));
        skip = skipChannels == 0
                ? null
                : Convolution.of(layout, name + ".skip", Convolution.Spec.inPlace(2 * skipChannels, filters));
        second = Convolution.of(
                layout,
                name + ".second",
                spec(downRight, 2 * filters, 2 * filters).startingAt(0.1));
    }

    private static Convolution.Spec spec(boolean downRight, int in, int out) {
        return downRight ? Convolution.Spec.downRight(in, out) : Convolution.Spec.down(in, out);
    }

    /**
     * @param side activated features of the skip connection, null if the unit has none
     * @param condition added to (a, b), {@code [b, h, w, 2·filters]} or {@code [b, 1, 1, 2·filters]}, null for none
     */
    Features apply(Weights w, Features x, NDArray side, NDArray condition, Dropout dropout) {
        NDArray y = first.apply(w, x.activated());
        if (skip != null) {
            y = y.add(skip.apply(w, side));
        }
        NDArray gates = second.applyPadded(w, dropout.apply(Features.concatElu(second.pad(y))));
        if (condition != null) {
            gates = gates.add(condition);
        }
        NDList halves = gates.split(2, 3);
        return new Features(x.values().add(halves.get(0).mul(Activation.sigmoid(halves.get(1)))));
    }

    static NDArray join(Features a, Features b) {
        return NDArrays.concat(new NDList(a.activated(), b.activated()), 3);
    }

    Convolution first() {
        return first;
    }

    Convolution second() {
        return second;
    }

    /** Null if nothing comes in at the side. */
    Convolution skip() {
        return skip;
    }
}
