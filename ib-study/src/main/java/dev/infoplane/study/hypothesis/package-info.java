/**
 * The claims of a study, tested as hypotheses.
 *
 * <p>A study asks the same questions of every layer: does I(X;T) rise from the first epoch to a peak (fitting), does it fall from
 * the peak to the last epoch (compression), do deeper layers hold less, and what does I(T;Y) do? A
 * {@link dev.infoplane.study.hypothesis.SeededPlane} holds the measurements, repeated over seeds of networks and of decoders.
 * {@link dev.infoplane.study.hypothesis.ClaimTests} turns it into {@link dev.infoplane.study.hypothesis.TestedClaim}s, each with the
 * size of its effect, an interval, a p-value corrected for the number of claims, and an
 * {@link dev.infoplane.study.hypothesis.Answer}.
 *
 * <h2>How a claim is tested</h2>
 *
 * <ul>
 *   <li><b>Pairs.</b> Every difference is taken image by image. The variation over images comes from a bootstrap of these
 *       differences, studentised (Efron &amp; Tibshirani 1993, section 12.5), so that skewed contributions are followed.
 *   <li><b>The peak is chosen from the data.</b> The largest of several differences is too large on average (the winner's curse).
 *       It is therefore compared with the largest absolute statistic of all candidate epochs under the null hypothesis, and its
 *       interval holds for all of them at once (maxT, Westfall &amp; Young 1993). No images are set aside to choose the peak.
 *   <li><b>Networks.</b> With two or more network seeds, the variation of the difference between networks is added to that over
 *       images, with Student's t for its few degrees of freedom (images and networks are crossed: Owen 2007). Then a claim is about
 *       networks of this kind. With one network it holds for this network only, which the answer says. A few networks tell little
 *       about a variance. Epochs and layers of a regime share what they say of it, each relative to its variance over images, and
 *       where a layer's own is larger, that is used. How many degrees of freedom that is worth is estimated, down to those of one
 *       layer if layers differ or vary together.
 *   <li><b>Decoders.</b> The spread over decoder seeds, declared by the estimates or measured where a point was decoded
 *       by several, is a further part of the uncertainty.
 *   <li><b>Learning.</b> {@link dev.infoplane.contrast.Contrast} decides whether the difference also exceeds what more training of the
 *       decoders would change. What it does not claim is not claimed here.
 *   <li><b>Many claims.</b> p-values are corrected by Holm's method (Holm 1979) for all claims of the study.
 * </ul>
 */
@NullMarked
package dev.infoplane.study.hypothesis;

import org.jspecify.annotations.NullMarked;
