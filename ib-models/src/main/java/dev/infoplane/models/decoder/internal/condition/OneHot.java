package dev.infoplane.models.decoder.internal.condition;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.ClassLabels;

/**
 * Class labels as vectors of zeros and a one.
 *
 * @param classes labels are whole numbers from 0 to {@code classes} − 1
 */
public record OneHot(int classes) implements RowTransform {
    @Override
    public void require(Samples t) {
        ClassLabels.require(t, classes);
    }

    @Override
    public float[] rows(Samples t, int[] chosen) {
        return ClassLabels.oneHot(t, chosen, classes);
    }
}
