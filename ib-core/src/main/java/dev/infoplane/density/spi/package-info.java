/**
 * How a jar adds density families.
 *
 * <p>A jar names a {@link dev.infoplane.density.spi.DensityPlugin} in {@code META-INF/services}. The plug-in lists
 * {@link dev.infoplane.density.spi.DensityProvider}s: each has an id and settings with default values, and makes a
 * {@link dev.infoplane.density.DensityFamily}, or a {@link dev.infoplane.density.PooledFamily} that learns many points together.
 * {@link dev.infoplane.density.spi.DensityRegistry} finds all plug-ins on the class path, so that a study can name its decoders in
 * a file without knowing their module.
 *
 * <p>Mistakes are reported early, as in {@code dev.infoplane.estimate.spi}: two families with one id, an unknown id, an unknown
 * setting, a value of the wrong type.
 */
@NullMarked
package dev.infoplane.density.spi;

import org.jspecify.annotations.NullMarked;
