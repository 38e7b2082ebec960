package dev.infoplane.models.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ShownImage;
import dev.infoplane.models.context.PoolStart;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the network of one point learns from and is scored on.
 *
 * @param shape channels, height and width of images
 * @param maps what the closed form says of all images
 * @param layer their activations
 * @param start what a pool says of them, where the network begins; empty for the closed form
 * @param warnings about these
 */
record CnnData(
        CnnNet net, int[] shape, PointMaps maps, SeenLayer layer, Optional<PoolStart> start, List<String> warnings) {
    /** The same, for a training, which asks for images again and again. */
    CnnData remembering() {
        return new CnnData(net, shape, maps, layer, start.map(PoolStart::remembering), warnings);
    }

    /** Values to start from. */
    float[] initial(RandomGenerator random) {
        return start.isPresent() ? net.initial(random) : net.neutral(random);
    }

    /** The objective of scoring some of the rows, from the first on. */
    Objective rows(int first, int count) {
        return rows(first, count, 1);
    }

    /** The objective of learning from some of the rows, from the first on, each under all draws of noise in turn. */
    Objective teaching(int first, int count) {
        return rows(first, count, maps.draws());
    }

    private Objective rows(int first, int count, int draws) {
        return new Objective() {
            @Override
            public ParameterLayout layout() {
                return net.layout();
            }

            @Override
            public int rows() {
                return count;
            }

            @Override
            public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
                Shown[] images = new Shown[chosen.length];
                for (int i = 0; i < images.length; i++) {
                    images[i] = new Shown(first + chosen[i], (pass + i) % draws);
                }
                NDArray each = net.logProbability(w, batch(manager, images));
                return each.reshape(images.length, -1).sum(new int[] {1}).neg();
            }
        };
    }

    /**
     * An image.
     *
     * @param draw of noise, 0 unless it taught
     */
    record Shown(int row, int draw) {}

    int subPixels() {
        return shape[0] * shape[1] * shape[2];
    }

    /** Activations of images. */
    NDArray seen(NDManager manager, Shown... images) {
        int[] of = layer.shape();
        float[] values = new float[images.length * layer.size()];
        for (int i = 0; i < images.length; i++) {
            layer.fill(images[i].row, images[i].draw, values, i * layer.size());
        }
        return EngineArrays.floats(manager, values, new Shape(images.length, of[0], of[1], of[2]));
    }

    /** What is known of images without their sub-pixels. */
    NDArray visible(NDManager manager, Shown... images) {
        CnnFeatures features = net.features();
        int each = features.visibleCount() * features.places();
        float[] values = new float[images.length * each];
        for (int i = 0; i < images.length; i++) {
            features.fillVisible(image(images[i]), values, i * each);
        }
        return EngineArrays.floats(
                manager, values, new Shape(images.length, features.visibleCount(), shape[1], shape[2]));
    }

    private ShownImage image(Shown shown) {
        return maps.image(shown.row, shown.draw);
    }

    private CnnNet.Batch batch(NDManager manager, Shown... images) {
        int b = images.length;
        int channels = shape[0];
        CnnFeatures features = net.features();
        Padded far = new Padded(b, channels, CnnNet.FAR);
        Padded close = new Padded(b, 2 * channels, CnnNet.CLOSE);
        int places = features.places();
        int localCount = features.localCount();
        int baseSize = net.onForm().baseSize();
        float[] local = new float[b * channels * localCount * places];
        float[] base = new float[b * channels * places * baseSize];
        float[] wanted = new float[b * channels * places];
        for (int i = 0; i < b; i++) {
            ShownImage image = image(images[i]);
            for (int p = 0; p < channels * places; p++) {
                int c = p / places;
                int place = p % places;
                int map = i * channels + c;
                float level = features.near(image, p);
                far.put(i, c, place, level);
                close.put(i, c, place, features.miss(image, p));
                close.put(i, channels + c, place, features.error(image, p));
                features.fillLocal(image, p, local, map * localCount * places + place, places);
                net.onForm().fillBase(image.mean(p), image.logScale(p), base, (map * places + place) * baseSize);
                wanted[map * places + place] = level;
            }
        }
        return new CnnNet.Batch(
                seen(manager, images),
                visible(manager, images),
                far.in(manager),
                close.in(manager),
                EngineArrays.floats(manager, local, new Shape(b * channels, localCount, shape[1], shape[2])),
                EngineArrays.floats(manager, base, new Shape(b * channels, shape[1], shape[2], baseSize)),
                start.map(s -> said(s, manager, images)),
                EngineArrays.floats(manager, wanted, new Shape(b * channels, shape[1], shape[2], 1)));
    }

    private NDArray said(PoolStart start, NDManager manager, Shown... images) {
        int parameters = start.onForm().head().parameters();
        float[] values = start.said(
                manager,
                Arrays.stream(images).mapToInt(Shown::row).toArray(),
                Arrays.stream(images).mapToInt(Shown::draw).toArray());
        return EngineArrays.floats(
                manager, values, new Shape((long) images.length * shape[0], shape[1], shape[2], parameters));
    }

    /** Maps with zeros above and at both sides. */
    private final class Padded {
        private final int count;
        private final int radius;
        private final int across;
        private final float[] values;

        Padded(int images, int count, int radius) {
            this.count = count;
            this.radius = radius;
            across = shape[2] + 2 * radius;
            values = new float[images * count * (shape[1] + radius) * across];
        }

        void put(int image, int map, int place, float value) {
            int row = (image * count + map) * (shape[1] + radius) + radius + place / shape[2];
            values[row * across + radius + place % shape[2]] = value;
        }

        NDArray in(NDManager manager) {
            int rows = shape[1] + radius;
            return EngineArrays.floats(
                    manager, values, new Shape(values.length / (count * rows * across), count, rows, across));
        }
    }
}
