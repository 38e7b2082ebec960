package dev.infoplane.models.decoder.internal.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/**
 * A weight-normalised transposed convolution of stride 2 that doubles height and width and keeps a stream causal. It is
 * computed as one ordinary convolution with four times the channels, one set for each of the four positions in a 2×2 cell,
 * followed by a depth-to-space step: each output of a stride-2 transposed convolution sees at most two inputs.
 */
final class TransposedConvolution {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NO_PADDING = new Shape(0, 0);

    private final String name;
    private final int channels;
    private final boolean isCentred;

    TransposedConvolution(ParameterLayout layout, TransposedSpec spec) {
        this.name = spec.name();
        this.channels = spec.channels();
        this.isCentred = spec.isCentred();
        WeightNorm.declare(layout, name, channels, channels, 2, spec.width());
    }

    NDArray apply(Weights w, NDArray x) {
        NDArray padded = isCentred ? x.pad(new Shape(0, 0, 0, 1, 0, 0), 0) : x;
        NDArray kernel = phases(WeightNorm.kernel(w, name));
        NDArray bias = WeightNorm.bias(w, name);
        NDArray none = bias.zerosLike().tile(4);
        NDArray cells = isCentred
                ? ChannelsLast.fromChannelsFirst(
                        Conv2d.conv2d(ChannelsLast.toChannelsFirst(padded), kernel, none, ONE, NO_PADDING, ONE, 1)
                                .singletonOrThrow())
                : ChannelsLast.pointwise(padded, kernel, none);
        NDArray y = ChannelsLast.depthToSpace(cells, channels, 2, 2);
        return w.isInitialising() ? WeightNorm.initialise(w, name, y, 1) : y.add(bias);
    }

    /**
     * Kernel {@code [out, in, 2, 2 or 3]} to {@code [4·out, in, 1, 1 or 2]}, phases slowest. In the wide kernel an even
     * column sees tap 1 of its own cell; an odd column sees tap 2 of its own cell and tap 0 of the next.
     */
    private NDArray phases(NDArray kernel) {
        NDList phases = new NDList();
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                phases.add(isCentred ? widePhase(kernel, row, column) : tap(kernel, row, column));
            }
        }
        int width = isCentred ? 2 : 1;
        return NDArrays.stack(phases, 0).reshape(4L * channels, channels, 1, width);
    }

    private static NDArray widePhase(NDArray kernel, int row, int column) {
        if (column == 0) {
            return tap(kernel, row, 1).pad(new Shape(0, 1), 0);
        }
        return NDArrays.concat(new NDList(tap(kernel, row, 2), tap(kernel, row, 0)), 3);
    }

    private static NDArray tap(NDArray kernel, int row, int column) {
        return kernel.get(new NDIndex().addAllDim(2).addSliceDim(row, row + 1).addSliceDim(column, column + 1));
    }
}
