package dev.infoplane.models.context;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import com.google.common.collect.Lists;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The objective of scoring: the negative log-likelihood of each image, from all of its sub-pixels; or, for learning curves, an
 * estimate from some that are always the same,
 * one of each stretch of the image.
 *
 * @param perImage how many sub-pixels of each image; all if it has no more
 */
record ContextScoring(ContextData data, int perImage) implements Objective {
    private static final int IMAGES_AT_ONCE = 256;
    private static final int ITEMS_AT_ONCE = 8192;

    @Override
    public ParameterLayout layout() {
        return data.net().layout();
    }

    @Override
    public int rows() {
        return data.x().rows();
    }

    @Override
    public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
        throw new UnsupportedOperationException("nothing is learned in scoring");
    }

    @Override
    public double[] evaluate(NDArray vector, NDManager manager) {
        double[] nats = new double[rows()];
        for (int from = 0; from < nats.length; from += IMAGES_AT_ONCE) {
            int to = Math.min(nats.length, from + IMAGES_AT_ONCE);
            for (List<Item> phase : byPhase(from, to)) {
                for (List<Item> some : Lists.partition(phase, ITEMS_AT_ONCE)) {
                    add(vector, manager, some, nats);
                }
            }
        }
        return nats;
    }

    private record Item(int image, int subPixel) {}

    private Collection<List<Item>> byPhase(int from, int to) {
        int d = data.subPixels();
        int some = Math.min(d, perImage);
        Map<Integer, List<Item>> items = new TreeMap<>();
        for (int i = from; i < to; i++) {
            SplittableRandom random = new SplittableRandom(i);
            for (int k = 0; k < some; k++) {
                int first = (int) ((long) k * d / some);
                int next = (int) ((k + 1L) * d / some);
                int subPixel = first + random.nextInt(next - first);
                items.computeIfAbsent(data.phase(subPixel), p -> new ArrayList<>())
                        .add(new Item(i, subPixel));
            }
        }
        return items.values();
    }

    private void add(NDArray vector, NDManager manager, List<Item> items, double[] nats) {
        int[] images = items.stream().mapToInt(Item::image).toArray();
        int[] subPixels = items.stream().mapToInt(Item::subPixel).toArray();
        double weight = data.subPixels() / (double) Math.min(data.subPixels(), perImage);
        try (NDManager own = manager.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            float[] losses = data.losses(
                            new Weights(layout(), vector),
                            own,
                            new ContextData.Items(images, subPixels, 1, Optional.empty(), 0))
                    .toFloatArray();
            for (int k = 0; k < losses.length; k++) {
                nats[images[k]] += losses[k] * weight;
            }
        }
    }
}
