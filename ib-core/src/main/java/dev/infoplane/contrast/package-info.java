/**
 * What may be claimed about the difference between two estimates.
 *
 * <p>Most questions about an information plane are questions about differences: did a layer lose information between two epochs?
 * Both estimates are made on the same samples, so their sampling errors largely cancel if the difference is taken sample by
 * sample. A {@link dev.infoplane.contrast.PairedDifference} is that difference with its standard error. It also holds what more
 * training would change of it ({@link dev.infoplane.estimate.ConvergenceGap}), and how far it moves with the seeds of decoders and
 * with the encoding of t ({@link dev.infoplane.estimate.Estimate#decoderSpread}).
 *
 * <p>A {@link dev.infoplane.contrast.Contrast} applies the rule to two estimates and gives a
 * {@link dev.infoplane.contrast.Verdict}, which states the rule. A difference that fails a test is not claimed. It cannot be tested
 * if convergence or decoder spread are not known, if the two were measured in different ways or trained for different numbers of
 * steps, or if there are too few samples.
 *
 * <p>The rule lives here and nowhere else. The package knows {@code estimate} and no engine.
 */
@NullMarked
package dev.infoplane.contrast;

import org.jspecify.annotations.NullMarked;
