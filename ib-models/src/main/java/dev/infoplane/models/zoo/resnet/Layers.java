package dev.infoplane.models.zoo.resnet;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;

/** The layers of residual networks. */
final class Layers {
    private Layers() {}

    /** A convolution without bias that keeps the size, or divides it by the stride, rounding up. */
    static Block convolution(int out, int extent, int stride) {
        return new PaddedConv2d(Conv2d.builder()
                .setKernelShape(new Shape(extent, extent))
                .optPadding(new Shape(extent / 2, extent / 2))
                .optStride(new Shape(stride, stride))
                .optBias(false)
                .setFilters(out));
    }

    static Block norm() {
        return BatchNorm.builder().build();
    }

    static Block relu() {
        return Activation.reluBlock();
    }

    static Block sigmoid() {
        return Activation.sigmoidBlock();
    }

    /** Nearest-neighbour up-sampling to a height and width. */
    static Block resize(long height, long width) {
        return new LambdaBlock(
                x -> new NDList(
                        x.singletonOrThrow().getNDArrayInternal().interpolation(new long[] {height, width}, 0, false)),
                "resize");
    }
}
