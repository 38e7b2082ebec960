package dev.infoplane.models.decoder.internal.condition;

import dev.infoplane.estimate.Samples;

/**
 * Turns a map of any size into one that is not larger than the image (space to depth). Along a side that is larger, rows are
 * repeated until they are a whole multiple of the image's; the values that then fall on one pixel become its channels. Nothing
 * is lost, and everything stays where it is.
 */
public final class SpaceToDepth implements RowTransform {
    private final RowTransform before;
    private final int dimensions;
    private final boolean isLarger;
    private final int[] folded;
    private final int[] source;

    /**
     * A transform after another one.
     *
     * @param before gives rows {@code [channels, height, width]}
     * @param map the extents of these rows
     * @param image channels, height and width of the image
     */
    public SpaceToDepth(RowTransform before, int[] map, int[] image) {
        this.before = before;
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

    /** Channels, height and width of the result. */
    public int[] map() {
        return folded.clone();
    }

    @Override
    public void require(Samples t) {
        before.require(t);
    }

    @Override
    public float[] rows(Samples t, int[] chosen) {
        float[] values = before.rows(t, chosen);
        if (!isLarger) {
            return values;
        }
        float[] after = new float[chosen.length * source.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = values[i / source.length * dimensions + source[i % source.length]];
        }
        return after;
    }
}
