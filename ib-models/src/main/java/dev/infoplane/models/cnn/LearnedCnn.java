package dev.infoplane.models.cnn;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.closedform.Drawing;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.context.PoolStart;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.internal.ImageDraws;
import dev.infoplane.probe.EngineThreads;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
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
        LearningCurve ownCurve,
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

    /**
     * Of its own training. Where that gained less than more training of the pool is expected to gain, the density is about the pool's, and so
     * is what more steps would bring: then it is the curve of the pool.
     */
    @Override
    public LearningCurve learningCurve() {
        return data.start()
                .map(PoolStart::learningCurve)
                .filter(pool -> ConvergenceGap.of(pool)
                        .filter(gap -> gained() < gap.expected().nats())
                        .isPresent())
                .orElse(ownCurve);
    }

    /** By how much the network improved on what it began with, on rows that validate, in nats. */
    double gained() {
        List<LearningCurve.Point> points = ownCurve.points();
        double last = points.get(points.size() - 1).crossEntropyNats();
        return points.get(0).crossEntropyNats() - last + ownCurve.beyondBest().nats();
    }

    @Override
    public List<String> warnings() {
        return data.warnings();
    }

    /** The same network, which began with the closed form, for other images, all to be measured. */
    LearnedCnn on(PointMaps maps, Samples t, int rows) {
        CnnData others =
                new CnnData(data.net(), data.shape(), maps, data.layer().others(t), Optional.empty(), data.warnings());
        Objective all = others.rows(0, rows);
        return new LearnedCnn(others, all, all, all, 0, levels, ownCurve, weights, device);
    }

    @Override
    public Samples sample(int[] rows, long seed) {
        ImageDraws.requireRows(rows, measure.rows());
        float[][] read = read(rows);
        return ImageDraws.of(rows.length, data.shape(), seed, (i, random) -> draw(rows[i], read[i], random));
    }

    /** What is read of the activations of measured rows. */
    float[][] read(int[] rows) {
        float[][] read = new float[rows.length][];
        try (NDManager manager = NDManager.newBaseManager(device)) {
            EngineThreads.onOne(manager.getEngine(), () -> {
                for (int i = 0; i < rows.length; i++) {
                    try (NDManager own = manager.newSubManager()) {
                        Weights w = new Weights(data.net().layout(), own.create(weights));
                        CnnData.Shown image = new CnnData.Shown(firstMeasured + rows[i], 0);
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

    private float[] draw(int row, float[] read, SplittableRandom random) {
        Drawing drawing = data.maps().drawing(firstMeasured + row);
        Optional<PoolStart.Drawn> start = data.start().map(PoolStart::drawn);
        CnnHeapNet net = new CnnHeapNet(data.net(), weights, data.shape(), read, start);
        float[] image = new float[data.subPixels()];
        float[] pixel = new float[1];
        ImageDraws.eachSubPixel(data.shape(), subPixel -> {
            drawing.predict(subPixel);
            data.net().onForm().head().draw(net.parameters(drawing, subPixel), 0, pixel, 1, random);
            start.ifPresent(pool -> pool.set(subPixel, pixel[0]));
            drawing.set(subPixel, levels.index(pixel[0]));
            image[subPixel] = levels.fromNetwork(pixel[0]);
        });
        return image;
    }
}
