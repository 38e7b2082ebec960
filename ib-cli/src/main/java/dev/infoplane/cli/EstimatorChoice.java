package dev.infoplane.cli;

import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.spi.EstimatorProvider;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import dev.infoplane.estimate.spi.Setting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Estimators by name and settings, with the nearest name where there is none. */
final class EstimatorChoice {
    private static final String THREADS = "threads";

    private final EstimatorRegistry registry = EstimatorRegistry.load(EstimatorChoice.class.getClassLoader());

    EstimatorRegistry registry() {
        return registry;
    }

    EstimatorProvider provider(String id) {
        if (!registry.ids().contains(id)) {
            throw new IllegalArgumentException(NearestName.unknown("estimator", id, registry.ids()));
        }
        return registry.provider(id);
    }

    MiEstimator create(String id, Map<String, String> settings) {
        List<String> known = names(id);
        for (String name : settings.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(NearestName.unknown("setting of " + id, name, known));
            }
        }
        return provider(id).create(settings);
    }

    /** The same on one thread, where the estimator has threads and their number was not asked for. */
    MiEstimator createOnOneThread(String id, Map<String, String> settings) {
        Map<String, String> more = new TreeMap<>(settings);
        if (names(id).contains(THREADS)) {
            more.putIfAbsent(THREADS, "1");
        }
        return create(id, more);
    }

    /** The names of what can be set. */
    List<String> names(String id) {
        return provider(id).settings().stream().map(Setting::name).toList();
    }

    /** How many threads may measure at once. */
    int threads(String id) {
        return provider(id).capabilities().needsEngine()
                ? 1
                : Runtime.getRuntime().availableProcessors();
    }
}
