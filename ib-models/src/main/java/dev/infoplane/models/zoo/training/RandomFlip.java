package dev.infoplane.models.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.translate.Transform;
import java.util.SplittableRandom;

/**
 * Mirrors an image {@code [channels, height, width]} left to right with probability one half; images in batches are decided one by one.
 * (DJL 0.36.0 has a transform of this purpose, {@code RandomFlipLeftRight}, which drops the flipped image and returns the original.)
 */
public final class RandomFlip implements Transform {
    private final SplittableRandom random;

    /** @param seed of the decisions */
    public RandomFlip(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public NDArray transform(NDArray images) {
        return PerImage.map(images, image -> random.nextBoolean() ? image.flip(2) : image);
    }
}
