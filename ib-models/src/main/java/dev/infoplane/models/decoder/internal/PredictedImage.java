package dev.infoplane.models.decoder.internal;

/** What is predicted of one image, by sub-pixel of {@code [channels, height, width]}, in levels counted from 0. */
public interface PredictedImage {
    /** The reconstruction from activations alone. */
    float visible(int subPixel);

    /** The prediction from activations and causal pixels. */
    float mean(int subPixel);

    /** The typical distance from that mean. */
    float scale(int subPixel);
}
