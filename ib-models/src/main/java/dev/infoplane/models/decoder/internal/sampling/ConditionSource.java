package dev.infoplane.models.decoder.internal.sampling;

import ai.djl.ndarray.NDManager;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.condition.Condition;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import java.util.Optional;

/** What conditions the images that are drawn. */
public interface ConditionSource {
    /** What is known of an image before its first pixel. */
    ConditionFeatures features(Weights w, NDManager manager, int image);

    /** Whether images differ in it. */
    boolean variesByImage();

    /** What is told of the pixels of an image while they are drawn. */
    default PixelGuide guide(int image) {
        return PixelGuide.NONE;
    }

    /** Rows of activations, or none. */
    static ConditionSource of(Condition condition) {
        return new ConditionSource() {
            @Override
            public ConditionFeatures features(Weights w, NDManager manager, int image) {
                return condition.features(w, manager, new int[] {image}, Optional.empty(), 0);
            }

            @Override
            public boolean variesByImage() {
                return condition.variesByImage();
            }
        };
    }
}
