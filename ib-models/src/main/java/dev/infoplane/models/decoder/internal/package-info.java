/**
 * A PixelCNN++ decoder behind its public face: network, head, condition and sampler, each in a package of its own.
 *
 * <pre>
 *                      condition
 *                          │ features
 *   images ─▶ net ─▶ parameters of each pixel ─▶ head ─▶ log-likelihood
 *                          ▲                       ▲
 *                          └────── sampling ───────┘   the same network, pixel by pixel on the heap
 * </pre>
 *
 * <p>A decoder on a closed form is a {@link dev.infoplane.models.decoder.internal.PredictedModel}: predictions take the place of
 * activations, and {@link dev.infoplane.models.decoder.internal.PixelView} says in which numbers the network is told of them.
 *
 * <p>{@link dev.infoplane.models.decoder.internal.DecoderModel} puts a decoder together, without its weights.
 * {@link dev.infoplane.models.decoder.internal.PixelObjective} scores images under it, for training and for measuring;
 * {@link dev.infoplane.models.decoder.internal.Regularization} is what is random in training. The weights come from
 * {@link dev.infoplane.learn.TrainingLoop}.
 *
 * <p>Arrows between the packages: {@code head} and {@code net} know none of the others; {@code condition} knows
 * both; this package knows these three; {@code sampling} knows all. Only
 * {@code dev.infoplane.models} may use these packages; {@code ArchitectureTest} checks this.
 */
@NullMarked
package dev.infoplane.models.decoder.internal;

import org.jspecify.annotations.NullMarked;
