/**
 * How estimators of other jars are found: a jar names an {@link dev.infoplane.estimate.spi.EstimatorPlugin} in {@code
 * META-INF/services}, and {@link dev.infoplane.estimate.spi.EstimatorRegistry} makes its estimators by id and settings.
 */
package dev.infoplane.estimate.spi;
