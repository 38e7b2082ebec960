package dev.infoplane.models.cnn;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.closedform.Drawing;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.probe.EngineThreads;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A trained network, and the rows it can score and draw.
 *
 * @param taught rows that taught, as many as validate if there are so many
 * @param firstMeasured the first row that measures
 * @param device null for the engine's default
 */
record LearnedCnn(
        CnnData data,
        Objective taught,
        Objective validate,
        Objective measure,
        int firstMeasured,
        LevelScale levels,
        LearningCurve learningCurve,
        float[] weights,
        @Nullable Device device)
        implements PooledDensity {

    private double[] score(Objective rows) {
        try (NDManager manager = NDManager.newBaseManager(device)) {
            double[] nats = rows.evaluate(manager.create(weights), manager);
            Arrays.setAll(nats, i -> -nats[i]);
            return nats;
        }
    }

    @Override
    public double[] logLikelihood() {
        return score(measure);
    }

    @Override
    public double[] validationLogLikelihood() {
        return score(validate);
    }

    @Override
    public Optional<double[]> taughtLogLikelihood() {
        return Optional.of(score(taught));
    }

    @Override
    public List<String> warnings() {
        return data.warnings();
    }

    /** The same network for other images, all to be measured. */
    LearnedCnn on(PointMaps maps, Samples t, int rows) {
        CnnData others =
                new CnnData(data.net(), data.shape(), maps, data.layer().others(t), data.warnings());
        Objective all = others.rows(0, rows);
        return new LearnedCnn(others, all, all, all, 0, levels, learningCurve, weights, device);
    }

    @Override
    public Samples sample(int[] rows, long seed) {
        int d = data.subPixels();
        SplittableRandom seeds = new SplittableRandom(seed);
        long[] own = new long[rows.length];
        Arrays.setAll(own, i -> seeds.nextLong());
        for (int row : rows) {
            if (row < 0 || row >= measure.rows()) {
                throw new IndexOutOfBoundsException("measured row " + row + " of " + measure.rows());
            }
        }
        float[][] read = read(rows);
        float[] values = new float[rows.length * d];
        IntStream.range(0, rows.length)
                .parallel()
                .forEach(i -> draw(rows[i], read[i], new SplittableRandom(own[i]), values, i * d));
        return Samples.of(values, data.shape());
    }

    private float[][] read(int[] rows) {
        float[][] read = new float[rows.length][];
        try (NDManager manager = NDManager.newBaseManager(device)) {
            EngineThreads.onOne(manager.getEngine(), () -> {
                for (int i = 0; i < rows.length; i++) {
                    try (NDManager own = manager.newSubManager()) {
                        Weights w = new Weights(data.net().layout(), own.create(weights));
                        int[] image = {firstMeasured + rows[i]};
                        read[i] = data.net()
                                .read(w, data.seen(own, image), data.visible(own, image))
                                .toFloatArray();
                    }
                }
                return read;
            });
        }
        return read;
    }

    private void draw(int row, float[] read, SplittableRandom random, float[] target, int from) {
        Drawing drawing = data.maps().drawing(firstMeasured + row);
        int[] shape = data.shape();
        CnnHeapNet net = new CnnHeapNet(data.net(), weights, shape, read);
        int places = shape[1] * shape[2];
        float[] pixel = new float[1];
        for (int place = 0; place < places; place++) {
            for (int c = 0; c < shape[0]; c++) {
                int subPixel = c * places + place;
                drawing.predict(subPixel);
                data.net().onForm().head().draw(net.parameters(drawing, subPixel), 0, pixel, 1, random);
                drawing.set(subPixel, levels.index(pixel[0]));
                target[from + subPixel] = levels.fromNetwork(pixel[0]);
            }
        }
    }
}
