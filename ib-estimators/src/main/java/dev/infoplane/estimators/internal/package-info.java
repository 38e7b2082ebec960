/**
 * Numerical tools that several families of estimators share. Not an API.
 *
 * <p>Columns: {@code ColumnTransforms} applies a {@code MarginalTransform} to each column, {@code HeavyTails} recognises columns that
 * need one, {@code SortedValues} ranks them, {@code Correlations} holds their correlation matrix. Distances:
 * {@code SquaredDistances} in tiles, {@code Similarity} kernels, {@code PairwiseSums} sums of
 * Gaussian kernels. The rest: {@code Parallel} runs rows on several threads with the
 * same result as on one, {@code FloydRivestSelect} finds the k smallest, {@code RandomChoice} draws rows,
 * {@code Doubt} collects warnings, {@code Checks} refuses bad arguments.
 */
@NullMarked
package dev.infoplane.estimators.internal;

import org.jspecify.annotations.NullMarked;
