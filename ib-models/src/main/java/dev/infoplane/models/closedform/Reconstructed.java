package dev.infoplane.models.closedform;

import dev.infoplane.estimate.Samples;

/**
 * What a closed form says about each sub-pixel of some images, in levels counted from 0. All three have the shape of the
 * images.
 *
 * @param visible the reconstruction from activations alone; it may be shown to any part of a decoder
 * @param mean the prediction from activations and causal neighbours. It contains pixels of the image itself, so whatever
 *     predicts a pixel may see it at that pixel and at those before it in raster order, and nowhere else
 * @param scale the typical distance of the sub-pixel from {@code mean}, causal in the same way
 */
public record Reconstructed(Samples visible, Samples mean, Samples scale) {}
