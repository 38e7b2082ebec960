package dev.infoplane.models.decoder.internal.condition;

import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import java.util.List;

/** The path from activations to the features that condition a PixelCNN++. */
public interface ConditionEncoder {
    /** Encodes nothing, for decoders without a condition. */
    ConditionEncoder NONE = new ConditionEncoder() {
        @Override
        public ConditionFeatures encode(Weights w, NDManager manager, ConditionBatch batch) {
            return ConditionFeatures.NONE;
        }

        @Override
        public ConditionFeatures dropped(Weights w, NDManager manager) {
            return ConditionFeatures.NONE;
        }
    };

    /** Encodes rows of activations. */
    ConditionFeatures encode(Weights w, NDManager manager, ConditionBatch batch);

    /** Encodes the learned token that stands in the place of a dropped condition. */
    ConditionFeatures dropped(Weights w, NDManager manager);

    /**
     * Checks rows that are to be encoded, as far as more is asked of them than a shape.
     *
     * @throws IllegalArgumentException naming the first row that cannot be encoded
     */
    default void require(Samples t) {}

    /** What a reader of results must know about the encoding, a sentence each; usually nothing. */
    default List<String> warnings() {
        return List.of();
    }
}
