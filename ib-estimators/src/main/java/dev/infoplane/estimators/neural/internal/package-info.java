/**
 * The machinery of the neural estimators: {@link dev.infoplane.estimators.neural.internal.EncodedPair rows as networks see them},
 * {@link dev.infoplane.estimators.neural.internal.CriticNet networks that score pairs},
 * {@link dev.infoplane.estimators.neural.internal.CriticLosses what they are trained by} and
 * {@link dev.infoplane.estimators.neural.internal.Bounds what they read}, the objectives of the estimators without a critic, and
 * {@link dev.infoplane.estimators.neural.internal.Suspicions what speaks against a value}.
 */
@NullMarked
package dev.infoplane.estimators.neural.internal;

import org.jspecify.annotations.NullMarked;
