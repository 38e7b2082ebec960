package dev.infoplane.models.decoder.internal.net;

import ai.djl.ndarray.NDArray;

/**
 * Feature maps as {@code [batch, height, width, channels]}. The engine's convolutions read a view with the channels in second
 * place as it is, so that neither inputs nor gradients are copied into a blocked layout and back
 * (docs/decisions/0006-decoders-channels-last.md).
 */
public final class ChannelsLast {
    private ChannelsLast() {}

    /** A view {@code [b, c, h, w]} of {@code [b, h, w, c]}. */
    public static NDArray toChannelsFirst(NDArray x) {
        return x.transpose(0, 3, 1, 2);
    }

    /** A view {@code [b, h, w, c]} of {@code [b, c, h, w]}. */
    public static NDArray fromChannelsFirst(NDArray x) {
        return x.transpose(0, 2, 3, 1);
    }

    /**
     * A 1×1 convolution as a product of matrices: the engine's own gives wrong values for some numbers of channels
     * (docs/decisions/0008-channels-the-engine-pads.md).
     *
     * @param kernel {@code [out, in, 1, 1]}
     */
    static NDArray pointwise(NDArray x, NDArray kernel, NDArray bias) {
        long[] shape = x.getShape().getShape();
        long out = kernel.getShape().get(0);
        long in = kernel.getShape().get(1);
        return x.reshape(-1, in)
                .matMul(kernel.reshape(out, in).transpose())
                .add(bias)
                .reshape(shape[0], shape[1], shape[2], out);
    }

    /** Depth to space: {@code [b, h, w, rows·columns·channels]} to {@code [b, h·rows, w·columns, channels]}. */
    public static NDArray depthToSpace(NDArray x, long channels, long rows, long columns) {
        long h = x.getShape().get(1);
        long w = x.getShape().get(2);
        return x.reshape(-1, h, w, rows, columns, channels)
                .transpose(0, 1, 3, 2, 4, 5)
                .reshape(-1, h * rows, w * columns, channels);
    }
}
