/**
 * Opens the inside of TorchScript models to probes.
 *
 * <p>An engine runs a TorchScript model as one piece, so a probe sees only its input and output.
 * {@link dev.infoplane.probe.torch.TorchScript} writes a copy of the archive that computes the same and has one more method, which
 * also returns the values of chosen modules. {@code TorchArchive} reads and writes the archive; {@code TorchExpansion} rewrites its
 * code. When a probe watches a model that was loaded from such a copy, each chosen module is a hook point.
 */
@NullMarked
package dev.infoplane.probe.torch;

import org.jspecify.annotations.NullMarked;
