/**
 * Counting of symbols. Not an API.
 *
 * <p>{@code Symbols} numbers the distinct rows of samples; every estimator that counts works on these numbers. {@code Binned} makes
 * symbols of continuous values. {@code NsbEntropy} estimates entropies from few counts. The checks recognise results that counting
 * cannot support: {@code LabelSide} a label on the wrong side, {@code FunctionCheck} a side that is a function of the other only
 * because every sample is alone in its cell, {@code CellLoss} cells too coarse, {@code KnownEntropy} an entropy that contradicts
 * the samples, {@code EntropyCeiling} more information than activations of few values can hold.
 */
@NullMarked
package dev.infoplane.estimators.internal.discrete;

import org.jspecify.annotations.NullMarked;
