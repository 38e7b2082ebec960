package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/** An ordinary convolution that keeps height and width: sees in every direction, so only for what is known beforehand. */
final class PlainConvolution {
    private static final Shape ONE = new Shape(1, 1);

    private final String name;
    private final int extent;
    private final Shape padding;

    /** @param extent odd height and width of the kernel */
    PlainConvolution(ParameterLayout layout, String name, int in, int out, int extent, Initializer initializer) {
        this.name = name;
        this.extent = extent;
        this.padding = new Shape(extent / 2, extent / 2);
        layout.add(name + ".w", initializer, out, in, extent, extent);
        layout.add(name + ".b", Initializer.ZERO, out);
    }

    /** The same over {@code [b, h, w, c]}. */
    NDArray applyChannelsLast(Weights w, NDArray x) {
        if (extent == 1) {
            return Convolution.inPlace(x, w.get(name + ".w"), w.get(name + ".b"));
        }
        return Convolution.channelsLast(apply(w, Convolution.channelsFirst(x)));
    }

    /** @param x {@code [b, c, h, w]} */
    NDArray apply(Weights w, NDArray x) {
        return Conv2d.conv2d(x, w.get(name + ".w"), w.get(name + ".b"), ONE, padding, ONE, 1)
                .singletonOrThrow();
    }
}
