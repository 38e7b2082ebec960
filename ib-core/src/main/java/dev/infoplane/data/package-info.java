/**
 * Samples from files and arrays, and back.
 *
 * <p>{@link dev.infoplane.data.DataFiles} reads what its name says: NumPy's {@code .npy} and {@code .npz}
 * ({@link dev.infoplane.data.Npy}), and comma- or tab-separated text ({@link dev.infoplane.data.Csv}). All give a
 * {@link dev.infoplane.data.NumberArray}, whose first axis becomes the rows of {@link dev.infoplane.estimate.Samples}. None of
 * them needs an engine. {@link dev.infoplane.data.NdArrays} is the bridge to arrays of DJL.
 */
@NullMarked
package dev.infoplane.data;

import org.jspecify.annotations.NullMarked;
