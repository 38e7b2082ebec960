package dev.infoplane.estimate.spi;

import dev.infoplane.estimate.MiEstimator;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The estimators at hand, by id. Immutable. */
public final class EstimatorRegistry {
    private final Map<String, EstimatorProvider> providers;

    private EstimatorRegistry(Map<String, EstimatorProvider> providers) {
        this.providers = Collections.unmodifiableMap(providers);
    }

    /** All that the class path brings, as the context class loader of this thread sees it. */
    public static EstimatorRegistry load() {
        return load(Thread.currentThread().getContextClassLoader());
    }

    /**
     * All that a class loader brings.
     *
     * @throws IllegalStateException if two estimators have one id; the message names both plug-ins
     */
    public static EstimatorRegistry load(ClassLoader loader) {
        return of(ServiceLoader.load(EstimatorPlugin.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * The estimators of the given plug-ins.
     *
     * @throws IllegalStateException if an estimator has no id, or two have one; the message names the plug-ins
     */
    public static EstimatorRegistry of(List<? extends EstimatorPlugin> plugins) {
        Map<String, EstimatorProvider> providers = new TreeMap<>();
        Map<String, String> owners = new TreeMap<>();
        for (EstimatorPlugin plugin : plugins) {
            String owner = plugin.getClass().getName();
            List<EstimatorProvider> offered = plugin.estimators();
            if (offered == null) {
                throw new IllegalStateException(
                        "the plug-in " + owner + " names no estimators, not even an empty list");
            }
            for (EstimatorProvider provider : offered) {
                if (provider == null || provider.id() == null || provider.id().isBlank()) {
                    throw new IllegalStateException("an estimator of " + owner + " has no id");
                }
                String other = owners.putIfAbsent(provider.id(), owner);
                if (other != null) {
                    throw new IllegalStateException(
                            "the id '" + provider.id() + "' is taken twice: by " + other + " and by " + owner);
                }
                providers.put(provider.id(), provider);
            }
        }
        return new EstimatorRegistry(providers);
    }

    /** The ids, in alphabetical order. */
    public Set<String> ids() {
        return providers.keySet();
    }

    /**
     * The provider of an id.
     *
     * @throws IllegalArgumentException if there is none; the message lists what exists
     */
    public EstimatorProvider provider(String id) {
        EstimatorProvider provider = id == null ? null : providers.get(id);
        if (provider == null) {
            throw new IllegalArgumentException("no estimator " + (id == null ? "of no id" : "'" + id + "'")
                    + "; available: " + (providers.isEmpty() ? "none" : String.join(", ", providers.keySet())));
        }
        return provider;
    }

    /** An estimator with its default settings; errors as {@link #provider}. */
    public MiEstimator create(String id) {
        return create(id, Map.of());
    }

    /** An estimator with the given settings; errors as {@link #provider} and {@link EstimatorProvider#create}. */
    public MiEstimator create(String id, Map<String, ?> settings) {
        EstimatorProvider provider = provider(id);
        if (settings == null) {
            throw new IllegalArgumentException("settings of " + id + " must not be null; Map.of() for the defaults");
        }
        return provider.create(settings);
    }
}
