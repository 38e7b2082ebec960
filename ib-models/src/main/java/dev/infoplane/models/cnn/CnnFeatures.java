package dev.infoplane.models.cnn;

import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ShownImage;
import dev.infoplane.models.internal.HeadOnForm;

/**
 * What the network is given of an image, activations apart. Everything but {@link #fillVisible} may depend on sub-pixels; what
 * {@link #fillLocal} writes depends only on those before the one it is written for, and {@link #near} and {@link #error} are read
 * by convolutions that see only pixels before their own.
 */
final class CnnFeatures {
    private static final int SPREAD_ROWS = 1000;
    private static final float OFFSET = 0.3f;
    private static final float MOST_SCALES = 6;
    private static final float MOST_DISTANCE = 4;

    private final int[] shape;
    private final HeadOnForm onForm;
    private final float[] mean;
    private final float[] deviation;
    private final float[] spread;

    /**
     * Measures what images at each position are like.
     *
     * @param first the first row that may teach
     * @param end the first row after those that may
     */
    CnnFeatures(PointMaps maps, int[] shape, HeadOnForm onForm, int first, int end) {
        this.shape = shape;
        this.onForm = onForm;
        int d = shape[0] * shape[1] * shape[2];
        mean = new float[d];
        deviation = new float[d];
        spread = new float[d];
        int last = Math.min(end, first + SPREAD_ROWS);
        for (int p = 0; p < d; p++) {
            double sum = 0;
            double squares = 0;
            double errors = 0;
            for (int i = first; i < last; i++) {
                ShownImage image = maps.image(i);
                double level = image.level(p);
                double error = level - image.mean(p);
                sum += level;
                squares += level * level;
                errors += error * error;
            }
            int n = last - first;
            mean[p] = onForm.position((float) (sum / n));
            double variance = Math.max(0, squares / n - sum / n * (sum / n));
            deviation[p] = 2 * (1 + onForm.position((float) Math.sqrt(variance))) - 1;
            spread[p] = (float) Math.log(Math.sqrt(errors / n) + OFFSET) - 1;
        }
    }

    int channels() {
        return shape[0];
    }

    int places() {
        return shape[1] * shape[2];
    }

    /** How many numbers {@link #fillVisible} writes a place. */
    int visibleCount() {
        return 2 * shape[0];
    }

    /** Writes what is known of an image without its sub-pixels, map after map: x̂, and how far predictions usually are off. */
    void fillVisible(ShownImage image, float[] target, int from) {
        int d = mean.length;
        for (int p = 0; p < d; p++) {
            target[from + p] = onForm.position(image.visible(p));
            target[from + d + p] = spread[p];
        }
    }

    /** A sub-pixel on the scale −1 to 1. */
    float near(ShownImage image, int subPixel) {
        return onForm.position(image.level(subPixel));
    }

    /** How far a sub-pixel is from x̂. */
    float miss(ShownImage image, int subPixel) {
        return 4 * (onForm.position(image.level(subPixel)) - onForm.position(image.visible(subPixel)));
    }

    /** How many scales a sub-pixel is from its prediction, within bounds. */
    float error(ShownImage image, int subPixel) {
        float scales = (image.level(subPixel) - image.mean(subPixel)) * (float) Math.exp(-image.logScale(subPixel));
        return Math.max(-MOST_SCALES, Math.min(MOST_SCALES, scales)) / (MOST_SCALES / 2);
    }

    /** How many numbers {@link #fillLocal} writes. */
    int localCount() {
        return 8 + (shape[0] == 1 ? 0 : 3 * shape[0]);
    }

    /**
     * Writes what is known of a sub-pixel at its own place.
     *
     * @param stride how far apart the numbers are in the target
     */
    void fillLocal(ShownImage image, int subPixel, float[] target, int from, int stride) {
        float m = image.mean(subPixel);
        float logScale = image.logScale(subPixel);
        int at = from;
        at = put(target, at, stride, onForm.position(m));
        at = put(target, at, stride, 8 * (onForm.position(m) - onForm.position(image.visible(subPixel))));
        at = put(
                target, at, stride, Math.max(-MOST_DISTANCE, Math.min(MOST_DISTANCE, m * (float) Math.exp(-logScale))));
        at = put(target, at, stride, mean[subPixel]);
        at = put(target, at, stride, deviation[subPixel]);
        at = put(target, at, stride, spread[subPixel]);
        at = put(target, at, stride, logScale - 1);
        at = put(target, at, stride, onForm.position(m) < -1 + 1 / 64f ? 1 : 0);
        if (shape[0] == 1) {
            return;
        }
        int channel = subPixel / places();
        int place = subPixel % places();
        for (int c = 0; c < shape[0]; c++) {
            int before = c * places() + place;
            at = put(target, at, stride, c == channel ? 1 : 0);
            at = put(target, at, stride, c < channel ? near(image, before) : 0);
            at = put(target, at, stride, c < channel ? error(image, before) : 0);
        }
    }

    private static int put(float[] target, int at, int stride, float value) {
        target[at] = value;
        return at + stride;
    }
}
