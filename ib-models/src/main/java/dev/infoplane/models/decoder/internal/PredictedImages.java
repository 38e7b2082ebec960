package dev.infoplane.models.decoder.internal;

import java.util.function.IntFunction;

/**
 * Predictions of images from one kind of activations.
 *
 * @param image gives what is predicted of one
 * @param draws under how many draws of noise images are predicted: all images under one draw, then all under the next
 */
public record PredictedImages(PredictedPoint point, IntFunction<PredictedImage> image, int draws) {}
