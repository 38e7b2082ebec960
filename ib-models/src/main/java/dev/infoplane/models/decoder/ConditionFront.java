package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Brings activations of any size up to the size of the image: a sub-pixel convolution, in which each position in a cell gets
 * filters of its own, so that what a coarse map says of the places inside a cell can be read. This part of the path of a
 * condition belongs to one kind of activations; the rest ({@link ConditionTrunk}) does not depend on them.
 */
final class ConditionFront {
    private static final long MOST_SHUFFLE_WEIGHTS = 4_000_000;

    private final int filters;
    private final int[] image;
    private final int[] folded;
    private final int rows;
    private final int columns;
    private final PlainConvolution up;

    /**
     * @param start of the filters; with zeros the condition says nothing at first
     * @param rowShape of the activations: {@code [channels, height, width]}, {@code [d]} or {@code []}
     * @param image height and width to come up to
     */
    ConditionFront(Layout layout, String name, int filters, Layout.Start start, int[] rowShape, int... image) {
        int[] map = folded(asMap(rowShape), image);
        this.filters = filters;
        this.image = image;
        this.folded = map;
        int cellRows = (image[0] + map[1] - 1) / map[1];
        int cellColumns = (image[1] + map[2] - 1) / map[2];
        int extent = map[1] == 1 && map[2] == 1 ? 1 : 3;
        long weights = (long) extent * extent * map[0] * filters * cellRows * cellColumns;
        boolean affordable = weights <= MOST_SHUFFLE_WEIGHTS;
        rows = affordable ? cellRows : 1;
        columns = affordable ? cellColumns : 1;
        up = new PlainConvolution(layout, name + ".up", map[0], filters * rows * columns, extent, start);
    }

    /** Whether every position in a cell has filters of its own; else coarse maps are merely enlarged. */
    boolean isSubPixel() {
        return rows * folded[1] >= image[0] && columns * folded[2] >= image[1];
    }

    /** Any row shape as {@code [channels, height, width]}; a vector becomes the channels of a map of one place. */
    static int[] asMap(int[] rowShape) {
        return switch (rowShape.length) {
            case 0 -> new int[] {1, 1, 1};
            case 1 -> new int[] {rowShape[0], 1, 1};
            case 2 -> new int[] {1, rowShape[0], rowShape[1]};
            case 3 -> rowShape;
            default ->
                throw new IllegalArgumentException(
                        "activations must have rows of at most 3 extents [channels, height, width], got "
                                + Arrays.toString(rowShape));
        };
    }

    /** A map larger than the image is folded, cell by cell, into channels, so that nothing of it is lost. */
    private static int[] folded(int[] map, int[] image) {
        if (map[1] <= image[0] && map[2] <= image[1]) {
            return map;
        }
        if (map[1] % image[0] != 0 || map[2] % image[1] != 0) {
            throw new IllegalArgumentException("activations larger than the image must be a whole multiple of it, got "
                    + map[1] + "×" + map[2] + " for an image of " + image[0] + "×" + image[1]);
        }
        int height = map[1] / image[0];
        int width = map[2] / image[1];
        return new int[] {map[0] * height * width, image[0], image[1]};
    }

    /**
     * @param t activations {@code [b, channels, h, w]}
     * @return {@code [b, height, width, filters]}
     */
    NDArray apply(Weights w, NDArray t) {
        NDArray cells = Convolution.channelsLast(up.apply(w, fold(t)));
        return fit(UpConvolution.shuffle(cells, filters, rows, columns));
    }

    /** Cuts off what the last cells stick out; enlarges only where a filter for each place would be too many. */
    private NDArray fit(NDArray map) {
        long height = map.getShape().get(1);
        long width = map.getShape().get(2);
        if (height == image[0] && width == image[1]) {
            return map;
        }
        if (height >= image[0] && width >= image[1]) {
            return map.get(new NDIndex()
                    .addAllDim()
                    .addSliceDim(0, image[0])
                    .addSliceDim(0, image[1])
                    .addAllDim());
        }
        NDArray enlarged = Convolution.channelsFirst(map)
                .getNDArrayInternal()
                .interpolation(new long[] {image[0], image[1]}, 0, false);
        return Convolution.channelsLast(enlarged);
    }

    private NDArray fold(NDArray t) {
        Shape shape = t.getShape();
        long height = shape.get(2);
        long width = shape.get(3);
        if (height == folded[1] && width == folded[2]) {
            return t;
        }
        return t.reshape(-1, shape.get(1), folded[1], height / folded[1], folded[2], width / folded[2])
                .transpose(0, 1, 3, 5, 2, 4)
                .reshape(-1, folded[0], folded[1], folded[2]);
    }
}
