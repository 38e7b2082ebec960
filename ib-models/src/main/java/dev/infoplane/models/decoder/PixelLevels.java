package dev.infoplane.models.decoder;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.internal.head.LevelScale;

/**
 * The values a pixel can take: {@code count} of them, evenly spaced from {@code low} to {@code high}. Probabilities
 * need them: an image of real numbers has a density, but no information in bits.
 *
 * @param count how many, at least 2
 * @param low the smallest value
 * @param high the largest value
 */
public record PixelLevels(int count, double low, double high) {
    /** Eight-bit pixels as they come from a file: 0, 1, …, 255. */
    public static final PixelLevels BYTES = new PixelLevels(256, 0, 255);

    /** Eight-bit pixels divided by 255: 0, 1/255, …, 1. */
    public static final PixelLevels UNIT_BYTES = new PixelLevels(256, 0, 1);

    /** Black and white: 0 and 1. */
    public static final PixelLevels BINARY = new PixelLevels(2, 0, 1);

    private static final double TOLERANCE = 0.01;

    /** Refuses fewer than two levels and an empty range. */
    public PixelLevels {
        if (count < 2) {
            throw new IllegalArgumentException("a pixel needs at least 2 levels, got " + count);
        }
        if (!(low < high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException(
                    "the lowest level must lie below the highest, got " + low + " and " + high);
        }
    }

    /**
     * Checks that all values are levels, up to a hundredth of the distance between two.
     *
     * @throws IllegalArgumentException naming the first value that is not a level
     */
    public void require(Samples x) {
        x.requireFinite("x");
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.dimensions(); j++) {
                double level = (x.get(i, j) - low) / (high - low) * (count - 1);
                if (level < -TOLERANCE
                        || level > count - 1 + TOLERANCE
                        || Math.abs(level - Math.rint(level)) > TOLERANCE) {
                    throw new IllegalArgumentException(
                            "pixels must be one of " + count + " levels from " + low + " to " + high
                                    + ", got " + x.get(i, j) + " in image " + i + ", position " + j
                                    + "; choose other PixelLevels or undo the normalisation of the images");
                }
            }
        }
    }

    /** The number of the level nearest to a value, counted from 0. */
    public int index(double value) {
        return (int) Math.max(0, Math.min(count - 1, Math.rint((value - low) / (high - low) * (count - 1))));
    }

    /** These levels on the scale of a network. */
    LevelScale scale() {
        return new LevelScale(count, low, high);
    }
}
