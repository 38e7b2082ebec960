package dev.infoplane.models.decoder.internal.head;

/**
 * Evenly spaced pixel levels on the scale −1 to 1, on which a network sees and predicts them.
 *
 * @param count how many levels, at least 2
 * @param low the value of the lowest one
 * @param high the value of the highest one
 */
public record LevelScale(int count, double low, double high) {
    /** A pixel's value on the scale −1 to 1. */
    public float toNetwork(float value) {
        return (float) (Math.rint((value - low) / (high - low) * (count - 1)) / (count - 1) * 2 - 1);
    }

    /** The value of the level at a position on the scale −1 to 1. */
    public float fromNetwork(float position) {
        return (float) (low + (double) index(position) / (count - 1) * (high - low));
    }

    /** The number of the level at a position on the scale −1 to 1, counted from 0. */
    public int index(float position) {
        return (int) Math.rint((position + 1) / 2.0 * (count - 1));
    }

    /** The position of a level, counted from 0, on the scale −1 to 1. */
    public float position(int level) {
        return (float) ((double) level / (count - 1) * 2 - 1);
    }

    /** The position of the level nearest to any position on the scale −1 to 1. */
    float nearest(double position) {
        return position((int) Math.rint((Math.max(-1, Math.min(1, position)) + 1) / 2 * (count - 1)));
    }
}
