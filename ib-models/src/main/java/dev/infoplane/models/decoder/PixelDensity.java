package dev.infoplane.models.decoder;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Objects;

/** A learned PixelCNN++: scores images and draws them, pixel by pixel. Not thread-safe. */
public final class PixelDensity implements ConditionalDensity {
    private final PixelObjective.Decoder decoder;
    private final int[] shape;
    private final int[] conditionShape;
    private final boolean knowsAbsence;
    private final LearningCurve curve;
    private final Device device;
    private final NDManager manager;
    private final NDArray weights;
    private CachedSampler sampler;

    /**
     * @param conditionShape of a row of t, null if unconditional
     * @param knowsAbsence whether it has learned what to do without a condition
     */
    PixelDensity(
            PixelObjective.Decoder decoder,
            int[] shape,
            int[] conditionShape,
            boolean knowsAbsence,
            float[] weights,
            LearningCurve curve,
            Device device) {
        this.decoder = decoder;
        this.shape = shape;
        this.conditionShape = conditionShape;
        this.knowsAbsence = knowsAbsence;
        this.curve = curve;
        this.device = device;
        this.manager = NDManager.newBaseManager(device);
        this.weights = manager.create(weights);
    }

    @Override
    public double[] logLikelihood(Samples x, Samples t) {
        if (conditionShape == null) {
            return logLikelihood(x);
        }
        Samples.requireMatched(x, Objects.requireNonNull(t, "t"), 1);
        requireCondition(t);
        return score(x, t);
    }

    @Override
    public double[] logLikelihood(Samples x) {
        if (conditionShape != null) {
            throw new UnsupportedOperationException(
                    "this density is conditional: score x together with t, or see withoutCondition()");
        }
        return score(x, null);
    }

    private double[] score(Samples x, Samples t) {
        decoder.levels().require(x);
        Shapes.require("x", x, shape);
        PixelObjective objective = new PixelObjective(decoder, x, t, null);
        double[] nats = objective.evaluate(weights, manager);
        Arrays.setAll(nats, i -> -nats[i]);
        return nats;
    }

    private void requireCondition(Samples t) {
        Shapes.require("activations", t, conditionShape);
        decoder.requireCondition(t);
    }

    /**
     * The density q(x) of the same network, which it has learned by the {@link PixelCnn#conditionDropout share} of images whose
     * condition was withheld. To be closed by the caller, as this one is.
     *
     * @throws IllegalStateException if no condition was ever withheld
     */
    @Override
    public PixelDensity withoutCondition() {
        if (!knowsAbsence) {
            throw new IllegalStateException(
                    conditionShape == null
                            ? "this density has no condition"
                            : "no condition was withheld while this density was learned;"
                                    + " choose PixelCnn.conditionDropout(rate)");
        }
        return new PixelDensity(decoder, shape, null, false, weights.toFloatArray(), curve, device);
    }

    @Override
    public LearningCurve learningCurve() {
        return curve;
    }

    /** How many parameters the network has, the path of the condition included. */
    public int parameters() {
        return decoder.layout().size();
    }

    float[] weights() {
        return weights.toFloatArray();
    }

    @Override
    public Samples sample(Samples t, long seed) {
        return sample(t, seed, 1);
    }

    /**
     * Draws one image for every row of t, several at once on machines with several processors. An image depends on its row, its
     * number and the seed, not on the others. A pixel costs each layer one place (Ramachandran et al. 2017).
     *
     * @param t activations; of an unconditional density only their number counts
     * @param temperature 1 draws from the density; towards 0 images come nearer to what is likeliest
     */
    public Samples sample(Samples t, long seed, double temperature) {
        return complete(null, 0, t, seed, temperature);
    }

    /**
     * Draws what is below the known upper rows of images.
     *
     * @param images of which the upper rows are kept
     * @param knownRows how many
     * @param t activations, one row an image
     * @param temperature 1 draws from the density; towards 0 images come nearer to what is likeliest
     */
    public Samples complete(Samples images, int knownRows, Samples t, long seed, double temperature) {
        if (t == null) {
            throw new IllegalArgumentException(
                    "t says how many images are wanted, even where nothing conditions them; got none");
        }
        if (conditionShape != null) {
            requireCondition(t.requireFinite("t"));
        }
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("the temperature must be positive, got " + temperature);
        }
        if (knownRows < 0 || knownRows > shape[1]) {
            throw new IllegalArgumentException(
                    "known rows must lie between 0 and the height " + shape[1] + ", got " + knownRows);
        }
        if (images != null) {
            Samples.requireMatched(images, t, 0);
            Shapes.require("images", images, shape);
            decoder.levels().require(images);
        } else if (knownRows > 0) {
            throw new IllegalArgumentException("known rows need images, got none");
        }
        if (sampler == null) {
            sampler = new CachedSampler(decoder, shape, weights);
        }
        return sampler.draw(new CachedSampler.Request(
                images, knownRows, t.rows(), conditionShape == null ? null : t, seed, temperature));
    }

    @Override
    public void close() {
        manager.close();
    }
}
