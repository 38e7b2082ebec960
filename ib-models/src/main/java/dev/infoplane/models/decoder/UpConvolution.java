package dev.infoplane.models.decoder;

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
 * followed by a pixel shuffle: each output of a stride-2 transposed convolution sees at most two inputs.
 */
final class UpConvolution {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NO_PADDING = new Shape(0, 0);

    private final String name;
    private final int channels;
    private final boolean threeWide;

    /** @param threeWide kernel 2×3 (the down-shifted stream) or 2×2 (the down-right-shifted one) */
    UpConvolution(ParameterLayout layout, String name, int channels, boolean threeWide) {
        this.name = name;
        this.channels = channels;
        this.threeWide = threeWide;
        WeightNorm.declare(layout, name, channels, channels, 2, threeWide ? 3 : 2);
    }

    NDArray apply(Weights w, NDArray x) {
        NDArray padded = threeWide ? x.pad(new Shape(0, 0, 0, 1, 0, 0), 0) : x;
        NDArray kernel = phases(WeightNorm.kernel(w, name));
        NDArray none = WeightNorm.bias(w, name).zerosLike().tile(4);
        NDArray cells = threeWide
                ? Convolution.channelsLast(
                        Conv2d.conv2d(Convolution.channelsFirst(padded), kernel, none, ONE, NO_PADDING, ONE, 1)
                                .singletonOrThrow())
                : Convolution.inPlace(padded, kernel, none);
        NDArray y = shuffle(cells, channels, 2, 2);
        if (w.isInitialising()) {
            return WeightNorm.initialise(w, name, y, 1);
        }
        return y.add(WeightNorm.bias(w, name));
    }

    /**
     * Kernel {@code [out, in, 2, 2 or 3]} to {@code [4·out, in, 1, 1 or 2]}, phases slowest. In the wide kernel an even
     * column sees tap 1 of its own cell; an odd column sees tap 2 of its own cell and tap 0 of the next.
     */
    private NDArray phases(NDArray kernel) {
        NDList phases = new NDList();
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                phases.add(threeWide ? widePhase(kernel, row, column) : tap(kernel, row, column));
            }
        }
        int width = threeWide ? 2 : 1;
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

    /** {@code [b, h, w, rows·columns·channels]} to {@code [b, h·rows, w·columns, channels]}. */
    static NDArray shuffle(NDArray x, long channels, long rows, long columns) {
        long h = x.getShape().get(1);
        long w = x.getShape().get(2);
        return x.reshape(-1, h, w, rows, columns, channels)
                .transpose(0, 1, 3, 2, 4, 5)
                .reshape(-1, h * rows, w * columns, channels);
    }

    String name() {
        return name;
    }

    boolean isThreeWide() {
        return threeWide;
    }
}
