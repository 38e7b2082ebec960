package dev.infoplane.models.unseen;

/** Rows of images as a decoder sees them, by sub-pixel of {@code [channels, height, width]}, in levels counted from 0. */
public interface ShownRows {
    /** Channels, height and width. */
    int[] shape();

    /** How many levels there are. */
    int levels();

    /** How many rows. */
    int count();

    /** The level itself. */
    double level(int row, int subPixel);

    /** What it is predicted to be, from activations and from sub-pixels before it. */
    double mean(int row, int subPixel);

    /** How far it typically is from that. */
    double scale(int row, int subPixel);

    /** What it is predicted to be from activations alone. */
    double visible(int row, int subPixel);
}
