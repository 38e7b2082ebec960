/**
 * Draws images from a PixelCNN++ fast, on the heap.
 *
 * <h2>The problem</h2>
 *
 * <p>An image is drawn pixel by pixel in raster order, and each pixel needs the network's output given those before. A whole
 * forward pass for every pixel repeats almost all of its work. Ramachandran et al. 2017 (arXiv 1704.06001) cache: a new pixel
 * changes one place of each layer, so only that place needs to be computed.
 *
 * <h2>The idea: scatter, do not gather</h2>
 *
 * <p>A convolution usually gathers the inputs of an output when the output is due, so that inputs must be kept. Here each place
 * {@linkplain dev.infoplane.models.decoder.internal.sampling.TapScatter scatters} its features, once known, into the
 * {@linkplain dev.infoplane.models.decoder.internal.sampling.PartialSums partial sums} of all outputs that will see them. When an
 * output is due, its sum is complete. Two rows of sums are enough, and the work is one product of a vector with a matrix.
 *
 * <h2>The classes</h2>
 *
 * <pre>
 * CachedSampler     images in parallel, one a thread
 *   DrawnImage      one image: asks the net, draws from the head
 *     IncrementalNet      the network at one pixel: runs the Stages that are due
 *       Stage               sums → features of one layer at one place
 *       FeatureFanOut       features → everyone who reads them
 *       TapScatter          one product, scattered into PartialSums
 *     ImageMemory         all numbers of one image; the classes above only say where they lie
 * </pre>
 *
 * <p>{@link dev.infoplane.models.decoder.internal.sampling.IncrementalNetBuilder} interprets the same
 * {@link dev.infoplane.models.decoder.internal.net.PixelCnnTopology} as the engine's network, so that the wiring of both cannot
 * differ. Tests compare both at every pixel.
 */
@NullMarked
package dev.infoplane.models.decoder.internal.sampling;

import org.jspecify.annotations.NullMarked;
