package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/**
 * A weight-normalised convolution over {@code [batch, height, width, channels]} that sees only what padding lets it see:
 * shifting the padding to the top and to the left is what makes the streams of a PixelCNN causal.
 *
 * <p>Channels come last because the engine's kernels read that layout as it is: a view with the channels in second place is
 * what it calls channels-last, and neither inputs nor gradients are copied into a blocked layout and back.
 */
final class Convolution {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NO_PADDING = new Shape(0, 0);

    private final String name;
    private final Spec spec;
    private final Shape padding;
    private final Shape stride;
    private final double deviation;

    private Convolution(ParameterLayout layout, String name, Spec spec) {
        this.name = name;
        this.spec = spec;
        this.padding = new Shape(0, 0, spec.left, spec.right, spec.top, spec.bottom);
        this.stride = new Shape(spec.stride, spec.stride);
        this.deviation = spec.deviation;
        WeightNorm.declare(layout, name, spec.out, spec.in, spec.height, spec.width);
    }

    /** Kernel extents, channels, padding (negative crops), stride and the deviation to start from. */
    record Spec(
            int in,
            int out,
            int height,
            int width,
            int left,
            int right,
            int top,
            int bottom,
            int stride,
            double deviation) {
        /** Sees the rows above, and its own: 2×3 unless said, padded above and at both sides. */
        static Spec down(int in, int out) {
            return new Spec(in, out, 2, 3, 1, 1, 1, 0, 1, 1);
        }

        /** Sees what is above and to the left: 2×2, padded above and at the left. */
        static Spec downRight(int in, int out) {
            return new Spec(in, out, 2, 2, 1, 0, 1, 0, 1, 1);
        }

        /** Sees one place: 1×1. */
        static Spec inPlace(int in, int out) {
            return new Spec(in, out, 1, 1, 0, 0, 0, 0, 1, 1);
        }

        boolean isInPlace() {
            return height == 1 && width == 1 && stride == 1 && !isPadded();
        }

        boolean isPadded() {
            return left != 0 || right != 0 || top != 0 || bottom != 0;
        }

        /** Whether the kernel sees as much at both sides and rows only above: the engine pads the sides as it goes. */
        boolean padsBothSides() {
            return left == right && left > 0 && top > 0 && bottom == 0;
        }

        Spec halving() {
            return new Spec(in, out, height, width, left, right, top, bottom, 2, deviation);
        }

        Spec startingAt(double otherDeviation) {
            return new Spec(in, out, height, width, left, right, top, bottom, stride, otherDeviation);
        }
    }

    static Convolution of(ParameterLayout layout, String name, Spec spec) {
        return new Convolution(layout, name, spec);
    }

    NDArray apply(Weights w, NDArray x) {
        return applyPadded(w, pad(x));
    }

    /**
     * What the convolution needs around its input. Padding commutes with functions that leave zeros alone, and is cheaper
     * before one that doubles the channels.
     */
    NDArray pad(NDArray x) {
        if (!spec.isPadded()) {
            return x;
        }
        if (!spec.padsBothSides()) {
            return x.pad(padding, 0);
        }
        Shape shape = x.getShape();
        Shape above = new Shape(shape.get(0), spec.top, shape.get(2), shape.get(3));
        return NDArrays.concat(new NDList(x.getManager().zeros(above), x), 1);
    }

    /** @param padded by {@link #pad}, or a function of that which leaves zeros alone */
    NDArray applyPadded(Weights w, NDArray padded) {
        if (w.isInitialising()) {
            NDArray zero = WeightNorm.bias(w, name).zerosLike();
            return WeightNorm.initialise(w, name, convolve(padded, WeightNorm.kernel(w, name), zero), deviation);
        }
        return convolve(padded, WeightNorm.kernel(w, name), WeightNorm.bias(w, name));
    }

    private NDArray convolve(NDArray x, NDArray kernel, NDArray bias) {
        if (spec.isInPlace()) {
            return inPlace(x, kernel, bias);
        }
        Shape sides = spec.padsBothSides() ? new Shape(0, spec.left) : NO_PADDING;
        return channelsLast(Conv2d.conv2d(channelsFirst(x), kernel, bias, stride, sides, ONE, 1)
                .singletonOrThrow());
    }

    /**
     * A 1×1 convolution as a product of matrices: the engine's own gives wrong values for some numbers of channels
     * (docs/decisions/0008-channels-the-engine-pads.md).
     *
     * @param kernel {@code [out, in, 1, 1]}
     */
    static NDArray inPlace(NDArray x, NDArray kernel, NDArray bias) {
        Shape shape = x.getShape();
        long out = kernel.getShape().get(0);
        long in = kernel.getShape().get(1);
        return x.reshape(-1, in)
                .matMul(kernel.reshape(out, in).transpose())
                .add(bias)
                .reshape(shape.get(0), shape.get(1), shape.get(2), out);
    }

    /** A view {@code [b, c, h, w]} of {@code [b, h, w, c]}. */
    static NDArray channelsFirst(NDArray x) {
        return x.transpose(0, 3, 1, 2);
    }

    /** A view {@code [b, h, w, c]} of {@code [b, c, h, w]}. */
    static NDArray channelsLast(NDArray x) {
        return x.transpose(0, 2, 3, 1);
    }

    String name() {
        return name;
    }

    Spec spec() {
        return spec;
    }
}
