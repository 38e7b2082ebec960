package dev.infoplane.models.context;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.Drawing;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.probe.EngineThreads;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
        int d = data.subPixels();
        float[] values = new float[rows.length * d];
        SplittableRandom seeds = new SplittableRandom(seed);
        long[] own = new long[rows.length];
        Arrays.setAll(own, i -> seeds.nextLong());
        Arrays.stream(rows).forEach(row -> {
            if (row < 0 || row >= measure.rows()) {
                throw new IndexOutOfBoundsException("measured row " + row + " of " + measure.rows());
            }
        });
        IntStream.range(0, rows.length)
                .parallel()
                .forEach(i -> draw(point, rows[i], new SplittableRandom(own[i]), values, i * d));
        return Samples.of(values, shape);
    }

    private void draw(int point, int row, SplittableRandom random, float[] target, int from) {
        Drawing drawing = data.points().get(point).drawing(measure.firstRow() + row);
        PooledHeapNet net =
                new PooledHeapNet(data.net(), weights, point, data.points().get(point));
        float[] scaled = new float[data.subPixels()];
        int places = shape[1] * shape[2];
        float[] pixel = new float[1];
        for (int place = 0; place < places; place++) {
            for (int c = 0; c < shape[0]; c++) {
                int subPixel = c * places + place;
                drawing.predict(subPixel);
                data.net().onForm().head().draw(net.parameters(drawing, scaled, subPixel), 0, pixel, 1, random);
                scaled[subPixel] = pixel[0];
                drawing.set(subPixel, levels.index(pixel[0]));
                target[from + subPixel] = levels.fromNetwork(pixel[0]);
            }
        }
    }
}
