package dev.infoplane.models.decoder.internal;

import dev.infoplane.models.decoder.internal.net.Dropout;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What is random while a decoder is trained. It is a function of the seed and of the number of the batch, so that a resumed
 * training sees the same.
 *
 * @param dropout of features, empty for none
 * @param conditionDropout the share of images whose condition is dropped
 * @param seed of both
 */
public record Regularization(Optional<Dropout.Pool> dropout, double conditionDropout, long seed) {
    SplittableRandom random(int pass) {
        return new SplittableRandom(new SplittableRandom(seed + pass).nextLong());
    }

    /** For each image 1, or 0 if its condition is dropped; empty if conditions are never dropped. */
    Optional<float[]> kept(int images, SplittableRandom random) {
        if (conditionDropout == 0) {
            return Optional.empty();
        }
        float[] kept = new float[images];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = random.nextDouble() < conditionDropout ? 0 : 1;
        }
        return Optional.of(kept);
    }
}
