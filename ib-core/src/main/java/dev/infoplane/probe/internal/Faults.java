package dev.infoplane.probe.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What kept a probe from recording. It never reaches the network that is watched, whose passes continue; it is thrown when the
 * recorded value is requested. Safe for several threads.
 */
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Map<String, RuntimeException> byName = new ConcurrentHashMap<>();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private volatile RuntimeException general;
    private boolean stopped;

    /** What is recorded under a name is incomplete. The first reason stays. */
    public void add(String name, Throwable reason) {
        if (byName.putIfAbsent(name, readable("'" + name + "'", reason)) == null && said.add(name)) {
            LOG.warn("'{}' cannot be recorded: {}", name, reason.toString());
        }
    }

    /** All that is recorded is incomplete. The first reason stays. */
    public synchronized void add(Throwable reason) {
        if (general == null) {
            general = readable("what taps chose", reason);
            if (said.add("")) {
                LOG.warn("a probe cannot record: {}", reason.toString());
            }
        }
    }

    /** Nothing is recorded any more, not even after clearing. */
    public synchronized void stop(Throwable reason) {
        add(reason);
        stopped = true;
    }

    /** Makes these faults those of another record too. */
    public void addTo(Faults other) {
        byName.forEach(other.byName::putIfAbsent);
        if (general != null) {
            other.add(general);
        }
    }

    /** Whether what is recorded under a name is incomplete. */
    public boolean concern(String name) {
        return general != null || byName.containsKey(name);
    }

    /** Whether everything that is recorded is incomplete. */
    public boolean concernAll() {
        return general != null;
    }

    /** Fails if anything is incomplete. */
    public void check() {
        first().ifPresent(e -> {
            throw e;
        });
    }

    /** Fails if what is recorded under a name is incomplete. */
    public void check(String name) {
        if (concern(name)) {
            throw general != null ? general : byName.get(name);
        }
    }

    /** Forgets the faults, except the one that stopped recording. */
    public synchronized void clear() {
        byName.clear();
        general = stopped ? general : null;
    }

    private Optional<RuntimeException> first() {
        return general != null ? Optional.of(general) : byName.values().stream().findFirst();
    }

    private static RuntimeException readable(String what, Throwable reason) {
        if (reason instanceof OutOfMemoryError) {
            return new IllegalStateException(
                    "no memory was left to record " + what
                            + "; record fewer rows, look through a smaller view, or clear what is recorded more often",
                    reason);
        }
        return reason instanceof RuntimeException e
                ? e
                : new IllegalStateException("recording " + what + " failed: " + reason, reason);
    }
}
