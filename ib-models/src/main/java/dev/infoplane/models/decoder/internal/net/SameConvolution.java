package dev.infoplane.models.decoder.internal.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/**
 * An ordinary convolution with "same" padding: it keeps height and width and sees in every direction. So it is only for what
 * is known before the first pixel is drawn.
 */
public final class SameConvolution {
    private static final Shape ONE = new Shape(1, 1);

    private final String name;
    private final int extent;
    private final Shape padding;

    /**
     * Declares a convolution.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param extent height and width of the kernel, odd
     * @param initializer of the kernel; the bias starts at zero
     */
    public SameConvolution(ParameterLayout layout, String name, int in, int out, int extent, Initializer initializer) {
        this.name = name;
        this.extent = extent;
        this.padding = new Shape(extent / 2, extent / 2);
        layout.addHidden(name + ".w", initializer, out, in, extent, extent);
        layout.add(name + ".b", Initializer.ZERO, out);
    }

    /** Convolves {@code [b, h, w, c]}. */
    public NDArray applyChannelsLast(Weights w, NDArray x) {
        if (extent == 1) {
            return ChannelsLast.pointwise(x, w.get(name + ".w"), w.get(name + ".b"));
        }
        return ChannelsLast.fromChannelsFirst(apply(w, ChannelsLast.toChannelsFirst(x)));
    }

    /** Convolves {@code [b, c, h, w]}. */
    public NDArray apply(Weights w, NDArray x) {
        return Conv2d.conv2d(x, w.get(name + ".w"), w.get(name + ".b"), ONE, padding, ONE, 1)
                .singletonOrThrow();
    }
}
