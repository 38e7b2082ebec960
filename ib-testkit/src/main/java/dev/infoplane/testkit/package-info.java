/**
 * Tests for estimators, also for those of third parties.
 *
 * <p>{@link dev.infoplane.testkit.EstimatorContract} is an abstract JUnit test. Extend it with the id of an estimator, and it checks
 * all that its provider claims: known values in the sense of its bound, zero for shuffled pairs, symmetry, dimensions and
 * invariances, equal results for equal seeds, use from several threads, and the refusal of bad input.
 *
 * <p>{@link dev.infoplane.testkit.KnownPair} draws samples from distributions whose mutual information is known exactly, and
 * {@link dev.infoplane.testkit.EstimateAssert} is an AssertJ assertion on an estimate. The kit is a module of its own so that JUnit
 * and AssertJ stay out of the library's dependencies. {@code docs/guide/writing-an-estimator.md} shows it in use.
 */
@NullMarked
package dev.infoplane.testkit;

import org.jspecify.annotations.NullMarked;
