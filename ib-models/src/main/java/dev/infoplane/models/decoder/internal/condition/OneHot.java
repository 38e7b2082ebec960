package dev.infoplane.models.decoder.internal.condition;

import dev.infoplane.estimate.Samples;

/**
 * Class labels as vectors of zeros and a one.
 *
 * @param classes labels are whole numbers from 0 to {@code classes} − 1
 */
public record OneHot(int classes) implements RowTransform {
    @Override
    public void require(Samples t) {
        if (t.dimensions() != 1) {
            throw new IllegalArgumentException("class labels must be one number a row, got " + t.dimensions());
        }
        for (int i = 0; i < t.rows(); i++) {
            float label = t.get(i, 0);
            if (!(label >= 0 && label < classes && label == Math.rint(label))) {
                throw new IllegalArgumentException("class labels must be whole numbers from 0 to " + (classes - 1)
                        + ", got " + label + " in row " + i);
            }
        }
    }

    @Override
    public float[] rows(Samples t, int[] chosen) {
        float[] values = new float[chosen.length * classes];
        for (int i = 0; i < chosen.length; i++) {
            values[i * classes + (int) t.get(chosen[i], 0)] = 1;
        }
        return values;
    }
}
