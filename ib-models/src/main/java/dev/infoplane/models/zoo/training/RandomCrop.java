package dev.infoplane.models.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Transform;
import java.util.SplittableRandom;

/**
 * Pads an image {@code [channels, height, width]} with zeros on all sides and cuts a window of its own size out at a random place, as He
 * et al. 2016 do for CIFAR (padding 4). Images in batches {@code [batch, channels, height, width]} get a place each.
 */
public final class RandomCrop implements Transform {
    private final int padding;
    private final SplittableRandom random;

    /**
     * A crop.
     *
     * @param padding rows and columns of zeros on each side, at least 1
     * @param seed of the places
     */
    public RandomCrop(int padding, long seed) {
        if (padding < 1) {
            throw new IllegalArgumentException("padding must be at least 1, got " + padding);
        }
        this.padding = padding;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public NDArray transform(NDArray images) {
        return PerImage.map(images, this::crop);
    }

    private NDArray crop(NDArray image) {
        Shape s = image.getShape();
        int row = random.nextInt(2 * padding + 1);
        int column = random.nextInt(2 * padding + 1);
        NDManager manager = image.getManager();
        NDArray columns = manager.zeros(new Shape(s.get(0), s.get(1), padding), image.getDataType());
        NDArray wide = NDArrays.concat(new NDList(columns, image, columns), 2);
        NDArray rows = manager.zeros(new Shape(s.get(0), padding, s.get(2) + 2L * padding), image.getDataType());
        return NDArrays.concat(new NDList(rows, wide, rows), 1)
                .get(new NDIndex().addAllDim().addSliceDim(row, row + s.get(1)).addSliceDim(column, column + s.get(2)));
    }
}
