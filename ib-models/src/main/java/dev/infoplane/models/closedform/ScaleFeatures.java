package dev.infoplane.models.closedform;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What tells how far a sub-pixel will be from its prediction: how large errors were at causal neighbours, what is predicted there
 * and around, and how large errors are at this position on average. Mostly logarithms of distances in levels.
 */
final class ScaleFeatures {
    private static final int[][] CAUSAL = {
        {0, -1}, {-1, 0}, {-1, -1}, {-1, 1}, {0, -2}, {-2, 0}, {-1, -2}, {-1, 2}, {-2, -1}, {-2, 1}, {-2, -2}, {-2, 2}
    };
    private static final int NEAREST = 4;
    private static final int[][] SIDES = {{-1, 0}, {0, -1}, {0, 1}, {1, 0}};

    private final int[] shape;
    private final float levelsAQuarter;
    private final float[] usualError;

    /** @param from the first row to learn from */
    ScaleFeatures(Fields taught, int levels, int from) {
        shape = taught.shape();
        levelsAQuarter = levels / 4f;
        usualError = new float[taught.subPixels()];
        for (int p = 0; p < usualError.length; p++) {
            double sum = 0;
            for (int i = from; i < taught.rows(); i++) {
                sum += Math.abs(taught.error(i, p));
            }
            usualError[p] = log((float) (sum / (taught.rows() - from)));
        }
    }

    private ScaleFeatures(int[] shape, int levels, float[] usualError) {
        this.shape = shape;
        this.levelsAQuarter = levels / 4f;
        this.usualError = usualError;
    }

    void write(DataOutputStream out) throws IOException {
        for (float error : usualError) {
            out.writeFloat(error);
        }
    }

    static ScaleFeatures read(DataInputStream in, int[] shape, int levels) throws IOException {
        float[] usualError = new float[shape[0] * shape[1] * shape[2]];
        for (int p = 0; p < usualError.length; p++) {
            usualError[p] = in.readFloat();
        }
        return new ScaleFeatures(shape, levels, usualError);
    }

    int count() {
        return CAUSAL.length + 3 * NEAREST + 4 + SIDES.length + 1 + 9 + 2 + 1;
    }

    /** Those whose products with all others count as well: the errors of two neighbours, the prediction, the usual error. */
    int[] leading() {
        return new int[] {0, 1, CAUSAL.length + 3 * NEAREST, count() - 1};
    }

    void fill(ShownImage image, int subPixel, float[] target, int from) {
        int places = shape[1] * shape[2];
        int channel = subPixel / places;
        int y = subPixel % places / shape[2];
        int x = subPixel % shape[2];
        int plane = channel * places;
        float mean = image.mean(subPixel);
        float visible = image.visible(subPixel);
        int at = from;
        for (int[] offset : CAUSAL) {
            int there = at(plane, y + offset[0], x + offset[1]);
            target[at++] = log(there < 0 ? 0 : image.level(there) - image.mean(there));
        }
        for (int k = 0; k < NEAREST; k++) {
            int there = at(plane, y + CAUSAL[k][0], x + CAUSAL[k][1]);
            float level = there < 0 ? 0 : image.level(there);
            target[at++] = log(level - mean);
            target[at++] = level == 0 ? 1 : 0;
            target[at++] = log(level);
        }
        float quarters = Math.max(0, Math.min(4, mean / levelsAQuarter));
        target[at++] = log(mean);
        target[at++] = nearZero(mean);
        target[at++] = quarters;
        target[at++] = quarters * quarters;
        for (int[] side : SIDES) {
            int there = at(plane, y + side[0], x + side[1]);
            target[at++] = log((there < 0 ? 0 : image.visible(there)) - visible);
        }
        target[at++] = log(visible - mean);
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int there = at(plane, y + dy, x + dx);
                target[at++] = there < 0 ? 0 : nearZero(image.visible(there));
            }
        }
        for (int before = 1; before <= 2; before++) {
            int there = subPixel - before * places;
            target[at++] = log(before > channel ? 0 : image.level(there) - image.mean(there));
        }
        target[at] = usualError[subPixel];
    }

    /** Where a place lies, −1 outside of the image. */
    private int at(int plane, int y, int x) {
        return y < 0 || x < 0 || y >= shape[1] || x >= shape[2] ? -1 : plane + y * shape[2] + x;
    }

    private static float nearZero(float level) {
        return Math.max(-1, Math.min(1, level / 8));
    }

    private static float log(float distance) {
        return (float) Math.log(Math.abs(distance) + 0.5);
    }
}
