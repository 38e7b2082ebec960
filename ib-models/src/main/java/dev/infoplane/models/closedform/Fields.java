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

    ShownImage row(int row) {
        int start = row * subPixels();
        return new ShownImage() {
            @Override
            public float level(int subPixel) {
                return levels[start + subPixel];
            }

            @Override
            public float mean(int subPixel) {
                return mean[start + subPixel];
            }

            /** Not known yet. */
            @Override
            public float logScale(int subPixel) {
                throw new UnsupportedOperationException("scales are learned from fields");
            }

            @Override
            public float visible(int subPixel) {
                return visible[start + subPixel];
            }
        };
    }

    float error(int row, int subPixel) {
        int at = row * subPixels() + subPixel;
        return levels[at] - mean[at];
    }
}
