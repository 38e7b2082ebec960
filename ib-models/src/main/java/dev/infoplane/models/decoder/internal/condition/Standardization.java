package dev.infoplane.models.decoder.internal.condition;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.Columns;

/**
 * Shifts each value to mean 0 and scales each channel to deviation 1, as measured on the rows to learn from. Values are shifted
 * in double, so that a small signal on a large offset survives; a channel is dropped only if none of its values ever varies.
 */
public final class Standardization implements RowTransform {
    private final Columns columns;

    /**
     * Measures means and deviations.
     *
     * @param t rows to learn from
     * @param map the shape of a row as {@code [channels, height, width]}
     */
    public Standardization(Samples t, int[] map) {
        columns = Columns.byChannel(t, map[1] * map[2]);
    }

    @Override
    public float[] rows(Samples t, int[] chosen) {
        int d = t.dimensions();
        float[] values = new float[chosen.length * d];
        for (int i = 0; i < chosen.length; i++) {
            t.copyRow(chosen[i], values, i * d);
            for (int j = 0; j < d; j++) {
                values[i * d + j] = columns.apply(values[i * d + j], j);
            }
        }
        return values;
    }
}
