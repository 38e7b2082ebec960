/**
 * Which estimator suits given samples.
 *
 * <p>{@link dev.infoplane.estimators.choice.Estimators#recommend} describes both sides (constant, discrete, levels, mixed,
 * continuous), tries the estimators that such sides suggest on some of the rows, and answers with the first that has nothing to warn
 * of: a {@link dev.infoplane.estimators.choice.Recommendation} with its reasons, its cautions and what else was tried.
 */
@NullMarked
package dev.infoplane.estimators.choice;

import org.jspecify.annotations.NullMarked;
