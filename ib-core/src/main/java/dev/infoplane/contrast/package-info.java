/**
 * What may be claimed of the difference between two estimates. A {@link dev.infoplane.contrast.Contrast} lays two estimates
 * side by side, a {@link dev.infoplane.contrast.PairedDifference} is their difference sample by sample, and a
 * {@link dev.infoplane.contrast.Verdict} says whether that difference is claimed, is not claimed, or cannot be tested. The rule
 * lives here and nowhere else; it needs no engine.
 */
package dev.infoplane.contrast;
