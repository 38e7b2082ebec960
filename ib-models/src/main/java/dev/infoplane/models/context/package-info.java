/**
 * A second family of image densities: a small network on the context of each sub-pixel.
 *
 * <h2>Why a second family</h2>
 *
 * <p>What decoders can read of a layer depends on the decoders. A conclusion about layers or epochs that stands under two families
 * as different as a deep convolutional network and this one says more than either alone. This one is also quick: it screens a
 * plane in the time that a PixelCNN++ takes for a point or two.
 *
 * <h2>How it works</h2>
 *
 * <pre>
 *   causal neighbours, channels before, position ──▶ ContextFeatures ─┬─▶ hidden layers ──▶ parameters of the Head
 *                                                                     └─▶ linear ─┐               │ shifted and scaled by
 *   activations ──▶ ConditionWindow ──▶ linear, one map a phase ─┬─▶ first layer  ├───────────────┘
 *                                                                └─▶ linear ──────┘
 * </pre>
 *
 * <p>Every sub-pixel is an example of its own. A training step takes eight random sub-pixels of each of a few hundred random
 * images; they are nearly independent, which makes a step worth more than one over a few whole images. The loss of an image is
 * an unbiased estimate of its negative log-likelihood.
 *
 * <p>A sub-pixel sees the window of a feature map around its cell, or a whole vector. Sub-pixels at the same place within their
 * cells (of one <i>phase</i>) read it by the same weights. The linear part of that starts from a ridge regression.
 *
 * <h2>One network for a whole plane</h2>
 *
 * <p>{@link dev.infoplane.models.context.PooledContextMlp} sees every layer through its closed form, so that one network can serve
 * all points, and each costs a fraction of a network of its own:
 *
 * <pre>
 *   t, x ──▶ ReconstructedPool: x̂, m, s of each point ──▶ PooledFeatures ──▶ PooledNet ──▶ Head, shifted by m and scaled by s
 * </pre>
 *
 * <h2>What to expect</h2>
 *
 * <p>It knows no structure beyond its radius except through the activations. Levels that must be copied exactly from activations
 * converge slowly, since the shift of a distribution has to become exact to a fraction of a level;
 * {@link dev.infoplane.models.closedform.ClosedForm} is exact there.
 */
@NullMarked
package dev.infoplane.models.context;

import org.jspecify.annotations.NullMarked;
