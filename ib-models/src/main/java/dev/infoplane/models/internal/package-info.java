/**
 * What several kinds of models share. Not for use outside of this module.
 *
 * <p>{@code Columns} centres and scales activations, in double before they become floats. {@code RidgeStep} adds a block of
 * columns to a ridge regression that other columns have entered before. {@code RowProducts} takes products of the columns of all windows of a
 * map once. {@code SamplesIdentity} says by which samples something on
 * disk was made. {@code TrainedOptions} are what can be chosen of every family that is trained, and {@code ImageDraws} draws images on the
 * heap.
 */
@NullMarked
package dev.infoplane.models.internal;

import org.jspecify.annotations.NullMarked;
