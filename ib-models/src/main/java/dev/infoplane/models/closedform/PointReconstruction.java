package dev.infoplane.models.closedform;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.Optional;

/** The closed form of one point, open to be applied to more rows. Not thread-safe. */
public final class PointReconstruction implements AutoCloseable {
    private final ClosedForm form;
    private final Reconstruction learned;

    private PointReconstruction(ClosedForm form, Reconstruction learned) {
        this.form = form;
        this.learned = learned;
    }

    /**
     * Learns to reconstruct images from activations; owned by the caller.
     *
     * @param t without noise
     * @param noise that activations have; empty for none
     */
    public static PointReconstruction of(ClosedForm form, Samples x, Samples t, Optional<ConditionNoise> noise) {
        return new PointReconstruction(form, form.reconstruct(x, t, noise));
    }

    /** Learns to predict images from their causal pixels alone; owned by the caller. */
    public static PointReconstruction withoutActivations(ClosedForm form, Samples x) {
        return new PointReconstruction(form, form.reconstruct(x));
    }

    /**
     * The maps of all rows, of which the first are those that taught.
     *
     * @param t activations, those that did not teach with their noise; empty if it was learned without
     */
    public PointMaps all(Samples x, Optional<Samples> t) {
        return maps(form.images(x), x, t);
    }

    PointMaps maps(PointMaps.Images images, Samples x, Optional<Samples> t) {
        return PointMaps.of(learned, images, x, t);
    }

    /** What a reader of values must know of what far pixels tell of one another; usually nothing. */
    public List<String> missed() {
        return learned.missed().stream().toList();
    }

    /** The maps of rows that did not teach. */
    public PointMaps others(Samples x, Optional<Samples> t) {
        return PointMaps.ofOthers(learned, form.images(x), x, t);
    }

    @Override
    public void close() {
        learned.close();
    }

    @Override
    public String toString() {
        return learned.toString();
    }
}
