package dev.infoplane.models.decoder;

import java.util.random.RandomGenerator;

/** An image while it is drawn; used for one after another. */
final class DrawnImage {
    private final IncrementalNet net;
    private final Head head;
    private final PixelLevels levels;
    private final int channels;
    private final int height;
    private final int width;
    private final ImageMemory memory;
    private final float[] scaled;
    private final float[] pixel;

    /** @param shape {@code [channels, height, width]} */
    DrawnImage(IncrementalNet net, Head head, PixelLevels levels, int[] shape) {
        this.net = net;
        this.head = head;
        this.levels = levels;
        this.channels = shape[0];
        this.height = shape[1];
        this.width = shape[2];
        this.memory = net.memory();
        this.scaled = new float[channels * height * width];
        this.pixel = new float[channels];
    }

    /** Draws one of the images that are asked for; what is known of it is only taken in. */
    void draw(CachedSampler.Request request, int image, HeapConditions conditions, RandomGenerator random) {
        int known = request.knownRows();
        for (int p = 0; p < known * width; p++) {
            for (int c = 0; c < channels; c++) {
                scaled[p * channels + c] = levels.toNetwork(request.images().get(image, c * height * width + p));
            }
        }
        net.begin(memory, conditions);
        for (int y = 0; y < height && known < height; y++) {
            net.beginRow(memory, scaled, y);
            for (int x = 0; x < width; x++) {
                net.reach(memory, y, x);
                if (y >= known) {
                    float[] parameters = net.parameters(memory, y, x);
                    int at = net.parametersAt(y, x);
                    if (!conditions.move().isNothing()) {
                        head.move(
                                parameters,
                                at,
                                conditions.move().values(),
                                conditions.move().at(y, x));
                    }
                    head.draw(parameters, at, pixel, request.temperature(), random);
                    System.arraycopy(pixel, 0, scaled, (y * width + x) * channels, channels);
                }
                net.see(memory, scaled, y, x);
            }
        }
    }

    /** Writes the image as the index-th of {@code [images][channels][height][width]}. */
    void copyTo(float[] values, int index) {
        int places = height * width;
        for (int p = 0; p < places; p++) {
            for (int c = 0; c < channels; c++) {
                values[(index * channels + c) * places + p] = levels.fromNetwork(scaled[p * channels + c]);
            }
        }
    }
}
