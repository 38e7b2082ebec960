package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings hidden activations to every gated unit of a PixelCNN++: a sub-pixel convolution up to the size of the image (each
 * position in a cell gets filters of its own, so that what a coarse map says of the places inside a cell can be read), two
 * non-causal residual convolutions, the same at each coarser resolution, and a 1×1 convolution into every gate. The last
 * ones start at zero, so that a conditional decoder starts as the very function of its unconditional parent.
 */
final class ConditionNet {
    private static final long MOST_SHUFFLE_WEIGHTS = 4_000_000;

    private final int filters;
    private final int[] image;
    private final int[] folded;
    private final int rows;
    private final int columns;
    private final PlainConvolution up;
    private final PlainConvolution[] residual;
    private final PlainConvolution[] coarser;
    private final PlainConvolution[] gates;
    private final int[] gatedUnits;

    /**
     * @param rowShape of the activations: {@code [channels, height, width]}, {@code [d]} or {@code []}
     * @param image height and width of the images
     */
    ConditionNet(Layout layout, PixelCnnSize size, PixelCnnNet net, int[] rowShape, int... image) {
        int[] map = folded(asMap(rowShape), image);
        this.filters = size.filters();
        this.image = image;
        this.folded = map;
        int cellRows = (image[0] + map[1] - 1) / map[1];
        int cellColumns = (image[1] + map[2] - 1) / map[2];
        int extent = map[1] == 1 && map[2] == 1 ? 1 : 3;
        long weights = (long) extent * extent * map[0] * filters * cellRows * cellColumns;
        boolean affordable = weights <= MOST_SHUFFLE_WEIGHTS;
        rows = affordable ? cellRows : 1;
        columns = affordable ? cellColumns : 1;
        up = new PlainConvolution(
                layout, "condition.up", map[0], filters * rows * columns, extent, Layout.Start.HE_NORMAL);
        residual = convolutions(layout, "condition.residual", 2);
        coarser = convolutions(layout, "condition.coarser", size.resolutions() - 1);
        gates = new PlainConvolution[size.resolutions()];
        gatedUnits = new int[size.resolutions()];
        for (int r = 0; r < gates.length; r++) {
            gatedUnits[r] = net.gatedUnits(r);
            gates[r] = new PlainConvolution(
                    layout, "condition.gates" + r, 2 * filters, 2 * filters * gatedUnits[r], 1, Layout.Start.ZERO);
        }
    }

    private PlainConvolution[] convolutions(Layout layout, String name, int count) {
        PlainConvolution[] all = new PlainConvolution[count];
        Arrays.setAll(
                all, i -> new PlainConvolution(layout, name + i, 2 * filters, filters, 3, Layout.Start.SMALL_NORMAL));
        return all;
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
     * @param t activations {@code [b, channels, h, w]}, whitened
     * @return for each resolution one {@code [b, 2·filters, h', w']} a gated unit
     */
    List<NDList> apply(Weights w, NDArray t) {
        NDArray map = UpConvolution.shuffle(up.apply(w, fold(t)), filters, rows, columns);
        map = fit(map);
        for (PlainConvolution c : residual) {
            map = map.add(c.apply(w, Features.concatElu(map)));
        }
        List<NDList> conditions = new ArrayList<>();
        for (int r = 0; r < gates.length; r++) {
            if (r > 0) {
                map = Pool.avgPool2d(map, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false, true);
                map = map.add(coarser[r - 1].apply(w, Features.concatElu(map)));
            }
            conditions.add(gates[r].apply(w, Features.concatElu(map)).split(gatedUnits[r], 1));
        }
        return conditions;
    }

    /** Cuts off what the last cells stick out; enlarges only where a filter for each place would be too many. */
    private NDArray fit(NDArray map) {
        long height = map.getShape().get(2);
        long width = map.getShape().get(3);
        if (height == image[0] && width == image[1]) {
            return map;
        }
        if (height >= image[0] && width >= image[1]) {
            return map.get(new NDIndex().addAllDim(2).addSliceDim(0, image[0]).addSliceDim(0, image[1]));
        }
        return map.getNDArrayInternal().interpolation(new long[] {image[0], image[1]}, 0, false);
    }

    private NDArray fold(NDArray t) {
        long height = t.getShape().get(2);
        long width = t.getShape().get(3);
        if (height == folded[1] && width == folded[2]) {
            return t;
        }
        return t.reshape(-1, t.getShape().get(1), folded[1], height / folded[1], folded[2], width / folded[2])
                .transpose(0, 1, 3, 5, 2, 4)
                .reshape(-1, folded[0], folded[1], folded[2]);
    }
}
