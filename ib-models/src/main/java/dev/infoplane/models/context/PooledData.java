package dev.infoplane.models.context;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ShownImage;
import java.util.List;

/**
 * What the network of a pool learns from and is scored on.
 *
 * @param points maps of each point, in the order of the network's biases
 * @param scaled all images on the scale −1 to 1
 */
record PooledData(PooledNet net, List<PointMaps> points, float[][] scaled) {
    int subPixels() {
        return scaled[0].length;
    }

    /**
     * Sub-pixels of images, those of one point after the other, equally many of each.
     *
     * @param images row of each
     * @param subPixels where each lies in its image
     * @param points the point of each group
     * @param drawsNoise whether images are shown under all draws of noise in turn; they have taught, then
     */
    record Items(int[] images, int[] subPixels, long[] points, boolean drawsNoise) {}

    /** Negative log-likelihoods of sub-pixels in nats, {@code [n]}. */
    NDArray losses(Weights w, NDManager manager, Items items) {
        int n = items.images.length;
        int each = n / items.points.length;
        PooledNet.Collector collector = net.new Collector(n);
        for (int k = 0; k < n; k++) {
            PointMaps maps = points.get((int) items.points[k / each]);
            int row = items.images[k];
            ShownImage image = maps.image(row, items.drawsNoise ? k % maps.draws() : 0);
            collector.add(maps, image, scaled[row], items.subPixels[k]);
        }
        return net.logProbability(w, collector.in(manager), items.points).neg();
    }
}
