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
    private final int seenChannels;
    private final float[] seen;
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
        this.seenChannels = net.channels();
        this.seen = new float[seenChannels * height * width];
        this.scaled = new float[channels * height * width];
        this.pixel = new float[channels];
    }

    /** Draws one of the requested images below its known rows. */
    void draw(CachedSampler.Request request, int image, HeapConditionFeatures condition, RandomGenerator random) {
        int known = request.known().count();
        PixelGuide guide = request.source().guide(image);
        net.begin(memory, condition);
        for (int y = 0; y < height; y++) {
            net.beginRow(memory, seen, y);
            for (int x = 0; x < width; x++) {
                guide.reach(condition, y, x);
                net.reach(memory, y, x);
                if (y < known) {
                    copyKnown(request.known(), image, y * width + x);
                } else {
                    drawPixel(y, x, condition.affine(), guide, request.temperature(), random);
                }
                System.arraycopy(pixel, 0, scaled, (y * width + x) * channels, channels);
                guide.see(pixel, seen, (y * width + x) * seenChannels);
                net.see(memory, seen, y, x);
            }
        }
    }

    private void copyKnown(CachedSampler.KnownRows known, int image, int place) {
        for (int c = 0; c < channels; c++) {
            pixel[c] = levels.toNetwork(known.value(image, c * height * width + place));
        }
    }

    private void drawPixel(
            int y,
            int x,
            HeapConditionFeatures.Plane affine,
            PixelGuide guide,
            double temperature,
            RandomGenerator random) {
        float[] parameters = net.parameters(memory, y, x);
        int at = net.parametersAt(y, x);
        if (!affine.isEmpty()) {
            head.shiftAndScale(parameters, at, affine.values(), affine.at(y, x));
        }
        head.draw(parameters, at, guide.base(), pixel, temperature, random);
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
