package dev.infoplane.models.decoder.internal;

/** Predicts an image while its sub-pixels become known, in raster order. */
public interface RasterSource extends PredictedImage {
    /** Predicts a sub-pixel, after those before it were set; then its mean and its scale may be asked for. */
    void predict(int subPixel);

    /** Takes in a sub-pixel. */
    void set(int subPixel, int level);
}
