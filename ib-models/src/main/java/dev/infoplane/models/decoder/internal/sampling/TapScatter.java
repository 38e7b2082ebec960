package dev.infoplane.models.decoder.internal.sampling;

import java.util.Arrays;
import java.util.List;

/**
 * Scatters the features of one place into the partial sums of every kernel tap that covers it. This is one product with a matrix
 * whose columns are the taps of all these kernels, side by side. Where a convolution gathers its inputs when an output is due,
 * this passes each input on as soon as it is known, so that no input needs to be kept.
 */
final class TapScatter {
    /** Scatters nothing. */
    static final TapScatter NONE = new TapScatter(List.of());

    private final float[][] taps;
    private final Part[] parts;
    private final int width;

    /**
     * Taps of one kernel for neighbouring places in one row.
     *
     * @param taps {@code [in][places · channels]}
     * @param row of these places, relative to the features
     * @param column of the first of them, relative to the features
     */
    record Part(float[][] taps, PartialSums into, int row, int column) {
        int width() {
            return taps[0].length;
        }
    }

    TapScatter(List<Part> parts) {
        this.parts = parts.toArray(Part[]::new);
        this.width = parts.stream().mapToInt(Part::width).sum();
        int inputs = parts.isEmpty() ? 0 : parts.get(0).taps.length;
        this.taps = new float[inputs][width];
        for (int i = 0; i < inputs; i++) {
            int at = 0;
            for (Part part : parts) {
                System.arraycopy(part.taps[i], 0, taps[i], at, part.width());
                at += part.width();
            }
        }
    }

    int width() {
        return width;
    }

    /** Scatters features {@code x} of a place. */
    void push(ImageMemory memory, float[] x, int row, int column) {
        float[] products = memory.scattered();
        multiply(x, products);
        int from = 0;
        for (Part part : parts) {
            int to = part.into.at(row + part.row, column + part.column);
            add(products, from, part.into.of(memory), to, part.width());
            from += part.width();
        }
    }

    private void multiply(float[] x, float[] products) {
        Arrays.fill(products, 0, width, 0);
        int i = 0;
        for (; i + 4 <= taps.length; i += 4) {
            addFour(x, i, taps[i], taps[i + 1], taps[i + 2], taps[i + 3], products, width);
        }
        for (; i < taps.length; i++) {
            float a = x[i];
            float[] p = taps[i];
            for (int o = 0; o < width; o++) {
                products[o] += a * p[o];
            }
        }
    }

    /** The inner loop, in the form that the compiler vectorises: whole arrays, of which one is written. */
    private static void addFour(
            float[] x, int i, float[] p, float[] q, float[] r, float[] s, float[] products, int width) {
        float a = x[i];
        float b = x[i + 1];
        float c = x[i + 2];
        float d = x[i + 3];
        for (int o = 0; o < width; o++) {
            products[o] += a * p[o] + b * q[o] + c * r[o] + d * s[o];
        }
    }

    private static void add(float[] products, int from, float[] sums, int to, int count) {
        for (int i = 0; i < count; i++) {
            sums[to + i] += products[from + i];
        }
    }
}
