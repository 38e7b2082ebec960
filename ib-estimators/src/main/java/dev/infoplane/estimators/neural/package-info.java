/**
 * Estimators that train networks.
 *
 * <h2>The idea</h2>
 *
 * <p>A {@link dev.infoplane.estimators.neural.Critic} learns to tell pairs (x, t) that belong together from independent ones. The best
 * critic is the logarithm of the density ratio p(x, t) / p(x) p(t), whose mean is the mutual information. The
 * {@link dev.infoplane.estimators.neural.VariationalBound}s differ in how scores are trained and in how they are read. Whatever the
 * critic, most of them stay below the truth: a bad critic makes a low value, not a wrong claim.
 * {@link dev.infoplane.estimators.neural.CriticEstimator} puts critic, bound and
 * {@link dev.infoplane.estimators.neural.CriticTraining} together.
 *
 * <p>Three estimators learn something else: {@link dev.infoplane.estimators.neural.Club} and
 * {@link dev.infoplane.estimators.neural.DifferenceOfEntropies} learn densities,
 * {@link dev.infoplane.estimators.neural.LatentMi} learns codes of few dimensions and counts neighbours among them.
 *
 * <h2>The way of the data</h2>
 *
 * <pre>
 * Samples x, t ─▶ normal scores, indicators ─▶ rows dealt out: teach · choose the step · measure
 *                                                   │            │                  │
 *                            TrainingLoop (ib-learn) ◀───────────┘                  │
 *                                  │ weights of the best step                       ▼
 *                                  └──────────────────────────────▶ scores of all pairs ─▶ bound ─▶ Estimate
 * </pre>
 *
 * <p>The engine computes scores; bounds are sums on the heap in double precision. Networks are DJL blocks whose parameters are cut out of
 * the flat vector of {@code ib-learn}, so that seeds, checkpoints and rollback work as for every other training of the library.
 *
 * <p>{@code docs/guide/neural-estimators.md} says which one to use when, and what each claims.
 */
@NullMarked
package dev.infoplane.estimators.neural;

import org.jspecify.annotations.NullMarked;
