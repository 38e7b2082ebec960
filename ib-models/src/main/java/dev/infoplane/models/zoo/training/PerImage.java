package dev.infoplane.models.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.function.UnaryOperator;

/** Applies a function to an image, or to each image of a batch. */
final class PerImage {
    private PerImage() {}

    static NDArray map(NDArray images, UnaryOperator<NDArray> function) {
        int dimensions = images.getShape().dimension();
        if (dimensions == 3) {
            return function.apply(images);
        }
        if (dimensions != 4) {
            throw new IllegalArgumentException(
                    "expected images [channels, height, width] or a batch of them, got " + images.getShape());
        }
        NDList each = new NDList();
        for (long i = 0; i < images.getShape().get(0); i++) {
            each.add(function.apply(images.get(i)));
        }
        return NDArrays.stack(each);
    }
}
