package dev.infoplane.models.decoder.internal.condition;

import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import java.util.Optional;

/**
 * An encoder together with the rows it encodes, or with none if the condition is dropped.
 *
 * @param encoder the path from activations to a network
 * @param rows activations, empty for a condition that is dropped
 */
public record Condition(ConditionEncoder encoder, Optional<Samples> rows) {
    /** Activations, a row for each image. */
    public static Condition of(ConditionEncoder encoder, Samples t) {
        return new Condition(encoder, Optional.of(t));
    }

    /** A condition that is dropped for all images; of {@link ConditionEncoder#NONE}, no condition. */
    public static Condition dropped(ConditionEncoder encoder) {
        return new Condition(encoder, Optional.empty());
    }

    /**
     * What the condition of the chosen images adds to a network.
     *
     * @param kept for each of them 1, or 0 to drop its condition; empty to keep all
     * @param seed of what is random in the encoding
     */
    public ConditionFeatures features(Weights w, NDManager manager, int[] chosen, Optional<float[]> kept, long seed) {
        return rows.map(t -> encoder.encode(w, manager, new ConditionBatch(t, chosen, kept, seed)))
                .orElseGet(() -> encoder.dropped(w, manager));
    }

    /** Whether images differ in their condition. */
    public boolean variesByImage() {
        return rows.isPresent();
    }
}
