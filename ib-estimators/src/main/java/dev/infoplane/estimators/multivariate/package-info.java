/**
 * Information among three variables or more.
 *
 * <h2>Conditional mutual information</h2>
 *
 * <p>I(X;T|Y) is what T tells about X to one who knows Y: for a layer T, an input X and a label Y, what the layer keeps of the
 * input beyond the label. {@link dev.infoplane.estimators.multivariate.ConditionalMi} has three ways to it. Where Y is
 * discrete, any estimator of mutual information is averaged over the groups of equal Y. Where it is continuous,
 * nearest neighbours (Frenzel and Pompe 2007) or partial correlations of normal variables are used.
 *
 * <h2>Entropies</h2>
 *
 * <p>{@link dev.infoplane.estimators.multivariate.DiscreteEntropy} gives entropies, joint and conditional, of discrete variables.
 *
 * <h2>Many variables</h2>
 *
 * <p>The total correlation of the units of a layer is zero exactly if they are independent. The O-information says whether they
 * share more by repeating each other (positive) or by telling only together (negative). Both are sums of joint entropies:
 * {@link dev.infoplane.estimators.multivariate.DiscreteEntropy} and
 * {@link dev.infoplane.estimators.multivariate.GaussianDependence} have both,
 * {@link dev.infoplane.estimators.multivariate.KsgTotalCorrelation} the first.
 */
@NullMarked
package dev.infoplane.estimators.multivariate;

import org.jspecify.annotations.NullMarked;
