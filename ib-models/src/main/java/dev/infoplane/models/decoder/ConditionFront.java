package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Arrays;

/**
 * Brings a map of activations up to the size of the image: a sub-pixel convolution, in which each place in a cell gets filters
 * of its own, so that what a coarse map says of the places inside a cell can be read. Where cells do not divide the image, the
 * next finer map is made and sampled, so that every place of the activations stays where it is in the image. This part of the
 * path of a condition belongs to one kind of activations; the rest ({@link ConditionTrunk}) does not depend on them.
 */
final class ConditionFront {
    private static final long MOST_SHUFFLE_WEIGHTS = 4_000_000;

    private final int filters;
    private final int[] image;
    private final int[] cells;
    private final int rows;
    private final int columns;
    private final boolean isComplete;
    private final PlainConvolution up;

    /**
     * @param initializer of the filters; with zeros the condition says nothing at first
     * @param map channels, height and width of the activations, {@link Folding} makes them no larger than the image
     * @param image channels, height and width of the image
     * @param cells height and width of the image in whole cells of the network, to which the map is extended by zeros
     */
    ConditionFront(
            ParameterLayout layout,
            String name,
            int filters,
            Initializer initializer,
            int[] map,
            int[] image,
            int[] cells) {
        if (map[1] > image[1] || map[2] > image[2]) {
            throw new IllegalArgumentException(
                    "a map of " + map[1] + "×" + map[2] + " is larger than the image of " + image[1] + "×" + image[2]);
        }
        this.filters = filters;
        this.image = image;
        this.cells = cells;
        int extent = map[1] == 1 && map[2] == 1 ? 1 : 3;
        int perRow = (image[1] + map[1] - 1) / map[1];
        int perColumn = (image[2] + map[2] - 1) / map[2];
        long weights = (long) extent * extent * map[0] * filters;
        isComplete = weights * perRow * perColumn <= MOST_SHUFFLE_WEIGHTS;
        while (perRow * perColumn > 1 && weights * perRow * perColumn > MOST_SHUFFLE_WEIGHTS) {
            perRow = (perRow + 1) / 2;
            perColumn = (perColumn + 1) / 2;
        }
        rows = perRow;
        columns = perColumn;
        up = new PlainConvolution(layout, name + ".up", map[0], filters * rows * columns, extent, initializer);
    }

    /** Whether every place in a cell has filters of its own; else neighbours share them, which would be too many. */
    boolean isComplete() {
        return isComplete;
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

    /**
     * @param t activations {@code [b, channels, h, w]}
     * @return {@code [b, rows of cells, columns of cells, filters]}
     */
    NDArray apply(Weights w, NDArray t) {
        NDArray finer = UpConvolution.shuffle(Convolution.channelsLast(up.apply(w, t)), filters, rows, columns);
        NDArray map = sampled(finer);
        int below = cells[0] - image[1];
        int right = cells[1] - image[2];
        return below + right == 0 ? map : map.pad(new Shape(0, 0, 0, right, 0, below), 0);
    }

    private NDArray sampled(NDArray map) {
        if (map.getShape().get(1) == image[1] && map.getShape().get(2) == image[2]) {
            return map;
        }
        return Convolution.channelsLast(Convolution.channelsFirst(map)
                .getNDArrayInternal()
                .interpolation(new long[] {image[1], image[2]}, 0, false));
    }
}
