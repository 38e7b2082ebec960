/**
 * A small convolutional decoder of images from one layer, on the closed form of its activations: {@link
 * dev.infoplane.models.cnn.ContextCnn}.
 */
@NullMarked
package dev.infoplane.models.cnn;

import org.jspecify.annotations.NullMarked;
