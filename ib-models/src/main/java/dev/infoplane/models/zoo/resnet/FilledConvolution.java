package dev.infoplane.models.zoo.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A convolution over {@code [b, c, h, w]} that never lets the engine pad channels: it adds channels of zeros up to the next
 * sixteen itself (thirty-two for inputs where it strides) and drops them from what comes out. Where the engine pads, it reads
 * memory nobody wrote, and gradients turn NaN or are wrong (docs/decisions/0008-channels-the-engine-pads.md). Parameters are
 * those of the plain convolution.
 */
final class FilledConvolution extends Conv2d {
    private static final int BLOCK = 16;

    FilledConvolution(Conv2d.Builder builder) {
        super(builder);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> settings) {
        NDArray x = inputs.singletonOrThrow();
        long in = x.getShape().get(1);
        long missingOut = missing(filters, BLOCK);
        long missingIn = in > BLOCK ? missing(in, stride.get(0) == 1 ? BLOCK : 2 * BLOCK) : 0;
        if (isInPlace() || missingOut == 0 && missingIn == 0) {
            return super.forwardInternal(store, inputs, training, settings);
        }
        Parameter weight = getDirectParameters().get("weight");
        NDArray kernel = store.getValue(weight, x.getDevice(), training);
        NDArray filledKernel = withZeros(withZeros(kernel, 1, missingIn), 0, missingOut);
        NDArray y = conv2d(withZeros(x, 1, missingIn), filledKernel, null, stride, padding, dilation, 1)
                .singletonOrThrow();
        return new NDList(y.get(":, :" + filters + ", :, :"));
    }

    private boolean isInPlace() {
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
