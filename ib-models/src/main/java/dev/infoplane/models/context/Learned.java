package dev.infoplane.models.context;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.Drawing;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.internal.ImageDraws;
import dev.infoplane.probe.EngineThreads;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A trained network of a pool, and the rows it can score and draw.
 *
 * @param taught rows that taught, as many as validate if there are so many
 * @param shape channels, height and width of an image
 * @param curves of each point
 * @param device null for the engine's default
 */
record Learned(
        PooledData data,
        PooledScoring taught,
        PooledScoring validate,
        PooledScoring measure,
        LevelScale levels,
        int[] shape,
        List<LearningCurve> curves,
        float[] weights,
        @Nullable Device device) {

    /** Log-likelihoods of rows under a point, in nats. */
    double[] score(PooledScoring rows, int point) {
        try (NDManager manager = NDManager.newBaseManager(device)) {
            double[] nats = EngineThreads.onOne(
                    manager.getEngine(), () -> rows.evaluate(manager.create(weights), manager, point));
            Arrays.setAll(nats, i -> -nats[i]);
            return nats;
        }
    }

    /** The same network for other images, all to be measured, under its only point. */
    Learned on(PointMaps maps, float[][] scaled) {
        PooledData others = new PooledData(data.net(), List.of(maps), scaled);
        PooledScoring all = new PooledScoring(others, 0, scaled.length, Integer.MAX_VALUE);
        return new Learned(others, all, all, all, levels, shape, curves, weights, device);
    }

    /** Draws an image for each of some measured rows, several in parallel. */
    Samples sample(int point, int[] rows, long seed) {
        ImageDraws.requireRows(rows, measure.rows());
        return ImageDraws.of(rows.length, shape, seed, (i, random) -> draw(point, rows[i], random));
    }

    private float[] draw(int point, int row, SplittableRandom random) {
        PointMaps maps = data.points().get(point);
        Drawing drawing = maps.drawing(measure.firstRow() + row);
        PooledHeapNet net = new PooledHeapNet(data.net(), weights, point, maps);
        float[] image = new float[data.subPixels()];
        float[] scaled = new float[image.length];
        float[] pixel = new float[1];
        ImageDraws.eachSubPixel(shape, subPixel -> {
            drawing.predict(subPixel);
            data.net().onForm().head().draw(net.parameters(drawing, scaled, subPixel), 0, pixel, 1, random);
            scaled[subPixel] = pixel[0];
            drawing.set(subPixel, levels.index(pixel[0]));
            image[subPixel] = levels.fromNetwork(pixel[0]);
        });
        return image;
    }
}
