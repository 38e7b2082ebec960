package dev.infoplane.plane;

import dev.infoplane.storage.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the points of a run must have in common: one whole they are part of, one network an epoch, and one way of measuring
 * a hook point. Points of unknown provenance contradict nothing.
 */
final class RunConsistency {
    private final Map<Epoch, Identity> networks = new HashMap<>();
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
        List<String> lines = new ArrayList<>();
        Optional<Identity> network = Optional.ofNullable(networks.get(Epoch.of(key)));
        lines.addAll(Provenance.differences("network", Optional.of(from.network()), network));
        Optional<Identity> input = Optional.ofNullable(inputs.get(Layer.of(key)));
        lines.addAll(Provenance.differences("I(X;T)", from.inputInformation(), input));
        Optional<Identity> label = Optional.ofNullable(labels.get(Layer.of(key)));
        lines.addAll(Provenance.differences("I(T;Y)", from.labelInformation(), label));
        if (wholes.containsKey(key.run())) {
            lines.addAll(Provenance.differencesOfWholes(from.partOf(), wholes.get(key.run())));
        }
        return List.copyOf(lines);
    }

    void add(PlanePoint point) {
        point.provenance().ifPresent(from -> {
            wholes.put(point.key().run(), from.partOf());
            networks.put(Epoch.of(point.key()), from.network());
            from.inputInformation().ifPresent(how -> inputs.put(Layer.of(point.key()), how));
            from.labelInformation().ifPresent(how -> labels.put(Layer.of(point.key()), how));
        });
    }
}
