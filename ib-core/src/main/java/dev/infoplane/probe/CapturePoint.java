package dev.infoplane.probe;

import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.internal.session.Digests;
import dev.infoplane.storage.Identity;
import java.util.List;
import java.util.Optional;

/**
 * Where activations were taken, as part of the identity of a point.
 *
 * @param path of the hook point, whatever the tap calls it
 * @param view what is seen of it
 */
record CapturePoint(String path, String view) {
    /** So many rows tell one network from another by what it computes; few, because they are computed once more. */
    static final int ROWS = 16;

    static CapturePoint at(HookPoint point, View view) {
        return new CapturePoint(point.path(), view.name());
    }

    /**
     * With the changes that were at work and the first activations, which show what neither paths nor parameters do: strides,
     * activation functions, functions given by the caller.
     */
    Identity with(List<Intervention> changes, Optional<Samples> first) {
        return Identity.of("activations", 1)
                .with("path", path)
                .with("view", view)
                .with(
                        "interventions",
                        changes.stream().map(Intervention::identity).toList())
                .with("firstRows", first.map(Digests::of).orElse("none"));
    }
}
