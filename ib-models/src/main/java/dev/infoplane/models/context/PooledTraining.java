package dev.infoplane.models.context;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The objective of training: an unbiased estimate of the negative log-likelihood of an image, averaged over all points, from
 * random sub-pixels of random images of a batch, equally many for each point.
 *
 * @param firstRow the first row that may teach
 * @param rows how many there are
 * @param each how many sub-pixels of each point enter a step
 * @param seed of what is drawn, together with the number of the batch
 */
record PooledTraining(PooledData data, int firstRow, int rows, int each, long seed) implements Objective {
    @Override
    public ParameterLayout layout() {
        return data.net().layout();
    }

    @Override
    public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed + pass).nextLong());
        int points = data.points().size();
        int[] images = new int[points * each];
        int[] subPixels = new int[images.length];
        for (int k = 0; k < images.length; k++) {
            images[k] = firstRow + chosen[random.nextInt(chosen.length)];
            subPixels[k] = random.nextInt(data.subPixels());
        }
        long[] groups = new long[points];
        Arrays.setAll(groups, p -> p);
        return EngineArrays.times(
                data.losses(w, manager, new PooledData.Items(images, subPixels, groups, true)), data.subPixels());
    }
}
