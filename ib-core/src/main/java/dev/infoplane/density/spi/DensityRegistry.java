package dev.infoplane.density.spi;

import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.PooledFamily;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The density families at hand, by id. Immutable. */
public final class DensityRegistry {
    private final Map<String, DensityProvider<DensityFamily>> families = new TreeMap<>();
    private final Map<String, DensityProvider<PooledFamily>> pooled = new TreeMap<>();
    private final Map<String, String> owners = new TreeMap<>();

    private DensityRegistry(List<? extends DensityPlugin> plugins) {
        for (DensityPlugin plugin : plugins) {
            String owner = plugin.getClass().getName();
            plugin.families().forEach(p -> families.put(own(p.id(), owner), p));
            plugin.pooledFamilies().forEach(p -> pooled.put(own(p.id(), owner), p));
        }
    }

    private String own(String id, String owner) {
        String other = owners.putIfAbsent(id, owner);
        if (other != null) {
            throw new IllegalStateException("the id '" + id + "' is taken twice: by " + other + " and by " + owner);
        }
        return id;
    }

    /**
     * All that the class path brings, as the context class loader of this thread sees it.
     *
     * @throws IllegalStateException if two families have one id; the message names both plug-ins
     */
    public static DensityRegistry load() {
        return of(ServiceLoader.load(DensityPlugin.class, Thread.currentThread().getContextClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * The families of the given plug-ins.
     *
     * @throws IllegalStateException if two families have one id; the message names both plug-ins
     */
    public static DensityRegistry of(List<? extends DensityPlugin> plugins) {
        return new DensityRegistry(plugins);
    }

    /** The ids of families that learn one density at a time, in alphabetical order. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(families.keySet());
    }

    /** The ids of families that learn many points together, in alphabetical order. */
    public Set<String> pooledIds() {
        return Collections.unmodifiableSet(pooled.keySet());
    }

    /**
     * The provider of a family that learns one density at a time.
     *
     * @throws IllegalArgumentException if there is none of this id; the message lists what exists
     */
    public DensityProvider<DensityFamily> family(String id) {
        return find(families, id, "density family");
    }

    /**
     * The provider of a family that learns many points together.
     *
     * @throws IllegalArgumentException if there is none of this id; the message lists what exists
     */
    public DensityProvider<PooledFamily> pooledFamily(String id) {
        return find(pooled, id, "pooled density family");
    }

    private static <F> DensityProvider<F> find(Map<String, DensityProvider<F>> all, String id, String what) {
        DensityProvider<F> found = all.get(id);
        if (found == null) {
            throw new IllegalArgumentException("no " + what + " '" + id + "'; "
                    + (all.isEmpty()
                            ? "there is none on the class path: ib-models brings some"
                            : "available: " + String.join(", ", all.keySet())));
        }
        return found;
    }
}
