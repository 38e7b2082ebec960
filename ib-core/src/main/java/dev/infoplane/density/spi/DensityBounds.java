package dev.infoplane.density.spi;

import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.density.LearnedPoint;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.PooledFamily;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** What makes estimates of densities. Found by {@link ServiceLoader}; {@code ib-estimators} brings it. */
public interface DensityBounds {
    /**
     * The one on the class path.
     *
     * @throws IllegalStateException if there is none
     */
    static DensityBounds load() {
        return ServiceLoader.load(DensityBounds.class, Thread.currentThread().getContextClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "nothing on the class path makes estimates of densities: ib-estimators does"));
    }

    /**
     * An estimator that learns one density at a time.
     *
     * @param entropy H(X), for lower bounds; without it, estimates are decodable information
     */
    MiEstimator of(DensityFamily family, Optional<Information> entropy, Folds folds);

    /**
     * Decodable information of points of a pool that was learned elsewhere.
     *
     * @param <K> what points are called
     * @param x inputs of all folds
     * @param pool what was learned
     */
    <K> Map<K, Estimate> of(PooledFamily family, Folds folds, Samples x, Learned<K> pool);

    /**
     * A pool that was learned elsewhere.
     *
     * @param <K> what points are called
     * @param points those that were learned
     * @param marginal the unconditional density
     * @param name determined by all points of the pool and their activations
     */
    record Learned<K>(Map<K, LearnedPoint> points, PooledDensity marginal, String name) {}
}
