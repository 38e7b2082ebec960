package dev.infoplane.plane;

import dev.infoplane.storage.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the points of a run must have in common, so that a trajectory is that of one thing: one whole they are part of, one
 * architecture, one network an epoch, and for each hook point one place, one view, one set of interventions and one way of measuring. Points of unknown
 * provenance contradict nothing.
 */
final class RunConsistency {
    private final Map<String, Identity> architectures = new HashMap<>();
    private final Map<Epoch, Identity> networks = new HashMap<>();
    private final Map<Layer, Identity> captures = new HashMap<>();
    private final Map<Layer, Identity> inputs = new HashMap<>();
    private final Map<Layer, Identity> labels = new HashMap<>();
    private final Map<String, Optional<Identity>> wholes = new HashMap<>();

    private record Epoch(String run, int epoch) {
        static Epoch of(PointKey key) {
            return new Epoch(key.run(), key.epoch());
        }
    }

    private record Layer(String run, String hookPoint) {
        static Layer of(PointKey key) {
            return new Layer(key.run(), key.hookPoint());
        }
    }

    /** How a further point would contradict those added before; empty if it does not. */
    List<String> contradictions(PointKey key, Provenance from) {
        Layer layer = Layer.of(key);
        List<String> lines = new ArrayList<>();
        lines.addAll(differences("network", from.network(), networks.get(Epoch.of(key))));
        lines.addAll(differences("network", from.architecture(), architectures.get(key.run())));
        lines.addAll(differences("activations", from.capture(), captures.get(layer)));
        from.inputInformation().ifPresent(how -> lines.addAll(differences("I(X;T)", how, inputs.get(layer))));
        from.labelInformation().ifPresent(how -> lines.addAll(differences("I(T;Y)", how, labels.get(layer))));
        if (wholes.containsKey(key.run())) {
            lines.addAll(Provenance.differencesOfWholes(from.partOf(), wholes.get(key.run())));
        }
        return lines.stream().distinct().toList();
    }

    private static List<String> differences(String part, Identity now, Identity before) {
        return Provenance.differences(part, Optional.of(now), Optional.ofNullable(before));
    }

    void add(PlanePoint point) {
        point.provenance().ifPresent(from -> {
            wholes.put(point.key().run(), from.partOf());
            Layer layer = Layer.of(point.key());
            architectures.put(point.key().run(), from.architecture());
            networks.put(Epoch.of(point.key()), from.network());
            captures.put(layer, from.capture());
            from.inputInformation().ifPresent(how -> inputs.put(layer, how));
            from.labelInformation().ifPresent(how -> labels.put(layer, how));
        });
    }
}
