package dev.infoplane.models.zoo.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.function.UnaryOperator;

/**
 * A convolution over {@code [b, c, h, w]} that pads channels with zeros itself, up to the next multiple of sixteen (thirty-two for
 * inputs where it strides), and drops the added channels from the output. Where the engine pads channels, it reads
 * uninitialised memory, and gradients turn NaN or are wrong (docs/decisions/0008-channels-the-engine-pads.md). The parameters are
 * those of an ordinary convolution without bias.
 */
public final class PaddedConv2d extends Conv2d {
    private static final int BLOCK = 16;

    private final UnaryOperator<NDArray> kernelMap;

    /**
     * @param out channels of the output
     * @param extent height and width of the kernel, odd; the size is kept, or divided by the stride, rounding up
     * @param kernelMap applied to the kernel {@code [out, in, h, w]} before it is used
     */
    public PaddedConv2d(int out, int extent, int stride, UnaryOperator<NDArray> kernelMap) {
        super(Conv2d.builder()
                .setKernelShape(new Shape(extent, extent))
                .optPadding(new Shape(extent / 2, extent / 2))
                .optStride(new Shape(stride, stride))
                .optBias(false)
                .setFilters(out));
        this.kernelMap = kernelMap;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> settings) {
        NDArray x = inputs.singletonOrThrow();
        NDArray kernel = store.getValue(getDirectParameters().get("weight"), x.getDevice(), training);
        long in = x.getShape().get(1);
        long missingOut = isPointwise() ? 0 : missing(filters, BLOCK);
        long missingIn = isPointwise() || in <= BLOCK ? 0 : missing(in, stride.get(0) == 1 ? BLOCK : 2 * BLOCK);
        return new NDList(Scoped.in(x.getManager(), () -> {
            NDArray padded = withZeros(withZeros(kernelMap.apply(kernel), 1, missingIn), 0, missingOut);
            NDArray y = conv2d(withZeros(x, 1, missingIn), padded, null, stride, padding, dilation, 1)
                    .singletonOrThrow();
            return missingOut == 0 ? y : y.get(":, :" + filters + ", :, :");
        }));
    }

    private boolean isPointwise() {
        return kernelShape.size() == 1;
    }

    private static long missing(long channels, int block) {
        return (block - channels % block) % block;
    }

    private static NDArray withZeros(NDArray x, int axis, long count) {
        if (count == 0) {
            return x;
        }
        long[] shape = x.getShape().getShape().clone();
        shape[axis] = count;
        NDArray zeros = x.getManager().zeros(new Shape(shape), x.getDataType());
        return NDArrays.concat(new NDList(x, zeros), axis);
    }
}
