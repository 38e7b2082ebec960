package dev.infoplane.models.decoder.internal.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.List;
import java.util.Optional;

/**
 * The gated residual unit of PixelCNN++ (Salimans et al. 2017, section 2.4, after van den Oord et al. 2016): x + a · σ(b)
 * with (a, b) from two convolutions and concatenated ELUs, an optional skip connection into the first, dropout between the
 * two and an optional condition into the gate.
 */
final class GatedUnit {
    private final CausalConvolution first;
    private final Optional<CausalConvolution> skip;
    private final CausalConvolution second;

    GatedUnit(ParameterLayout layout, GatedUnitSpec spec) {
        first = new CausalConvolution(layout, spec.first());
        skip = spec.skip().map(s -> new CausalConvolution(layout, s));
        second = new CausalConvolution(layout, spec.second());
    }

    /**
     * @param sides features that come in by skip connections
     * @param condition added to (a, b), {@code [b, h, w, 2·filters]} or {@code [b, 1, 1, 2·filters]}
     */
    Features apply(Weights w, Features x, List<Features> sides, Optional<NDArray> condition, Dropout dropout) {
        NDList joined = joined(sides);
        NDArray y = first.apply(w, x.activated());
        if (skip.isPresent()) {
            y = y.add(skip.get().apply(w, joined.singletonOrThrow()));
        }
        NDArray gates = second.applyPadded(w, dropout.apply(Features.concatElu(second.pad(y))));
        if (condition.isPresent()) {
            gates = gates.add(condition.get());
        }
        NDList halves = gates.split(2, 3);
        return new Features(x.values().add(halves.get(0).mul(Activation.sigmoid(halves.get(1)))));
    }

    /** One array of all sides, none without sides. */
    private static NDList joined(List<Features> sides) {
        NDList activated = new NDList();
        sides.forEach(side -> activated.add(side.activated()));
        return activated.size() < 2 ? activated : new NDList(NDArrays.concat(activated, 3));
    }
}
