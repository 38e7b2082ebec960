package dev.infoplane.models.decoder;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.internal.ImageModel;
import dev.infoplane.models.decoder.internal.sampling.CachedSampler;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trained PixelCNN++: scores images and draws them, pixel by pixel. Not thread-safe. */
public final class PixelDensity implements ConditionalDensity {
    private final Decoder decoder;
    private final Conditioned conditioned;
    private final NDManager manager;
    private final NDArray weights;
    private @Nullable CachedSampler sampler;

    /**
     * A decoder without its weights.
     *
     * @param path how rows of t enter it
     * @param image shape {@code [channels, height, width]}
     * @param device null for the engine's default
     */
    record Decoder(
            ImageModel model,
            ConditionPath path,
            PixelLevels levels,
            int[] image,
            LearningCurve curve,
            @Nullable Device device) {}

    /**
     * Whether a density is conditional.
     *
     * @param shape of a row of t; empty if it is not conditional
     * @param learnsDropped whether it has also learned q(x), with its condition dropped
     * @param warnings about what it does not see
     */
    record Conditioned(Optional<int[]> shape, boolean learnsDropped, List<String> warnings) {
        static Conditioned unconditional() {
            return unconditional(List.of());
        }

        static Conditioned unconditional(List<String> warnings) {
            return new Conditioned(Optional.empty(), false, warnings);
        }

        static Conditioned on(int[] shape, boolean learnsDropped, List<String> warnings) {
            return new Conditioned(Optional.of(shape), learnsDropped, warnings);
        }
    }

    PixelDensity(Decoder decoder, Conditioned conditioned, float[] weights) {
        this.decoder = decoder;
        this.conditioned = conditioned;
        this.manager = NDManager.newBaseManager(decoder.device());
        this.weights = manager.create(weights);
    }

    @Override
    public double[] logLikelihood(Samples x, Samples t) {
        if (conditioned.shape().isEmpty()) {
            return logLikelihood(x);
        }
        Samples.requireMatched(x, Objects.requireNonNull(t, "t"), 1);
        return score(x, condition(t));
    }

    @Override
    public double[] logLikelihood(Samples x) {
        if (conditioned.shape().isPresent()) {
            throw new UnsupportedOperationException(
                    "this density is conditional: score x together with t, or see withoutCondition()");
        }
        return score(x, Optional.empty());
    }

    private double[] score(Samples x, Optional<Samples> t) {
        decoder.levels().require(x);
        RowShapes.require("x", x, decoder.image());
        double[] nats = decoder.path().scoring(x, t).evaluate(weights, manager);
        Arrays.setAll(nats, i -> -nats[i]);
        return nats;
    }

    /** The rows of t that condition, checked; none if this density is not conditional. */
    private Optional<Samples> condition(Samples t) {
        if (conditioned.shape().isEmpty()) {
            return Optional.empty();
        }
        RowShapes.require("activations", t, conditioned.shape().get());
        decoder.path().require(t);
        return Optional.of(t);
    }

    /**
     * The density q(x) of the same network, which it has learned from the {@linkplain PixelCnn#conditionDropout share} of images
     * whose condition was dropped. The caller closes it.
     *
     * @throws IllegalStateException if no condition was ever dropped
     */
    @Override
    public PixelDensity withoutCondition() {
        if (conditioned.shape().isEmpty()) {
            throw new IllegalStateException("this density has no condition");
        }
        if (!conditioned.learnsDropped()) {
            throw new IllegalStateException("no condition was dropped while this density was trained;"
                    + " choose PixelCnn.conditionDropout(rate)");
        }
        return new PixelDensity(decoder, Conditioned.unconditional(), weights.toFloatArray());
    }

    @Override
    public LearningCurve learningCurve() {
        return decoder.curve();
    }

    @Override
    public List<String> warnings() {
        return conditioned.warnings();
    }

    /** How many parameters the network has, including the path of the condition. */
    public int parameters() {
        return decoder.model().layout().size();
    }

    float[] weights() {
        return weights.toFloatArray();
    }

    @Override
    public Samples sample(Samples t, long seed) {
        return sample(t, seed, 1);
    }

    /**
     * Draws one image for every row of t, several in parallel if there are several processors. An image depends on its row of t,
     * its number and the seed, not on the other images. Each pixel costs one place of each layer (Ramachandran et al. 2017).
     *
     * @param t activations; for a density that is not conditional only their number counts
     * @param temperature 1 draws from the density; lower values draw images nearer to the likeliest
     */
    public Samples sample(Samples t, long seed, double temperature) {
        return draw(CachedSampler.KnownRows.NONE, t, seed, temperature);
    }

    /**
     * Completes images below their upper rows.
     *
     * @param images of which the upper rows are kept
     * @param knownRows how many rows are kept
     * @param t activations, one row an image; for a density that is not conditional only their number counts
     * @param temperature 1 draws from the density; lower values draw images nearer to the likeliest
     */
    public Samples complete(Samples images, int knownRows, Samples t, long seed, double temperature) {
        Samples.requireMatched(Objects.requireNonNull(images, "images"), Objects.requireNonNull(t, "t"), 0);
        RowShapes.require("images", images, decoder.image());
        decoder.levels().require(images);
        if (knownRows < 0 || knownRows > decoder.image()[1]) {
            throw new IllegalArgumentException(
                    "known rows must lie between 0 and the height " + decoder.image()[1] + ", got " + knownRows);
        }
        return draw(new CachedSampler.KnownRows(Optional.of(images), knownRows), t, seed, temperature);
    }

    private Samples draw(CachedSampler.KnownRows known, Samples t, long seed, double temperature) {
        Objects.requireNonNull(t, "t, whose rows say how many images are drawn");
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("the temperature must be positive, got " + temperature);
        }
        Optional<Samples> condition = condition(conditioned.shape().isPresent() ? t.requireFinite("t") : t);
        if (sampler == null) {
            sampler = new CachedSampler(decoder.model(), decoder.image(), weights);
        }
        return sampler.draw(new CachedSampler.Request(
                t.rows(), decoder.path().drawing(condition, weights), known, seed, temperature));
    }

    @Override
    public void close() {
        manager.close();
        decoder.path().close();
    }
}
