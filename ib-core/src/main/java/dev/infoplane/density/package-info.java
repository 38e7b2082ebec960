/**
 * Learned densities q(x|t) and q(x), and how they are trained fairly.
 *
 * <h2>From a density to information</h2>
 *
 * <p>For every density q, H(X) + E[log q(x|t)] is at most I(X;T) (Barber and Agakov 2003). A model that predicts x from t well
 * therefore shows that t holds much information about x. Where H(X) is unknown, log q(x) of a second model takes its place and
 * the difference is no longer a bound: it is the information that this family of models can decode (Xu et al. 2020).
 *
 * <h2>Who knows whom</h2>
 *
 * <p>This package is the interface between the estimator that needs a density ({@code DecoderBound} in {@code ib-estimators})
 * and the models that are one (PixelCNN++ and classifiers in {@code ib-models}). Neither knows the other; both know
 * {@link dev.infoplane.density.DensityFamily} and {@link dev.infoplane.density.ConditionalDensity}.
 *
 * <h2>Fair comparisons</h2>
 *
 * <p>Decoders are rarely trained to convergence, so a difference between two layers could be a difference in training. Two rules
 * prevent that. All densities of a comparison start from the same {@link dev.infoplane.density.DensityFamily.Pretrained}, which has
 * seen x alone, and take the same number of steps (a star, never a chain). Or all of them are learned in one training, in which
 * every one has an equal share ({@link dev.infoplane.density.PooledFamily}). And {@link dev.infoplane.density.Folds} gives every
 * held-out row one role: to train a density, to draw its learning curve, or to be measured.
 */
@NullMarked
package dev.infoplane.density;

import org.jspecify.annotations.NullMarked;
