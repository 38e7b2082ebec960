package dev.infoplane.models.decoder.internal.sampling;

import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import java.util.random.RandomGenerator;

/** An image while it is drawn; reused for one image after another. */
final class DrawnImage {
    private final IncrementalNet net;
    private final Head head;
    private final LevelScale levels;
    private final int channels;
    private final int height;
    private final int width;
    private final ImageMemory memory;
    private final float[] scaled;
    private final float[] pixel;

    /** @param shape {@code [channels, height, width]} */
    DrawnImage(IncrementalNet net, Head head, LevelScale levels, int[] shape) {
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

    /** Draws one of the requested images below its known rows. */
    void draw(CachedSampler.Request request, int image, HeapConditionFeatures condition, RandomGenerator random) {
        int known = request.known().count();
        for (int p = 0; p < known * width; p++) {
            for (int c = 0; c < channels; c++) {
                scaled[p * channels + c] = levels.toNetwork(request.known().value(image, c * height * width + p));
            }
        }
        net.begin(memory, condition);
        for (int y = 0; y < height && known < height; y++) {
            net.beginRow(memory, scaled, y);
            for (int x = 0; x < width; x++) {
                net.reach(memory, y, x);
                if (y >= known) {
                    drawPixel(y, x, condition.affine(), request.temperature(), random);
                }
                net.see(memory, scaled, y, x);
            }
        }
    }

    private void drawPixel(
            int y, int x, HeapConditionFeatures.Plane affine, double temperature, RandomGenerator random) {
        float[] parameters = net.parameters(memory, y, x);
        int at = net.parametersAt(y, x);
        if (!affine.isEmpty()) {
            head.shiftAndScale(parameters, at, affine.values(), affine.at(y, x));
        }
        head.draw(parameters, at, pixel, temperature, random);
        System.arraycopy(pixel, 0, scaled, (y * width + x) * channels, channels);
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
