package dev.infoplane.cli;

import dev.infoplane.cli.text.NearestName;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.spi.EstimatorProvider;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import dev.infoplane.estimate.spi.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Estimators by name and settings, with the nearest name where there is none. */
final class EstimatorChoice {
    private static final String THREADS = "threads";
    private static final String ENGINES = "META-INF/services/ai.djl.engine.EngineProvider";

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
        if (provider(id).capabilities().needsEngine() && !hasEngine()) {
            throw new IllegalArgumentException(
                    "the estimator " + id + " needs a DJL engine, and there is none on the class path: the same"
                            + " commands of examples/target/infoplane-examples.jar bring one, or start"
                            + " dev.infoplane.cli.Infoplane with an engine, its native library and infoplane.jar on the"
                            + " class path");
        }
        return provider(id).create(settings);
    }

    /** Whether an engine is registered, other than the one of the API itself, which calls remote ones. */
    private static boolean hasEngine() {
        try {
            for (URL services :
                    Collections.list(EstimatorChoice.class.getClassLoader().getResources(ENGINES))) {
                try (InputStream in = services.openStream()) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    if (text.lines().anyMatch(line -> line.startsWith("ai.djl.") && !line.contains(".rpc."))) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be read", e);
        }
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
