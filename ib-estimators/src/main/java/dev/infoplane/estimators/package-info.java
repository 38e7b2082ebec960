/**
 * Estimators of mutual information, by family.
 *
 * <h2>Decoder bound</h2>
 *
 * <p>{@link dev.infoplane.estimators.DecoderBound} trains a density q(x|t) and scores held-out samples. It is the only family here
 * that works for images and wide layers. With a known entropy H(X) it is a lower bound, otherwise decodable information.
 * {@link dev.infoplane.estimators.PooledBound} is the same for all points of a plane, whose densities are learned together.
 *
 * <h2>Nearest neighbours</h2>
 *
 * <p>For continuous vectors of few dimensions. {@link dev.infoplane.estimators.Ksg} is the standard choice,
 * {@link dev.infoplane.estimators.LocalNonuniformity} corrects it for strong dependence,
 * {@link dev.infoplane.estimators.MixedKsg} takes mixtures of discrete and continuous values,
 * {@link dev.infoplane.estimators.LabelKnn} takes a label on one side, and
 * {@link dev.infoplane.estimators.KozachenkoLeonenko} estimates entropies. All compare distances under the maximum norm. Their bias
 * is negative and grows with the dimensions and with the dependence itself.
 *
 * <h2>Counting</h2>
 *
 * <p>For discrete variables, with corrections for small samples: {@link dev.infoplane.estimators.Discrete} and, if the samples are
 * the whole population, the exact {@link dev.infoplane.estimators.FiniteInputs}. {@link dev.infoplane.estimators.Binning} makes
 * continuous activations discrete first; its value depends on the cells and carries them as its noise model.
 *
 * <h2>Kernels and parametric forms</h2>
 *
 * <p>{@link dev.infoplane.estimators.PairwiseDistance} bounds the information of activations with added Gaussian noise.
 * {@link dev.infoplane.estimators.GaussianMi} is exact for normal variables and has a copula form.
 * {@link dev.infoplane.estimators.Sliced} averages or maximises over random projections.
 * {@link dev.infoplane.estimators.MatrixRenyi} is a related functional, and {@link dev.infoplane.estimators.Dependence} offers
 * measures of dependence that are not information at all.
 *
 * <h2>In packages of their own</h2>
 *
 * <p>{@link dev.infoplane.estimators.neural} trains critics, {@link dev.infoplane.estimators.multivariate} measures conditional
 * information and more than two variables, and {@link dev.infoplane.estimators.choice} suggests an estimator for given samples.
 *
 * <h2>What they share</h2>
 *
 * <p>Each estimator is an immutable record of its settings, states its paper and equation, refuses values that are not finite, and
 * warns where its result is outside the regime in which the method works. {@code docs/guide/choosing-an-estimator.md} helps to
 * choose; {@code docs/accuracy.md} shows measured errors on distributions of known information.
 */
@NullMarked
package dev.infoplane.estimators;

import org.jspecify.annotations.NullMarked;
