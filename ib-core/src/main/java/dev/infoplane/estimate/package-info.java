/**
 * Estimates of mutual information that carry their claim.
 *
 * <h2>Mutual information</h2>
 *
 * <p>I(X;T) is how much knowing T reduces the uncertainty about X: H(X) minus H(X|T), where H is Shannon entropy. It is zero
 * exactly if X and T are independent, it is symmetric, and no further processing of T can raise it (the data-processing
 * inequality). For a discrete X it is at most H(X). Amounts are {@link dev.infoplane.estimate.Information}: nats inside, and
 * bits or bits per dimension wherever they are printed.
 *
 * <h2>Why a number is not enough</h2>
 *
 * <p>The distributions of activations are unknown, so I(X;T) has to be estimated from
 * {@link dev.infoplane.estimate.Samples}: n matched rows of x and t. Estimators differ in what they promise. Some are below the
 * truth in expectation, some above, some neither, and some measure a related quantity. A deterministic network adds a second
 * question: without noise it loses almost nothing of a discrete input, so many published values describe a quantised or noisy
 * copy of the activations instead. An {@link dev.infoplane.estimate.Estimate} therefore holds the value together with its
 * {@link dev.infoplane.estimate.BoundKind}, its {@link dev.infoplane.estimate.NoiseModel}, the standard error, the number of
 * samples, the settings that were used, and warnings. It cannot be built without a claim.
 *
 * <h2>Estimators</h2>
 *
 * <p>An {@link dev.infoplane.estimate.MiEstimator} is immutable. {@code estimate(x, t, seed)} is the whole protocol, and the seed
 * is its only randomness. {@code prepare(x, seed)} does once what depends on x alone, for the many layers and epochs of an
 * information plane. An estimator that learns also reports a {@link dev.infoplane.estimate.LearningCurve}, which says how far
 * from convergence its training stopped.
 *
 * <h2>What to ask of an estimate</h2>
 *
 * <p>{@link dev.infoplane.estimate.Estimate#interval} says where the quantity lies, in the shape that the claim allows.
 * {@link dev.infoplane.estimate.PermutationTest} compares the value with those of shuffled rows, which share nothing.
 * {@link dev.infoplane.estimate.Subsampling} measures parts of the samples, and its
 * {@link dev.infoplane.estimate.SampleSizeCurve} says whether more samples would still move the value.
 *
 * <p>The package depends on the JDK only. It knows no engine and no other package of the library.
 */
@NullMarked
package dev.infoplane.estimate;

import org.jspecify.annotations.NullMarked;
