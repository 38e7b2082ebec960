package dev.infoplane.models.zoo.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.function.UnaryOperator;

/** The layers of convolutional networks. */
public final class Layers {
    private Layers() {}

    /** A convolution without bias that keeps the size, or divides it by the stride, rounding up. */
    public static Block convolution(int out, int extent, int stride) {
        return new PaddedConv2d(out, extent, stride, UnaryOperator.identity());
    }

    /** Batch normalisation of channels. */
    public static Block norm() {
        return BatchNorm.builder().build();
    }

    /** A ReLU. */
    public static Block relu() {
        return Activation.reluBlock();
    }

    /** A sigmoid. */
    public static Block sigmoid() {
        return Activation.sigmoidBlock();
    }

    /** The mean of each channel. */
    public static Block globalPool() {
        return Pool.globalAvgPool2dBlock();
    }

    /** The maximum of 3×3 windows at every second place. */
    public static Block maxPool() {
        return Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1));
    }

    /** One vector per image. */
    public static Block flat() {
        return Blocks.batchFlattenBlock();
    }

    /** Nearest-neighbour up-sampling to a height and width. */
    public static Block resize(long height, long width) {
        return new LambdaBlock(
                x -> new NDList(
                        x.singletonOrThrow().getNDArrayInternal().interpolation(new long[] {height, width}, 0, false)),
                "resize");
    }

    /** Every {@code stride}-th place, and channels of zeros up to {@code out}: a shortcut without parameters. */
    public static Block paddedIdentity(int in, int out, int stride) {
        return LambdaBlock.singleton(x -> withZeroChannels(every(x, stride), out - in), "identity");
    }

    private static NDArray every(NDArray x, int stride) {
        if (stride == 1) {
            return x;
        }
        Shape s = x.getShape(); // a pool of 1×1 would do the same, with a slower gradient
        return x.get(new NDIndex().addAllDim(2).addSliceDim(0, s.get(2), stride).addSliceDim(0, s.get(3), stride));
    }

    private static NDArray withZeroChannels(NDArray x, int count) {
        if (count == 0) {
            return x;
        }
        Shape s = x.getShape();
        NDArray zeros = x.getManager().zeros(new Shape(s.get(0), count, s.get(2), s.get(3)), x.getDataType());
        return NDArrays.concat(new NDList(x, zeros), 1);
    }
}
