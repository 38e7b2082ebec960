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
 * @param network the parameters of the network; the same for all hook points of a run and epoch. Only its {@code values} may
 *     change from one epoch of a run to the next
 * @param activations where and how the activations were taken, and what they were. Only what they were, {@code firstRows}
 *     and the {@code inputs} and {@code labels} they were computed from, may change from one epoch of a hook point to the
 *     next
 * @param inputInformation how I(X;T) is measured: samples, seed, estimator and its settings; if it is measured. The same for
 *     all epochs of a run and hook point
 * @param labelInformation how I(T;Y) is measured, if it is
 * @param partOf the whole the point belongs to, such as a study, if it was given one. The same for all points of a run
 */
public record Provenance(
        Identity network,
        Identity activations,
        Optional<Identity> inputInformation,
        Optional<Identity> labelInformation,
        Optional<Identity> partOf) {
    /** Refuses absent parts. */
    public Provenance {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(activations, "activations");
        Objects.requireNonNull(inputInformation, "input information");
        Objects.requireNonNull(labelInformation, "label information");
        Objects.requireNonNull(partOf, "part of");
    }

    /**
     * How this provenance contradicts an earlier one, a line per value that is not the same. What only one of the two
     * measures is no contradiction; a whole that only one of the two is part of is one.
     *
     * @param before the provenance to compare with, usually the one found on disk
     */
    public List<String> differencesFrom(Provenance before) {
        List<String> lines = new ArrayList<>();
        lines.addAll(differences("network", Optional.of(network), Optional.of(before.network)));
        lines.addAll(differences("activations", Optional.of(activations), Optional.of(before.activations)));
        lines.addAll(differences("I(X;T)", inputInformation, before.inputInformation));
        lines.addAll(differences("I(T;Y)", labelInformation, before.labelInformation));
        lines.addAll(differencesOfWholes(partOf, before.partOf));
        return List.copyOf(lines);
    }

    static List<String> differencesOfWholes(Optional<Identity> now, Optional<Identity> before) {
        return now.isPresent() == before.isPresent()
                ? differences("part of", now, before)
                : List.of("part of " + kind(now) + ", was part of " + kind(before));
    }

    private static String kind(Optional<Identity> whole) {
        return whole.map(w -> "a whole of its own, " + w.json()).orElse("nothing");
    }

    /** What all networks of a run have in common. */
    Identity architecture() {
        return network.without("values");
    }

    /** What the activations of a hook point have in common at all epochs. */
    Identity capture() {
        return activations.without("firstRows", "inputs", "labels");
    }

    static List<String> differences(String part, Optional<Identity> now, Optional<Identity> before) {
        return now.isEmpty() || before.isEmpty()
                ? List.of()
                : now.get().differencesFrom(before.get()).stream()
                        .map(line -> part + " " + line)
                        .toList();
    }
}
