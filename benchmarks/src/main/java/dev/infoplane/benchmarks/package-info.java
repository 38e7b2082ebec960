/**
 * Accuracy and speed of the estimators. Not published.
 *
 * <p>{@code Accuracy} measures every estimator on distributions of known mutual information and writes {@code docs/accuracy.md}.
 * The JMH benchmarks and the programs for comparison with other libraries are described in {@code docs/benchmarks.md}.
 */
package dev.infoplane.benchmarks;
