package dev.infoplane.models.closedform;

/**
 * Images and what is predicted of them, in levels counted from 0, row after row.
 *
 * @param shape channels, height and width of an image
 */
record Fields(int[] shape, float[] levels, float[] mean, float[] visible) {
    int subPixels() {
        return shape[0] * shape[1] * shape[2];
    }

    int rows() {
        return levels.length / subPixels();
    }

    float error(int row, int subPixel) {
        int at = row * subPixels() + subPixel;
        return levels[at] - mean[at];
    }
}
