package dev.infoplane.models.context;

import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ShownImage;

/**
 * What a sub-pixel is predicted from in a pool: its {@linkplain ContextFeatures context}, how far its causal neighbours were from
 * their own predictions, the reconstruction around it, and what describes the scale of its error. Nothing of it depends on the
 * sub-pixel itself or on those after it, except x̂, which sees no pixels.
 */
final class PooledFeatures {
    private static final int WINDOW = 2;
    private static final int NEAR = 1;
    private static final float MOST_SCALES = 6;

    private final ContextFeatures context;
    private final int[][] causal;
    private final int[] shape;
    private final int scaleFeatures;
    private final float step;

    /** @param scaleFeatures how many numbers describe the scale of a sub-pixel */
    PooledFeatures(ContextFeatures context, int[] shape, int levels, int scaleFeatures) {
        this.context = context;
        this.causal = context.offsets();
        this.shape = shape;
        this.scaleFeatures = scaleFeatures;
        this.step = 2f / (levels - 1);
    }

    int count() {
        int channels = shape[0];
        int window = (2 * WINDOW + 1) * (2 * WINDOW + 1);
        int near = (2 * NEAR + 1) * (2 * NEAR + 1);
        return context.count()
                + (causal.length + (channels > 1 ? 1 : 0)) * channels
                + window
                + near * channels
                + 2
                + scaleFeatures;
    }

    /**
     * Writes the features of one sub-pixel.
     *
     * @param scaled the levels of the image on the scale −1 to 1
     */
    void fill(PointMaps maps, ShownImage image, float[] scaled, int subPixel, float[] target, int from) {
        context.fill(scaled, subPixel, target, from);
        int at = from + context.count();
        int places = shape[1] * shape[2];
        int channel = subPixel / places;
        int place = subPixel % places;
        int y = place / shape[2];
        int x = place % shape[2];
        for (int[] offset : causal) {
            int there = at(y + offset[0], x + offset[1]);
            for (int c = 0; c < shape[0]; c++) {
                target[at++] = there < 0 ? 0 : error(image, c * places + there);
            }
        }
        for (int c = 0; c < shape[0] && shape[0] > 1; c++) {
            target[at++] = c < channel ? error(image, c * places + place) : 0;
        }
        float mean = position(image.mean(subPixel));
        for (int dy = -WINDOW; dy <= WINDOW; dy++) {
            for (int dx = -WINDOW; dx <= WINDOW; dx++) {
                int there = at(y + dy, x + dx);
                target[at++] = there < 0 ? 0 : position(image.visible(channel * places + there));
            }
        }
        for (int c = 0; c < shape[0]; c++) {
            for (int dy = -NEAR; dy <= NEAR; dy++) {
                for (int dx = -NEAR; dx <= NEAR; dx++) {
                    int there = at(y + dy, x + dx);
                    target[at++] = there < 0 ? 0 : 2 * (position(image.visible(c * places + there)) - mean);
                }
            }
        }
        target[at++] = mean;
        target[at++] = image.logScale(subPixel);
        maps.fillScaleFeatures(image, subPixel, target, at);
        for (int k = 0; k < scaleFeatures; k++) {
            target[at + k] *= 0.5f;
        }
    }

    /** Where a place lies, −1 outside of the image. */
    private int at(int y, int x) {
        return y < 0 || x < 0 || y >= shape[1] || x >= shape[2] ? -1 : y * shape[2] + x;
    }

    /** How many scales a sub-pixel lies from its prediction, within bounds. */
    private static float error(ShownImage image, int subPixel) {
        float scales = (image.level(subPixel) - image.mean(subPixel)) * (float) Math.exp(-image.logScale(subPixel));
        return Math.max(-MOST_SCALES, Math.min(MOST_SCALES, scales)) / (MOST_SCALES / 2);
    }

    /** A level on the scale −1 to 1. */
    float position(float level) {
        return level * step - 1;
    }

    ContextFeatures context() {
        return context;
    }
}
