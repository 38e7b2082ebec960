package dev.infoplane.density.spi;

import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.PooledFamily;
import java.util.List;

/**
 * What a jar brings: its density families. Named in {@code META-INF/services/dev.infoplane.density.spi.DensityPlugin} and
 * constructed by {@link java.util.ServiceLoader} without arguments; construction does no work.
 */
public interface DensityPlugin {
    /** Families that learn one density at a time. */
    List<DensityProvider<DensityFamily>> families();

    /** Families that learn the densities of many points together. */
    List<DensityProvider<PooledFamily>> pooledFamilies();
}
