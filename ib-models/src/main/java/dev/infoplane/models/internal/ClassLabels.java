package dev.infoplane.models.internal;

import dev.infoplane.estimate.Samples;

/** Labels as activations: one whole number a row. */
public final class ClassLabels {
    private ClassLabels() {}

    /**
     * Refuses what is not a label.
     *
     * @param classes labels are whole numbers from 0 to {@code classes} − 1
     */
    public static void require(Samples t, int classes) {
        if (t.dimensions() != 1) {
            throw new IllegalArgumentException("class labels must be one number a row, got " + t.dimensions());
        }
        for (int i = 0; i < t.rows(); i++) {
            float label = t.get(i, 0);
            if (!(label >= 0 && label < classes && label == Math.rint(label))) {
                throw new IllegalArgumentException("class labels must be whole numbers from 0 to " + (classes - 1)
                        + ", got " + label + " in row " + i
                        + (Float.isNaN(label) || label == Math.rint(label) ? "" : "; no noise can be added to labels"));
            }
        }
    }

    /** Some rows as vectors of zeros and a one, one after the other; they must be labels. */
    public static float[] oneHot(Samples t, int[] chosen, int classes) {
        float[] values = new float[chosen.length * classes];
        for (int i = 0; i < chosen.length; i++) {
            values[i * classes + (int) t.get(chosen[i], 0)] = 1;
        }
        return values;
    }
}
