package dev.infoplane.plane;

import dev.infoplane.storage.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Provenances for the tests of planes. */
final class Provenances {
    private Provenances() {}

    /** Of a network, told by a number, measured with seed 7 and k = 3. */
    static Provenance of(int network) {
        return of(network, 7, 3);
    }

    static Provenance of(int network, int seed, int k) {
        return new Provenance(
                Identity.of("network", 1).with("layout", "a0b1").with("values", network),
                Identity.of("activations", 1)
                        .with("path", "Linear#1.out")
                        .with("view", "all")
                        .with("interventions", List.of())
                        .with("firstRows", network),
                Optional.of(Identity.of("measurement", 1).with("seed", seed).with("settings", Map.of("k", k))),
                Optional.empty(),
                Optional.empty());
    }

    static Provenance partOf(int study) {
        Provenance from = of(1);
        return new Provenance(
                from.network(),
                from.activations(),
                from.inputInformation(),
                from.labelInformation(),
                Optional.of(Identity.of("study", 1).with("seed", study)));
    }
}
