/**
 * Images reconstructed from activations by linear algebra alone, and decoders made of it.
 *
 * <h2>Why</h2>
 *
 * <p>A decoder that is trained by gradient steps shows how far its training came as much as what a layer holds. A ridge
 * regression has no such doubt: it is exactly converged, it is nearly blind to linear re-encodings of what it sees, and it takes
 * seconds. What it misses is what is not linear in the activations. So it is a decoder by itself, a lower baseline for trained
 * ones, and the input on which they learn quickly.
 *
 * <h2>The nouns</h2>
 *
 * <p>{@link dev.infoplane.models.closedform.ClosedForm} holds the options and is a
 * {@link dev.infoplane.density.DensityFamily}. It learns a {@link dev.infoplane.models.closedform.Reconstruction}, which turns
 * images and activations into a {@link dev.infoplane.models.closedform.Reconstructed}: the reconstruction x̂ from activations
 * alone, the prediction m from activations and the pixels before, and the typical error s of m.
 *
 * <p>A {@link dev.infoplane.models.closedform.ReconstructedPool} is this for all points of a plane: it reads the activations of
 * one point at a time and keeps {@link dev.infoplane.models.closedform.PointMaps} of each, from which pooled decoders learn, and
 * from which a {@link dev.infoplane.models.closedform.Drawing} is made.
 *
 * <h2>The regression</h2>
 *
 * <p>Each sub-pixel has a regression of its own on three blocks of standardised columns:
 *
 * <ol>
 *   <li>the <i>global part</i>: principal components of the whole layer, and Nyström features if asked for; shared by all
 *       pixels. It sees places that a window does not, for instance where places are permuted;
 *   <li>the <i>window</i> of the map around the pixel's cell; shared by the pixels of a cell;
 *   <li>the <i>causal neighbours</i>: pixels before it in raster order within a radius, a few further ones that tell what these
 *       do not, and its own channels before it; of small images all pixels before.
 * </ol>
 *
 * <p>Blocks are taken in one after the other (block elimination of the normal equations), so that the first is factored once,
 * the second once a cell, and only the small third once a sub-pixel. With n rows that teach, c cells and d columns in a window
 * that is about 2·c·n·d² multiplications with an addition, nearly all of them in the engine's matrix products. The ridge, one
 * for all, is chosen by leave-one-out errors.
 *
 * <h2>Leaving one out</h2>
 *
 * <p>Whatever learns from the predictions of rows that taught would trust them too much. So their predictions are those of a
 * regression without the row, exactly, by the diagonal of the hat matrix. Two things are not left out. Means: the mean over all
 * rows but one tells that row's value exactly, and a decoder with sharp bins reads it. Landmarks: they shape the kernel columns,
 * so the first rows, as many as there are landmarks, should not teach what comes after.
 *
 * <h2>Noise</h2>
 *
 * <p>For I(X; T + N(0, σ²)) the regression is that of infinitely many draws: noise adds its variance to the products of columns,
 * and nothing to their products with images. Each row that taught is then predicted under four draws. Leaving the row out is exact
 * without noise; what a draw does to the prediction is taken from the weights of all rows, which is off by a random share of the
 * error, of deviation below √(h / n) / (1 − h) for a row of leverage h. So what learns from these rows sees several draws of each image
 * and never one that the regression has seen. Rows that did not teach have one draw each.
 *
 * <h2>Offsets and scales</h2>
 *
 * <p>Columns are centred in double before they become floats, and each is scaled by its own deviation. An offset of a million
 * with a signal of one survives; only a value that never varies is dropped.
 */
@NullMarked
package dev.infoplane.models.closedform;

import org.jspecify.annotations.NullMarked;
