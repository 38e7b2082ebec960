/**
 * Heads: what the parameters of the last layer mean for a pixel.
 *
 * <p>A network predicts a few numbers at each pixel. A {@link dev.infoplane.models.decoder.internal.head.Head} makes a probability
 * of every level out of them, and draws from it. Likelihoods of discrete pixels are probabilities, not densities: only then are
 * nats information.
 *
 * <ul>
 *   <li>{@link dev.infoplane.models.decoder.internal.head.LogisticMixture}: a mixture of logistics, discretised, for levels that have
 *       an order, such as grey values. The mass of a bin is computed by
 *       {@link dev.infoplane.models.decoder.internal.head.BinMass}, exactly or as published code does;
 *   <li>{@link dev.infoplane.models.decoder.internal.head.CategoricalHead}: a softmax, for few levels in any order;
 *   <li>{@link dev.infoplane.models.decoder.internal.head.BernoulliHead}: one logit, for two levels.
 * </ul>
 *
 * <p>The channels of a colour pixel are predicted one after the other: green depends on red, blue on both. To add a head,
 * implement {@code Head}, and name it in {@code PixelHead}.
 */
@NullMarked
package dev.infoplane.models.decoder.internal.head;

import org.jspecify.annotations.NullMarked;
