package dev.infoplane.models.decoder;

import java.util.Arrays;
import java.util.List;

/**
 * What the features of one place give to the outputs of all convolutions that see them: one product with a matrix, whose
 * columns are the taps of all these kernels side by side. Where a convolution collects its inputs when an output is due, this
 * hands each input on as soon as it is known, and no input needs to be kept.
 */
final class Spread {
    private final float[][] taps;
    private final Part[] parts;
    private final int width;

    /**
     * Taps of one kernel for neighbouring places in one row.
     *
     * @param taps {@code [in][places · channels]}
     * @param row of these places, from where the features are
     * @param column the first of them, likewise
     */
    record Part(float[][] taps, SumWindow into, int row, int column) {
        int width() {
            return taps[0].length;
        }
    }

    Spread(List<Part> parts) {
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

    /** Adds what features {@code x} at a place give to others. */
    void push(ImageMemory memory, float[] x, int row, int column) {
        float[] given = memory.spread();
        multiply(x, given);
        int from = 0;
        for (Part part : parts) {
            int to = part.into.at(row + part.row, column + part.column);
            add(given, from, part.into.sums(memory), to, part.width());
            from += part.width();
        }
    }

    private void multiply(float[] x, float[] given) {
        Arrays.fill(given, 0, width, 0);
        int i = 0;
        for (; i + 4 <= taps.length; i += 4) {
            addFour(x, i, taps[i], taps[i + 1], taps[i + 2], taps[i + 3], given, width);
        }
        for (; i < taps.length; i++) {
            float a = x[i];
            float[] p = taps[i];
            for (int o = 0; o < width; o++) {
                given[o] += a * p[o];
            }
        }
    }

    /** The inner loop, in the one form the compiler makes vector instructions of: whole arrays, one of them written. */
    private static void addFour(
            float[] x, int i, float[] p, float[] q, float[] r, float[] s, float[] given, int width) {
        float a = x[i];
        float b = x[i + 1];
        float c = x[i + 2];
        float d = x[i + 3];
        for (int o = 0; o < width; o++) {
            given[o] += a * p[o] + b * q[o] + c * r[o] + d * s[o];
        }
    }

    private static void add(float[] given, int from, float[] sums, int to, int count) {
        for (int i = 0; i < count; i++) {
            sums[to + i] += given[from + i];
        }
    }
}
