package dev.infoplane.plane;

import dev.infoplane.storage.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that determines what is measured at a point, apart from the code. Two points with one key are the same result
 * exactly if their provenances are equal.
 *
 * @param network the parameters of the network; the same for all hook points of a run and epoch
 * @param activations where and how the activations were taken, and what they were
 * @param inputInformation how I(X;T) is measured: samples, seed, estimator and its settings; if it is measured. The same for
 *     all epochs of a run and hook point
 * @param labelInformation how I(T;Y) is measured, if it is
 */
public record Provenance(
        Identity network,
        Identity activations,
        Optional<Identity> inputInformation,
        Optional<Identity> labelInformation) {
    /** Refuses absent parts. */
    public Provenance {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(activations, "activations");
        Objects.requireNonNull(inputInformation, "input information");
        Objects.requireNonNull(labelInformation, "label information");
    }

    /**
     * How this provenance contradicts an earlier one, a line per value that is not the same. What only one of the two
     * measures is no contradiction.
     *
     * @param before the provenance to compare with, usually the one found on disk
     */
    public List<String> differencesFrom(Provenance before) {
        List<String> lines = new ArrayList<>();
        lines.addAll(differences("network", Optional.of(network), Optional.of(before.network)));
        lines.addAll(differences("activations", Optional.of(activations), Optional.of(before.activations)));
        lines.addAll(differences("I(X;T)", inputInformation, before.inputInformation));
        lines.addAll(differences("I(T;Y)", labelInformation, before.labelInformation));
        return List.copyOf(lines);
    }

    static List<String> differences(String part, Optional<Identity> now, Optional<Identity> before) {
        return now.isEmpty() || before.isEmpty()
                ? List.of()
                : now.get().differencesFrom(before.get()).stream()
                        .map(line -> part + " " + line)
                        .toList();
    }
}
