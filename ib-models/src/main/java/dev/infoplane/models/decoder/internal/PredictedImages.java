package dev.infoplane.models.decoder.internal;

import java.util.function.IntFunction;

/**
 * Predictions of images from one kind of activations.
 *
 * @param image gives what is predicted of one
 */
public record PredictedImages(PredictedPoint point, IntFunction<PredictedImage> image) {}
