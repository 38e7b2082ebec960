package dev.infoplane.probe.internal.session;

import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.storage.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a store holds of a run before a session continues it: the network of each epoch. */
public final class StoredRun {
    private final String run;
    private final SortedMap<Integer, Identity> networks = new TreeMap<>();

    /** Reads what a store holds of a run. */
    public StoredRun(Optional<PlaneStore> store, String run) {
        this.run = run;
        store.stream()
                .flatMap(s -> s.plane().points().stream())
                .filter(p -> p.key().run().equals(run))
                .forEach(this::add);
    }

    private void add(PlanePoint point) {
        point.provenance().ifPresent(from -> networks.put(point.key().epoch(), from.network()));
    }

    /** Whether the store holds no network of this run. */
    public boolean isEmpty() {
        return networks.isEmpty();
    }

    /**
     * Checks that a network can be the one of an epoch of this run.
     *
     * @throws IllegalStateException if the store holds another network at this epoch, or this network at other epochs only
     */
    public void requireNetworkOf(int epoch, Identity network) {
        List<Integer> same = networks.entrySet().stream()
                .filter(e -> e.getValue().equals(network))
                .map(Map.Entry::getKey)
                .toList();
        Optional<Identity> there = Optional.ofNullable(networks.get(epoch));
        boolean elsewhere =
                same.stream().allMatch(e -> e < epoch) || same.stream().allMatch(e -> e > epoch);
        if (there.isPresent() ? there.get().equals(network) : same.isEmpty() || !elsewhere) {
            return;
        }
        String found = there.map(other -> "the stored network of epoch " + epoch + " is another one, "
                        + String.join("; ", network.differencesFrom(other)))
                .orElse("no network is stored for epoch " + epoch);
        String advice = same.isEmpty()
                ? "If it was trained before, say after how many epochs with startingAtEpoch(n). If this is another"
                        + " experiment, choose another run name or another folder"
                : "It is the stored network of epoch " + same.get(0) + ": call startingAtEpoch(" + same.get(0) + ")";
        throw new IllegalStateException("the trainer's network is taken for that of epoch " + epoch + " of run '" + run
                + "', of which the store holds epochs " + networks.keySet() + ", but " + found + ". " + advice);
    }
}
