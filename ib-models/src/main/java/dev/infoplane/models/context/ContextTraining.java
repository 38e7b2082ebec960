package dev.infoplane.models.context;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The objective of training: for each image an unbiased estimate of its negative log-likelihood, from a few of its sub-pixels.
 * A batch holds groups of sub-pixels of one phase; that of a group is drawn with the share of sub-pixels it has.
 *
 * @param perImage how many sub-pixels of each image
 * @param conditionDropout the share of sub-pixels whose condition is dropped
 * @param seed of what is drawn, together with the number of the batch
 */
record ContextTraining(ContextData data, int perImage, double conditionDropout, long seed) implements Objective {
    private static final int MOST_GROUPS = 64;

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
        NDArray each = data.losses(
                w, manager, draw(chosen, pass, new SplittableRandom(new SplittableRandom(seed + pass).nextLong())));
        return EngineArrays.times(
                each.reshape(perImage, chosen.length).sum(new int[] {0}), data.subPixels() / (float) perImage);
    }

    /** The k-th item is of the image k mod b. */
    private ContextData.Items draw(int[] chosen, int pass, SplittableRandom random) {
        int n = chosen.length * perImage;
        int groups = data.phases() == 1 ? 1 : groups(n);
        int[] images = new int[n];
        int[] subPixels = new int[n];
        Arrays.setAll(images, k -> chosen[k % chosen.length]);
        int[] members = members(random.nextInt(data.subPixels()));
        for (int k = 0; k < n; k++) {
            if (k > 0 && k % (n / groups) == 0) {
                members = members(random.nextInt(data.subPixels()));
            }
            subPixels[k] = members[random.nextInt(members.length)];
        }
        return new ContextData.Items(images, subPixels, groups, dropped(n, random), pass);
    }

    /** The largest number of equal groups that is not above {@link #MOST_GROUPS}. */
    private static int groups(int n) {
        int groups = Math.min(n, MOST_GROUPS);
        while (n % groups != 0) {
            groups--;
        }
        return groups;
    }

    private int[] members(int subPixel) {
        return data.net().window().map(w -> w.members(w.phase(subPixel))).orElseGet(() -> all(data.subPixels()));
    }

    private static int[] all(int count) {
        int[] all = new int[count];
        Arrays.setAll(all, p -> p);
        return all;
    }

    private Optional<float[]> dropped(int n, SplittableRandom random) {
        if (conditionDropout == 0 || data.net().window().isEmpty()) {
            return Optional.empty();
        }
        float[] dropped = new float[n];
        for (int k = 0; k < n; k++) {
            dropped[k] = random.nextDouble() < conditionDropout ? 1 : 0;
        }
        return Optional.of(dropped);
    }
}
