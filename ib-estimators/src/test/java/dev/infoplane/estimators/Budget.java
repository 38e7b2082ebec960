package dev.infoplane.estimators;

import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import java.util.Map;

/** Registered estimators at their defaults, except that those that train take few steps. */
final class Budget {
    private static final EstimatorRegistry REGISTRY = EstimatorRegistry.load();

    private Budget() {}

    static MiEstimator of(String id, int steps) {
        return REGISTRY.provider(id).capabilities().needsEngine()
                ? REGISTRY.create(id, Map.of("steps", steps))
                : REGISTRY.create(id);
    }
}
