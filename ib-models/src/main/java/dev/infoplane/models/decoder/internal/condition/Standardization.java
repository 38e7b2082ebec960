package dev.infoplane.models.decoder.internal.condition;

import dev.infoplane.estimate.Samples;

/** Shifts and scales each channel to mean 0 and deviation 1, as measured on the rows to learn from. */
public final class Standardization implements RowTransform {
    private final float[] mean;
    private final float[] scale;
    private final int perChannel;

    /**
     * Measures mean and deviation of each channel.
     *
     * @param t rows to learn from
     * @param map the shape of a row as {@code [channels, height, width]}
     */
    public Standardization(Samples t, int[] map) {
        int channels = map[0];
        perChannel = map[1] * map[2];
        mean = new float[channels];
        scale = new float[channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < t.rows(); i++) {
                for (int j = c * perChannel; j < (c + 1) * perChannel; j++) {
                    double v = t.get(i, j);
                    sum += v;
                    squares += v * v;
                }
            }
            double n = (double) t.rows() * perChannel;
            double variance = squares / n - sum / n * (sum / n);
            mean[c] = (float) (sum / n);
            scale[c] = variance > 1e-12 * (squares / n) ? (float) (1 / Math.sqrt(variance)) : 0;
        }
    }

    @Override
    public float[] rows(Samples t, int[] chosen, long seed) {
        int d = t.dimensions();
        float[] values = new float[chosen.length * d];
        for (int i = 0; i < chosen.length; i++) {
            t.copyRow(chosen[i], values, i * d);
            for (int j = 0; j < d; j++) {
                int c = j / perChannel;
                values[i * d + j] = (values[i * d + j] - mean[c]) * scale[c];
            }
        }
        return values;
    }
}
