package dev.infoplane.probe.internal.session;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a network keeps beside its weights and moves on in every training pass, above all the running means and variances of
 * batch norm, as it was at one moment. Contents are exchanged, never arrays, so that the network's own arrays stay.
 */
public final class RunningState implements AutoCloseable {
    private static final Set<Parameter.Type> RUNNING =
            EnumSet.of(Parameter.Type.RUNNING_MEAN, Parameter.Type.RUNNING_VAR, Parameter.Type.OTHER);

    private record Kept(NDArray live, NDArray then) {}

    private final List<Kept> kept = new ArrayList<>();

    /** Remembers the state as it is now. */
    public RunningState(Block root) {
        root.getParameters().values().forEach(p -> {
            if (RUNNING.contains(p.getType()) && !p.requiresGradient() && p.isInitialized()) {
                kept.add(new Kept(p.getArray(), p.getArray().duplicate()));
            }
        });
    }

    /** Has something done while the network is in the remembered state. */
    public void during(Runnable action) {
        exchange();
        try {
            action.run();
        } finally {
            exchange();
        }
    }

    private void exchange() {
        for (Kept each : kept) {
            try (NDArray now = each.live.duplicate()) {
                each.then.copyTo(each.live);
                now.copyTo(each.then);
            }
        }
    }

    @Override
    public void close() {
        kept.forEach(k -> k.then.close());
        kept.clear();
    }
}
