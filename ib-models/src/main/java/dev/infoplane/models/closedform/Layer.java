package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.models.internal.Columns;

/**
 * Standardised activations as a map {@code [channels, height, width]}; a vector is a map of one place.
 *
 * @param noise standard deviation of the noise that is added to each activation, 0 for none
 */
record Layer(int channels, int height, int width, Columns columns, double noise) {
    static Layer of(Samples t, double noise) {
        int[] s = t.rowShape();
        Columns columns = Columns.standardised(t, noise * noise);
        return s.length == 3
                ? new Layer(s[0], s[1], s[2], columns, noise)
                : new Layer(t.dimensions(), 1, 1, columns, noise);
    }

    /** The variance that noise has in each value of {@link #rows}. */
    float[] noiseVariances() {
        float[] variances = new float[values()];
        for (int k = 0; k < variances.length; k++) {
            double deviation = noise * columns.factor(k % channels * height * width + k / channels);
            variances[k] = (float) (deviation * deviation);
        }
        return variances;
    }

    int values() {
        return channels * height * width;
    }

    /** Some rows of t, whole, {@code [rows, height · width · channels]}. */
    NDArray rows(NDManager manager, Samples t, int from, int to) {
        return maps(manager, t, from, to, 0, height).reshape(to - from, -1);
    }

    /** Rows {@code top} to {@code bottom} of the maps, {@code [rows, bottom − top, width, channels]}. */
    NDArray maps(NDManager manager, Samples t, int from, int to, int top, int bottom) {
        float[] row = new float[values()];
        float[] all = new float[Math.multiplyExact(to - from, (bottom - top) * width * channels)];
        int at = 0;
        for (int i = from; i < to; i++) {
            t.copyRow(i, row, 0);
            for (int y = top; y < bottom; y++) {
                for (int x = 0; x < width; x++) {
                    for (int c = 0; c < channels; c++) {
                        int j = (c * height + y) * width + x;
                        all[at++] = columns.apply(row[j], j);
                    }
                }
            }
        }
        return EngineArrays.floats(manager, all, new Shape(to - from, bottom - top, width, channels));
    }
}
