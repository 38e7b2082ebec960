package dev.infoplane.models.decoder;

import java.util.ArrayList;
import java.util.List;

/** Finished features of a stream, and all that reads them; what reads them is added while a network is put together. */
final class Onward {
    private final int filters;
    private final List<Spread.Part> readers = new ArrayList<>();
    private Spread activated;
    private Spread[][] halving;
    private Spread doubling;

    Onward(int filters) {
        this.filters = filters;
    }

    /** These see the activated features. */
    void activatedTo(List<Spread.Part> parts) {
        readers.addAll(parts);
    }

    /** The convolution that halves height and width sees the features as they are. */
    void halvedTo(HeapKernel kernel, Convolution.Spec spec, SumWindow into) {
        halving = new Spread[2][2];
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                halving[row][column] = new Spread(Taps.of(kernel, spec, into, row, column));
            }
        }
    }

    /** The convolution that doubles height and width sees the features as they are. */
    void doubledTo(HeapKernel kernel, boolean threeWide, SumWindow into) {
        doubling = new Spread(Taps.doubling(kernel, threeWide, into));
    }

    /** All readers are known. Returns the most that one place gives to others. */
    int seal() {
        activated = new Spread(readers);
        readers.clear();
        int width = Math.max(activated.width(), doubling == null ? 0 : doubling.width());
        return Math.max(width, halving == null ? 0 : halving[1][1].width());
    }

    /** @param features at a place, from {@code at} on */
    void push(ImageMemory memory, float[] features, int at, int row, int column) {
        float[] x = memory.activated();
        if (activated.width() > 0) {
            HeapMath.concatElu(features, at, filters, x);
            activated.push(memory, x, row, column);
        }
        if (halving != null || doubling != null) {
            System.arraycopy(features, at, x, 0, filters);
        }
        if (halving != null) {
            halving[row & 1][column & 1].push(memory, x, row >> 1, column >> 1);
        }
        if (doubling != null) {
            doubling.push(memory, x, 2 * row, 2 * column);
        }
    }
}
