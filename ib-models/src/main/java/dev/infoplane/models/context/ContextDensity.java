package dev.infoplane.models.context;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.internal.ImageDraws;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A trained context MLP: scores images and draws them, sub-pixel by sub-pixel. */
final class ContextDensity implements ConditionalDensity {
    private final Model model;
    private final Optional<ConditionRows> rows;
    private final boolean learnsDropped;
    private final float[] weights;
    private final NDManager manager;
    private final NDArray vector;

    /**
     * A density without its weights.
     *
     * @param image shape {@code [channels, height, width]}
     * @param device null for the engine's default
     */
    record Model(
            ContextNet net,
            PixelLevels levels,
            LevelScale scale,
            int[] image,
            LearningCurve curve,
            @Nullable Device device) {}

    /**
     * @param rows what it is conditional on; empty if it is not
     * @param learnsDropped whether it has also learned q(x), with its condition dropped
     */
    ContextDensity(Model model, Optional<ConditionRows> rows, boolean learnsDropped, float[] weights) {
        this.model = model;
        this.rows = rows;
        this.learnsDropped = learnsDropped;
        this.weights = weights;
        this.manager = NDManager.newBaseManager(model.device);
        this.vector = manager.create(weights);
    }

    static void requireShape(String name, Samples samples, int[] shape) {
        if (!Arrays.equals(samples.rowShape(), shape)) {
            throw new IllegalArgumentException(name + " must have rows of shape " + Arrays.toString(shape) + ", got "
                    + Arrays.toString(samples.rowShape()));
        }
    }

    @Override
    public double[] logLikelihood(Samples x, @Nullable Samples t) {
        if (rows.isEmpty()) {
            return logLikelihood(x);
        }
        if (t == null) {
            throw new IllegalArgumentException("this density is conditional: t must not be null");
        }
        Samples.requireMatched(x, t, 1);
        return score(x, Optional.of(rows.orElseThrow().encoded(t)));
    }

    @Override
    public double[] logLikelihood(Samples x) {
        if (rows.isPresent()) {
            throw new UnsupportedOperationException(
                    "this density is conditional: score x together with t, or see withoutCondition()");
        }
        return score(x, Optional.empty());
    }

    @Override
    public List<String> warnings() {
        return rows.map(ConditionRows::warnings).orElse(List.of());
    }

    private double[] score(Samples x, Optional<Samples> t) {
        model.levels.require(x);
        requireShape("x", x, model.image);
        ContextData data = new ContextData(model.net, model.scale, x, t, Optional.empty());
        double[] nats = new ContextScoring(data, Integer.MAX_VALUE).evaluate(vector, manager);
        Arrays.setAll(nats, i -> -nats[i]);
        return nats;
    }

    @Override
    public LearningCurve learningCurve() {
        return model.curve;
    }

    /**
     * Draws one image for every row of t, several in parallel. An image depends on its row of t, its number and the seed, not on
     * the other images. Each sub-pixel costs one pass of the network, on the heap.
     */
    @Override
    public Samples sample(Samples t, long seed) {
        Objects.requireNonNull(t, "t, whose rows say how many images are drawn");
        Optional<Samples> encoded = rows.map(r -> r.encoded(t));
        return ImageDraws.of(t.rows(), model.image, seed, (i, random) -> draw(encoded, i, random));
    }

    private float[] draw(Optional<Samples> t, int row, SplittableRandom random) {
        float[] image = new float[model.image[0] * model.image[1] * model.image[2]];
        float[] activations = new float[t.map(Samples::dimensions).orElse(0)];
        t.ifPresent(rows -> rows.copyRow(row, activations, 0));
        HeapNet.Condition condition = (subPixel, window) -> {
            t.ifPresent(x -> model.net.window().orElseThrow().fill(activations, subPixel, window, 0));
            return t.isPresent();
        };
        HeapNet net = new HeapNet(model.net, weights);
        float[] pixel = new float[1];
        ImageDraws.eachSubPixel(model.image, subPixel -> {
            model.net.head().draw(net.parameters(image, subPixel, condition), 0, pixel, 1, random);
            image[subPixel] = pixel[0];
        });
        for (int p = 0; p < image.length; p++) {
            image[p] = model.scale.fromNetwork(image[p]);
        }
        return image;
    }

    /**
     * The density q(x) of the same network, which it has learned from sub-pixels whose condition was dropped.
     *
     * @throws IllegalStateException if no condition was ever dropped
     */
    @Override
    public ConditionalDensity withoutCondition() {
        if (!learnsDropped) {
            throw new IllegalStateException(
                    rows.isEmpty()
                            ? "this density has no condition"
                            : "no condition was dropped while this density was trained;"
                                    + " choose ContextMlp.conditionDropout(rate)");
        }
        return new ContextDensity(model, Optional.empty(), false, weights);
    }

    @Override
    public void close() {
        manager.close();
    }
}
