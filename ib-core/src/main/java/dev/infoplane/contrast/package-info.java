/**
 * What may be claimed about the difference between two estimates.
 *
 * <p>Most questions about an information plane are questions about differences: did a layer lose information between two epochs?
 * Both estimates are made on the same samples, so their sampling errors largely cancel if the difference is taken sample by
 * sample. A {@link dev.infoplane.contrast.PairedDifference} is that difference with its standard error. It also holds the
 * <i>convergence gap</i>: how much the learning curves of the two estimates still moved in the last quarter of their training.
 *
 * <p>A {@link dev.infoplane.contrast.Contrast} applies the rule to two estimates and gives a
 * {@link dev.infoplane.contrast.Verdict}. A difference is claimed if it exceeds two standard errors and the convergence gap. It is
 * not claimed if it fails one of these tests. It cannot be tested if there is no learning curve, if the two were measured in
 * different ways or trained for different numbers of steps, or if there are too few samples.
 *
 * <p>The rule lives here and nowhere else. The package knows {@code estimate} and no engine.
 */
@NullMarked
package dev.infoplane.contrast;

import org.jspecify.annotations.NullMarked;
