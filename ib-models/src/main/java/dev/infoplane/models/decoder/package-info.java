/**
 * Densities that decode hidden activations: how much of an input, or of its label, can be read back.
 *
 * <h2>Why decode</h2>
 *
 * <p>The information I(X;T) that an activation t holds about an input x is H(X) − H(X|T), and a density q(x|t) bounds H(X|T) from
 * above: its cross-entropy on held-out samples is never smaller, in expectation. The better the density, the tighter the bound (Darlow
 * &amp; Storkey 2020). This package has two kinds of such densities, each a
 * {@link dev.infoplane.density.DensityFamily}:
 *
 * <ul>
 *   <li>{@link dev.infoplane.models.decoder.PixelCnn}: a conditional PixelCNN++ for images, q(x|t);
 *   <li>{@link dev.infoplane.models.decoder.LabelDecoder}: a small classifier for labels, q(y|t).
 * </ul>
 *
 * <h2>A comparison</h2>
 *
 * <p>A number is worth little alone; planes compare layers and epochs. So densities are trained in comparisons:
 *
 * <pre>
 * PixelCnn ─learn(x)─▶ parent (trained on images alone, or not at all: WarmStart)
 *                         ├─marginal()──▶ PixelDensity q(x)       the same budget of
 *                         ├─given(t₁)───▶ PixelDensity q(x|t₁)    steps for each of
 *                         └─given(t₂)───▶ PixelDensity q(x|t₂)    them: TrainingBudget
 * </pre>
 *
 * <p>All densities of a comparison start from the same {@link dev.infoplane.models.decoder.WarmStart} and take the same number of
 * steps. None starts from another one, so that a difference between two layers is not a difference in training.
 *
 * <p>{@link dev.infoplane.models.decoder.PixelCnn#onClosedForm} lets decoders start about where a closed form is, which needs a fraction of
 * the steps. There, all points look alike to the network, and {@link dev.infoplane.models.decoder.PooledPixelCnn} learns the
 * densities of a whole plane in one training.
 *
 * <h2>Images</h2>
 *
 * <p>Pixels are {@link dev.infoplane.models.decoder.PixelLevels levels}: only then are likelihoods probabilities, and nats
 * information. {@link dev.infoplane.models.decoder.PixelHead} chooses the distribution over the levels,
 * {@link dev.infoplane.models.decoder.Conditioning} how activations enter the network,
 * {@link dev.infoplane.models.decoder.PixelCnnSize} how large it is.
 *
 * <h2>To add something</h2>
 *
 * <p>A head: implement {@code internal.head.Head} and name it in {@code PixelHead}. A way for a condition to enter: implement
 * {@code internal.condition.ConditionEncoder}, add a constant to {@code Conditioning} and a case to {@code PretrainedDecoder}. A change
 * of the network: {@code internal.net.PixelCnnTopology}. Anything that gives other numbers for the same seed raises the revision in
 * {@code DecoderOptions}.
 */
@NullMarked
package dev.infoplane.models.decoder;

import org.jspecify.annotations.NullMarked;
