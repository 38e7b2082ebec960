package dev.infoplane.models.decoder.internal.sampling;

import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.WeightNorm;

/**
 * The kernel of a weight-normalised convolution and its bias, on the heap.
 *
 * @param values {@code [out, in, height, width]}
 */
record HeapKernel(int out, int in, int height, int width, float[] values, float[] bias) {
    static HeapKernel of(Weights w, String name) {
        long[] shape = WeightNorm.kernel(w, name).getShape().getShape();
        return new HeapKernel(
                (int) shape[0],
                (int) shape[1],
                (int) shape[2],
                (int) shape[3],
                WeightNorm.kernel(w, name).toFloatArray(),
                WeightNorm.bias(w, name).toFloatArray());
    }

    /** Some columns of one row, side by side, for inputs {@code from} to {@code to}: {@code [in][columns · out]}. */
    float[][] columns(int row, int[] columns, int from, int to) {
        float[][] taps = new float[to - from][columns.length * out];
        for (int i = from; i < to; i++) {
            for (int c = 0; c < columns.length; c++) {
                for (int o = 0; o < out; o++) {
                    taps[i - from][c * out + o] = values[((o * in + i) * height + row) * width + columns[c]];
                }
            }
        }
        return taps;
    }
}
