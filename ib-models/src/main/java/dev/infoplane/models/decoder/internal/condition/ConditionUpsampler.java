package dev.infoplane.models.decoder.internal.condition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.ChannelsLast;
import dev.infoplane.models.decoder.internal.net.SameConvolution;
import java.util.Arrays;

/**
 * Brings a map of activations up to the size of the image by a sub-pixel convolution (Shi et al. 2016): each place within a
 * coarse cell gets filters of its own, so that what a coarse map says about the places inside a cell can be read. Where cells do
 * not divide the image, the next finer map is made and resampled, so that every place of the activations stays where it is in
 * the image. This part of the path of a condition belongs to one kind of activations; the rest ({@link ConditionNetwork}) does
 * not depend on them.
 */
public final class ConditionUpsampler {
    private static final long MOST_WEIGHTS = 4_000_000;

    private final int[] map;
    private final int[] image;
    private final int[] cells;
    private final int filters;
    private final int rows;
    private final int columns;
    private final boolean isComplete;
    private final SameConvolution convolution;

    /**
     * Sizes of maps.
     *
     * @param map channels, height and width of the activations, no larger than the image (see {@link SpaceToDepth})
     * @param image channels, height and width of the image
     * @param cells height and width of the image in whole cells of the network, to which the result is extended by zeros
     * @param filters channels of the result
     */
    public record Geometry(int[] map, int[] image, int[] cells, int filters) {
        /** Refuses a map that is larger than the image. */
        public Geometry {
            if (map[1] > image[1] || map[2] > image[2]) {
                throw new IllegalArgumentException("a map of " + map[1] + "×" + map[2] + " is larger than the image of "
                        + image[1] + "×" + image[2]);
            }
        }
    }

    /**
     * Declares the parameters.
     *
     * @param initializer of the filters; with zeros the condition has no effect at first
     */
    public ConditionUpsampler(ParameterLayout layout, String name, Geometry geometry, Initializer initializer) {
        this.map = geometry.map();
        this.image = geometry.image();
        this.cells = geometry.cells();
        this.filters = geometry.filters();
        int extent = map[1] == 1 && map[2] == 1 ? 1 : 3;
        int perRow = (image[1] + map[1] - 1) / map[1];
        int perColumn = (image[2] + map[2] - 1) / map[2];
        long weights = (long) extent * extent * map[0] * filters;
        isComplete = weights * perRow * perColumn <= MOST_WEIGHTS;
        while (perRow * perColumn > 1 && weights * perRow * perColumn > MOST_WEIGHTS) {
            perRow = (perRow + 1) / 2;
            perColumn = (perColumn + 1) / 2;
        }
        rows = perRow;
        columns = perColumn;
        convolution = new SameConvolution(layout, name + ".up", map[0], filters * rows * columns, extent, initializer);
    }

    /** Whether every place in a cell has filters of its own; otherwise neighbours share them, since there would be too many. */
    public boolean isComplete() {
        return isComplete;
    }

    int[] map() {
        return map;
    }

    int[] cells() {
        return cells;
    }

    int filters() {
        return filters;
    }

    /** Any row shape as {@code [channels, height, width]}; a vector becomes the channels of a map of one place. */
    public static int[] asMap(int[] rowShape) {
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
     * Upsamples a batch.
     *
     * @param t activations {@code [b, channels, h, w]}
     * @return {@code [b, rows of cells, columns of cells, filters]}
     */
    NDArray apply(Weights w, NDArray t) {
        NDArray finer = ChannelsLast.depthToSpace(
                ChannelsLast.fromChannelsFirst(convolution.apply(w, t)), filters, rows, columns);
        NDArray sized = resampled(finer);
        int below = cells[0] - image[1];
        int right = cells[1] - image[2];
        return below + right == 0 ? sized : sized.pad(new Shape(0, 0, 0, right, 0, below), 0);
    }

    private NDArray resampled(NDArray features) {
        if (features.getShape().get(1) == image[1] && features.getShape().get(2) == image[2]) {
            return features;
        }
        return ChannelsLast.fromChannelsFirst(ChannelsLast.toChannelsFirst(features)
                .getNDArrayInternal()
                .interpolation(new long[] {image[1], image[2]}, 0, false));
    }
}
