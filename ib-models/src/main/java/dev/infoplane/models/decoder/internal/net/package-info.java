/**
 * The network of a PixelCNN++: declared once, computed by the engine.
 *
 * <h2>What a PixelCNN++ is</h2>
 *
 * <p>A PixelCNN++ (Salimans et al. 2017, arXiv 1701.05517) writes the density of an image as a product over pixels in raster
 * order, each given the pixels before it. One convolutional network computes the parameters of all these factors in one pass. It
 * must be <em>causal</em>: the output at a pixel may depend on pixels above and to the left, never on itself or on later ones. Two
 * streams of features share the work. The <em>down stream</em> sees the rows above, the <em>right stream</em> also the pixels to
 * the left. Both are made causal by padding alone, see {@link dev.infoplane.models.decoder.internal.net.Kernel}.
 *
 * <h2>Declared once</h2>
 *
 * <p>{@link dev.infoplane.models.decoder.internal.net.PixelCnnTopology} says which layers there are and who reads whom, in one
 * method that reads like figure 2 of the paper. It knows no engine. A
 * {@link dev.infoplane.models.decoder.internal.net.LayerInterpreter} gives meaning to the layers. There are three:
 *
 * <ul>
 *   <li>one declares parameters, when a {@link dev.infoplane.models.decoder.internal.net.PixelCnnNet} is made;
 *   <li>one computes whole batches in the engine, for training and scoring ({@code PixelCnnNet.apply});
 *   <li>one assembles the cached sampler, which computes pixel by pixel on the heap (package {@code sampling}).
 * </ul>
 *
 * <h2>Layers</h2>
 *
 * <p>All feature maps are {@code [batch, height, width, channels]}
 * ({@link dev.infoplane.models.decoder.internal.net.ChannelsLast}). Causal convolutions are weight-normalised
 * ({@link dev.infoplane.models.decoder.internal.net.WeightNorm}); a {@code GatedUnit} has two of them. A condition enters as
 * {@link dev.infoplane.models.decoder.internal.net.ConditionFeatures}: arrays to add at named places.
 */
@NullMarked
package dev.infoplane.models.decoder.internal.net;

import org.jspecify.annotations.NullMarked;
