package dev.infoplane.models.context;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Images, and what conditions them.
 *
 * @param t activations, a row for each image; empty if there are none or they are all dropped
 * @param noise added to activations, in a new draw each time; empty if they are taken as they are
 */
record ContextData(ContextNet net, LevelScale levels, Samples x, Optional<Samples> t, Optional<ConditionNoise> noise) {
    /**
     * Sub-pixels of images, those of one phase after the other, equally many of each.
     *
     * @param images row of each
     * @param subPixels where each lies in its image
     * @param groups how many phases
     * @param dropped 1 where the condition is dropped; empty if it never is
     * @param draw number of the draw of noise
     */
    record Items(int[] images, int[] subPixels, int groups, Optional<float[]> dropped, long draw) {}

    int subPixels() {
        return x.dimensions();
    }

    int phases() {
        return net.window().map(ConditionWindow::phases).orElse(1);
    }

    int phase(int subPixel) {
        return net.window().map(w -> w.phase(subPixel)).orElse(0);
    }

    /** Negative log-likelihoods of sub-pixels in nats, {@code [n]}. */
    NDArray losses(Weights w, NDManager manager, Items items) {
        int n = items.images.length;
        int features = net.features().count();
        float[] inputs = new float[n * features];
        float[] wanted = new float[n];
        Map<Integer, float[]> scaled = new HashMap<>();
        for (int k = 0; k < n; k++) {
            float[] image = scaled.computeIfAbsent(items.images[k], this::scaled);
            net.features().fill(image, items.subPixels[k], inputs, k * features);
            wanted[k] = image[items.subPixels[k]];
        }
        NDArray parameters = net.parameters(
                w,
                EngineArrays.floats(manager, inputs, new Shape(n, features)),
                net.window().map(window -> seen(window, manager, items)));
        return net.head()
                .logProbability(EngineArrays.floats(manager, wanted, new Shape(n, 1, 1, 1)), parameters)
                .reshape(n)
                .neg();
    }

    /** An image on the scale −1 to 1. */
    float[] scaled(int row) {
        float[] image = new float[x.dimensions()];
        x.copyRow(row, image, 0);
        for (int p = 0; p < image.length; p++) {
            image[p] = levels.toNetwork(image[p]);
        }
        return image;
    }

    private ContextNet.Seen seen(ConditionWindow window, NDManager manager, Items items) {
        int n = items.images.length;
        float[] windows = new float[n * window.count()];
        Map<Integer, float[]> rows = new HashMap<>();
        for (int k = 0; k < n && t.isPresent(); k++) {
            boolean isDropped = items.dropped.isPresent() && items.dropped.orElseThrow()[k] > 0;
            if (!isDropped) {
                window.fill(
                        rows.computeIfAbsent(items.images[k], image -> row(image, items.draw)),
                        items.subPixels[k],
                        windows,
                        k * window.count());
            }
        }
        long[] phases = new long[items.groups];
        Arrays.setAll(phases, g -> window.phase(items.subPixels[g * (n / items.groups)]));
        Optional<float[]> dropped = items.dropped;
        if (t.isEmpty()) {
            float[] all = new float[n];
            Arrays.fill(all, 1);
            dropped = Optional.of(all);
        }
        return ContextNet.Seen.of(manager, windows, window.count(), phases, dropped);
    }

    /** The activations of an image, with one of many draws of noise if there is noise. */
    float[] row(int image, long draw) {
        Samples rows = t.orElseThrow();
        return noise.map(n -> n.row(rows, image, draw))
                .orElseGet(() -> rows.select(image).toArray());
    }
}
