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
 * A convolution over {@code [b, c, h, w]} that pads channels with zeros itself, up to the next multiple of sixteen (thirty-two for
 * inputs where it strides), and drops the added channels from the output. Where the engine pads channels, it reads
 * uninitialised memory, and gradients turn NaN or are wrong (docs/decisions/0008-channels-the-engine-pads.md). The parameters are
 * those of an ordinary convolution.
 */
final class PaddedConv2d extends Conv2d {
    private static final int BLOCK = 16;

    PaddedConv2d(Conv2d.Builder builder) {
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
        NDArray paddedKernel = withZeros(withZeros(kernel, 1, missingIn), 0, missingOut);
        NDArray y = conv2d(withZeros(x, 1, missingIn), paddedKernel, null, stride, padding, dilation, 1)
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
