/**
 * How a jar adds estimators.
 *
 * <p>A jar names an {@link dev.infoplane.estimate.spi.EstimatorPlugin} in {@code META-INF/services}. The plug-in lists
 * {@link dev.infoplane.estimate.spi.EstimatorProvider}s: each has an id, its {@link dev.infoplane.estimate.spi.Capabilities}
 * (kind of bound, kinds of variables, limits on dimensions, symmetry, invariances), and settings with default values.
 * {@link dev.infoplane.estimate.spi.EstimatorRegistry} finds all plug-ins on the class path and creates estimators by id and
 * settings, so that a study can name an estimator in a file.
 *
 * <p>Mistakes are reported early. Two estimators with one id fail while loading, and the message names both plug-ins. An unknown
 * id, an unknown setting or a value of the wrong type is an error that lists what exists.
 *
 * <p>The claims in {@code Capabilities} are tested, not trusted: {@code EstimatorContract} in {@code ib-testkit} checks every one.
 */
@NullMarked
package dev.infoplane.estimate.spi;

import org.jspecify.annotations.NullMarked;
