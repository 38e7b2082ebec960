package dev.infoplane.models.decoder.internal.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/**
 * A weight-normalised convolution over {@code [b, h, w, c]} that sees only what its {@link Kernel} lets it see.
 */
final class CausalConvolution {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NO_PADDING = new Shape(0, 0);

    private final ConvolutionSpec spec;
    private final Kernel kernel;
    private final Shape padding;
    private final Shape stride;

    CausalConvolution(ParameterLayout layout, ConvolutionSpec spec) {
        this.spec = spec;
        this.kernel = spec.kernel();
        this.padding = new Shape(0, 0, kernel.left(), kernel.right(), kernel.top(), kernel.bottom());
        this.stride = new Shape(spec.stride(), spec.stride());
        WeightNorm.declare(layout, spec.name(), spec.out(), spec.in(), kernel.height(), kernel.width());
    }

    NDArray apply(Weights w, NDArray x) {
        return applyPadded(w, pad(x));
    }

    /**
     * Pads an input. Padding commutes with functions that map zero to zero, and is cheaper before one that doubles the
     * channels.
     */
    NDArray pad(NDArray x) {
        if (!kernel.isPadded()) {
            return x;
        }
        if (!kernel.padsBothSides()) {
            return x.pad(padding, 0);
        }
        Shape shape = x.getShape();
        Shape above = new Shape(shape.get(0), kernel.top(), shape.get(2), shape.get(3));
        return NDArrays.concat(new NDList(x.getManager().zeros(above), x), 1);
    }

    /** @param padded an input after {@link #pad}, or a function of it that maps zero to zero */
    NDArray applyPadded(Weights w, NDArray padded) {
        NDArray bias = WeightNorm.bias(w, spec.name());
        NDArray normalised = WeightNorm.kernel(w, spec.name());
        return w.isInitialising()
                ? WeightNorm.initialise(
                        w, spec.name(), convolve(padded, normalised, bias.zerosLike()), spec.deviation())
                : convolve(padded, normalised, bias);
    }

    private NDArray convolve(NDArray x, NDArray weights, NDArray bias) {
        if (spec.isPointwise()) {
            return ChannelsLast.pointwise(x, weights, bias);
        }
        Shape sides = kernel.padsBothSides() ? new Shape(0, kernel.left()) : NO_PADDING;
        return ChannelsLast.fromChannelsFirst(
                Conv2d.conv2d(ChannelsLast.toChannelsFirst(x), weights, bias, stride, sides, ONE, 1)
                        .singletonOrThrow());
    }
}
