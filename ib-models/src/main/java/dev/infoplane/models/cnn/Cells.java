package dev.infoplane.models.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.EngineArrays;

/**
 * Which place of a layer each pixel of an image looks at, and which of the pixels that look there it is: its phase. A coarse layer
 * gives each phase numbers of its own.
 *
 * @param channels of the layer
 * @param phases how many pixels look at the same place, at most
 * @param places of the layer
 * @param index for each pixel, its phase times the number of places, plus the place
 * @param height of images
 * @param width of images
 */
record Cells(int channels, int phases, int places, long[] index, int height, int width) {
    /**
     * @param layer channels, height and width of the layer
     * @param image channels, height and width of images
     */
    static Cells of(int[] layer, int[] image) {
        int down = phases(image[1], layer[1]);
        int across = phases(image[2], layer[2]);
        int places = layer[1] * layer[2];
        long[] index = new long[image[1] * image[2]];
        for (int i = 0; i < image[1]; i++) {
            for (int j = 0; j < image[2]; j++) {
                int y = i * layer[1] / image[1];
                int x = j * layer[2] / image[2];
                int phase = (i - first(y, image[1], layer[1])) * across + j - first(x, image[2], layer[2]);
                index[i * image[2] + j] = (long) phase * places + y * layer[2] + x;
            }
        }
        return new Cells(layer[0], down * across, places, index, image[1], image[2]);
    }

    private static int phases(int pixels, int map) {
        return (pixels + map - 1) / map;
    }

    /** The first pixel that looks at a place. */
    private static int first(int place, int pixels, int map) {
        return (place * pixels + map - 1) / map;
    }

    boolean isVector() {
        return places == 1;
    }

    private boolean isIdentity() {
        return phases == 1 && places == height * width;
    }

    /**
     * What each pixel sees.
     *
     * @param maps {@code [b, each · phases, h, w]}, phase by phase
     * @return {@code [b, each, height, width]}
     */
    NDArray atPixels(NDArray maps, int each) {
        if (isIdentity()) {
            return maps;
        }
        long b = maps.getShape().get(0);
        NDManager manager = maps.getManager();
        NDArray chosen = EngineArrays.longs(manager, index, new Shape(1, 1, index.length))
                .broadcast(new Shape(b, each, index.length));
        return maps.reshape(b, phases, each, places)
                .transpose(0, 2, 1, 3)
                .reshape(b, each, (long) phases * places)
                .gather(chosen, 2)
                .reshape(b, each, height, width);
    }
}
