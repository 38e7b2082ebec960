package dev.infoplane.models.closedform;

import dev.infoplane.models.internal.Columns;
import java.util.function.Supplier;

/**
 * What pixels of the image itself add to the prediction of a sub-pixel, and the scale of its error.
 *
 * @param shape channels, height and width of the image
 * @param columns the standardisation of levels
 * @param weights of the causal neighbours of each sub-pixel
 */
record CausalPart(int[] shape, Columns columns, Neighbours neighbours, Supplier<float[][]> weights, ScaleModel scale) {
    /**
     * On the standardised scale.
     *
     * @param levels of images
     * @param start where this image begins
     */
    double standardised(float[] levels, int start, int subPixel) {
        int[] before = neighbours.of(subPixel);
        float[] own = weights.get()[subPixel];
        double sum = 0;
        for (int b = 0; b < before.length; b++) {
            sum += own[b] * columns.apply(levels[start + before[b]], before[b]);
        }
        return sum;
    }

    /** In levels. */
    double of(float[] levels, int start, int subPixel) {
        return standardised(levels, start, subPixel) / columns.factor(subPixel);
    }
}
