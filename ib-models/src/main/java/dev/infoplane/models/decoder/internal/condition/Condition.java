package dev.infoplane.models.decoder.internal.condition;

import ai.djl.ndarray.NDManager;
import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An encoder together with the rows it encodes, or with none if the condition is dropped.
 *
 * @param encoder the path from activations to a network
 * @param rows activations, empty for a condition that is dropped
 * @param noise that is added to them, in a new draw for each batch; empty for none
 */
public record Condition(ConditionEncoder encoder, Optional<Samples> rows, Optional<ConditionNoise> noise) {
    /** Activations, a row for each image. */
    public static Condition of(ConditionEncoder encoder, Samples t) {
        return new Condition(encoder, Optional.of(t), Optional.empty());
    }

    /** A condition that is dropped for all images; of {@link ConditionEncoder#NONE}, no condition. */
    public static Condition dropped(ConditionEncoder encoder) {
        return new Condition(encoder, Optional.empty(), Optional.empty());
    }

    /**
     * What the condition of the chosen images adds to a network.
     *
     * @param kept for each of them 1, or 0 to drop its condition; empty to keep all
     * @param draw number of the draw of noise
     */
    public ConditionFeatures features(Weights w, NDManager manager, int[] chosen, Optional<float[]> kept, long draw) {
        return rows.map(t -> encoder.encode(w, manager, batch(t, chosen, kept, draw)))
                .orElseGet(() -> encoder.dropped(w, manager));
    }

    private ConditionBatch batch(Samples t, int[] chosen, Optional<float[]> kept, long draw) {
        return noise.map(n -> new ConditionBatch(
                        n.drawn(t, chosen, draw),
                        IntStream.range(0, chosen.length).toArray(),
                        kept))
                .orElseGet(() -> new ConditionBatch(t, chosen, kept));
    }

    /** Whether images differ in their condition. */
    public boolean variesByImage() {
        return rows.isPresent();
    }
}
