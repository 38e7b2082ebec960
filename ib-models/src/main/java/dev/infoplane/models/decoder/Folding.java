package dev.infoplane.models.decoder;

import dev.infoplane.estimate.Samples;

/**
 * Lets activations of any size pass as a map that is not larger than the image. Along a side that is larger, rows are repeated
 * until they are a whole multiple of the image's, and what then falls on one pixel becomes its channels, so that nothing is lost
 * and everything stays where it is.
 */
final class Folding implements RowEncoder {
    private final RowEncoder encoder;
    private final int dimensions;
    private final boolean isLarger;
    private final int[] folded;
    private final int[] source;

    /**
     * @param encoder gives rows {@code [channels, height, width]}
     * @param map their extents
     * @param image channels, height and width of the image
     */
    Folding(RowEncoder encoder, int[] map, int[] image) {
        this.encoder = encoder;
        this.dimensions = map[0] * map[1] * map[2];
        isLarger = map[1] > image[1] || map[2] > image[2];
        int rows = perPixel(map[1], image[1]);
        int columns = perPixel(map[2], image[2]);
        folded = new int[] {map[0] * rows * columns, Math.min(map[1], image[1]), Math.min(map[2], image[2])};
        source = new int[folded[0] * folded[1] * folded[2]];
        int at = 0;
        for (int c = 0; c < map[0]; c++) {
            for (int inner = 0; inner < rows * columns; inner++) {
                for (int y = 0; y < folded[1]; y++) {
                    for (int x = 0; x < folded[2]; x++) {
                        int row = (y * rows + inner / columns) * map[1] / (rows * folded[1]);
                        int column = (x * columns + inner % columns) * map[2] / (columns * folded[2]);
                        source[at++] = (c * map[1] + row) * map[2] + column;
                    }
                }
            }
        }
    }

    private static int perPixel(int extent, int pixels) {
        return Math.max(1, (extent + pixels - 1) / pixels);
    }

    /** Channels, height and width of what comes out. */
    int[] map() {
        return folded.clone();
    }

    @Override
    public float[] rows(Samples t, int[] chosen, long seed) {
        float[] before = encoder.rows(t, chosen, seed);
        if (!isLarger) {
            return before;
        }
        float[] after = new float[chosen.length * source.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = before[i / source.length * dimensions + source[i % source.length]];
        }
        return after;
    }
}
