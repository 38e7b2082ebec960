package dev.infoplane.models.decoder.internal.sampling;

import dev.infoplane.models.decoder.internal.head.PixelBase;

/** Follows one image while it is drawn in raster order, and says what the network is told of each pixel. */
public abstract class PixelGuide {
    /** The network is told of no pixel but its channels. */
    static final PixelGuide NONE = new PixelGuide() {};

    /** Adds to the features of a pixel whose turn it is. */
    void reach(HeapConditionFeatures features, int row, int column) {}

    /** What the parameters of the head are relative to, for the pixel whose turn it is. */
    PixelBase base() {
        return PixelBase.NONE;
    }

    /**
     * Takes in the pixel whose turn it was.
     *
     * @param pixel its channels, on the scale −1 to 1
     * @param seen receives what the streams see of it, from {@code at} on
     */
    void see(float[] pixel, float[] seen, int at) {
        System.arraycopy(pixel, 0, seen, at, pixel.length);
    }
}
