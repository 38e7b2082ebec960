package dev.infoplane.testkit;

import dev.infoplane.estimate.spi.Capabilities;
import dev.infoplane.estimate.spi.Capabilities.Variables;
import java.util.ArrayList;
import java.util.List;

/** The pairs of exact value that an estimator must be able to take, from what it claims. */
final class Pairs {
    private Pairs() {}

    static List<KnownPair> of(Capabilities can, int n) {
        List<KnownPair> pairs = new ArrayList<>();
        if (can.variables().contains(Variables.CONTINUOUS)) {
            pairs.add(KnownPair.gaussian(n, 1, 0.3, 1));
            pairs.add(KnownPair.gaussian(n, 1, 0.8, 2));
            if (can.maxDimensions() > 1) {
                pairs.add(KnownPair.gaussian(n, 2, 0.5, 3));
            }
        }
        if (can.variables().contains(Variables.DISCRETE)) {
            pairs.add(KnownPair.symmetricChannel(n, 4, 0.2, 4));
            pairs.add(KnownPair.symmetricChannel(n, 2, 0, 5));
        }
        if (can.variables().contains(Variables.MIXED)) {
            pairs.add(KnownPair.separateClusters(n, 2, 6));
            pairs.add(KnownPair.separateClusters(n, 5, 7));
        }
        return pairs;
    }

    /** Those of {@link #of} whose x are labels. */
    static List<KnownPair> withLabels(Capabilities can, int n) {
        return of(can, n).stream()
                .filter(pair -> pair.x().rowShape().length == 0)
                .toList();
    }
}
