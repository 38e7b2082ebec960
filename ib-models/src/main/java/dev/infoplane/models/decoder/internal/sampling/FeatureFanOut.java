package dev.infoplane.models.decoder.internal.sampling;

import dev.infoplane.models.decoder.internal.net.ConvolutionSpec;
import java.util.ArrayList;
import java.util.List;

/** Passes the finished features of a stream on to all layers that read them. Readers are added while a network is built. */
final class FeatureFanOut {
    private final int filters;
    private final List<TapScatter.Part> readers = new ArrayList<>();
    private TapScatter activated = TapScatter.NONE;
    private TapScatter doubling = TapScatter.NONE;
    private TapScatter[][] halving = {{TapScatter.NONE, TapScatter.NONE}, {TapScatter.NONE, TapScatter.NONE}};

    FeatureFanOut(int filters) {
        this.filters = filters;
    }

    /** Adds readers of the activated features. */
    void activatedTo(List<TapScatter.Part> parts) {
        readers.addAll(parts);
    }

    /** Adds the convolution that halves height and width; it reads the features before activation. */
    void halvedTo(HeapKernel kernel, ConvolutionSpec spec, PartialSums into) {
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                halving[row][column] = new TapScatter(KernelTaps.of(kernel, spec, into, row, column));
            }
        }
    }

    /** Adds the convolution that doubles height and width; it reads the features before activation. */
    void doubledTo(HeapKernel kernel, boolean isCentred, PartialSums into) {
        doubling = new TapScatter(KernelTaps.doubling(kernel, isCentred, into));
    }

    /** Closes the list of readers; returns the most values that one place scatters. */
    int seal() {
        activated = new TapScatter(readers);
        readers.clear();
        return Math.max(activated.width(), Math.max(doubling.width(), halving[1][1].width()));
    }

    /** @param features at a place, from {@code at} on */
    void push(ImageMemory memory, float[] features, int at, int row, int column) {
        float[] x = memory.activated();
        if (activated.width() > 0) {
            HeapMath.concatElu(features, at, filters, x);
            activated.push(memory, x, row, column);
        }
        boolean isHalved = halving[1][1].width() > 0;
        boolean isDoubled = doubling.width() > 0;
        if (isHalved || isDoubled) {
            System.arraycopy(features, at, x, 0, filters);
        }
        if (isHalved) {
            halving[row & 1][column & 1].push(memory, x, row >> 1, column >> 1);
        }
        if (isDoubled) {
            doubling.push(memory, x, 2 * row, 2 * column);
        }
    }
}
