package dev.infoplane.models.context;

import ai.djl.Device;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A small network that predicts each sub-pixel from the pixels just before it and from the activations around it, trained on
 * random sub-pixels of random images. It is a second family beside PixelCNN++: a plane's conclusions should stand under both.
 * It costs a fraction of the time, since a batch of a few thousand nearly independent sub-pixels says more than one of a few
 * images, and it has no long-range structure beyond its radius, except through the activations.
 *
 * <p>x are images {@code [channels, height, width]} of one or three channels whose pixels are {@link PixelLevels levels}; t are
 * feature maps {@code [channels, h, w]}, vectors {@code [d]}, single numbers or {@linkplain #classLabels class labels}. The
 * distribution of a sub-pixel is Bernoulli for two levels, categorical for up to sixteen, else a mixture of discretised
 * logistics and a point mass at the lowest level; all are exactly normalised. Channels depend on those before them.
 *
 * <p>All densities of a comparison start from one parent, trained on x alone, and take equal steps. The same seed gives the same
 * bits at the same number of engine threads. Immutable.
 */
public final class ContextMlp implements DensityFamily {
    private final ContextOptions options;

    private ContextMlp(ContextOptions options) {
        this.options = options;
    }

    /** Decoders for images of these levels, with the default budget, on the engine's default device. */
    public static ContextMlp of(ContextMlpSize size, PixelLevels levels) {
        return new ContextMlp(new ContextOptions(size, levels));
    }

    /**
     * Trains for another budget. Its batch size counts images; eight sub-pixels of each enter a step. By default: 1000 steps
     * for the parent and 1000 for each density, batches of 256 images, learning rate 3e-3, 8 checks.
     */
    public ContextMlp budget(TrainingBudget budget) {
        return with(o -> o.budget = budget);
    }

    /**
     * Sets the window of a feature map that a sub-pixel sees; 3×3 places by default. A vector is always seen as a whole.
     *
     * @param side places along a side, odd
     */
    public ContextMlp window(int side) {
        if (side < 1 || side % 2 == 0) {
            throw new IllegalArgumentException("a window has an odd number of places along a side, got " + side);
        }
        return with(o -> o.window = side);
    }

    /**
     * Takes t as class labels, which are rows of one whole number.
     *
     * @param classes labels are 0, …, classes − 1
     */
    public ContextMlp classLabels(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("at least 2 classes are needed, got " + classes);
        }
        return with(o -> o.classes = classes);
    }

    /**
     * Drops the condition of a share of the sub-pixels of each step (classifier-free guidance, Ho &amp; Salimans 2022), so that
     * one network learns both q(x|t) and q(x), which its {@code withoutCondition()} is.
     *
     * @param rate the share, in [0, 1)
     */
    public ContextMlp conditionDropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("the share of dropped conditions must lie in [0, 1), got " + rate);
        }
        return with(o -> o.conditionDropout = rate);
    }

    /**
     * Keeps trainings in a folder: a state at each check, from which a killed process resumes bit-exactly. The file of a finished
     * training is deleted, except that of the parent, which the next run finds trained.
     */
    public ContextMlp checkpoints(Path folder) {
        return with(o -> o.checkpoints = Optional.of(folder));
    }

    /** Trains and scores on another device. */
    public ContextMlp device(Device device) {
        return with(o -> o.device = device);
    }

    /** Sets a listener that is called after every training step. */
    public ContextMlp progress(TrainingProgress listener) {
        return with(o -> o.progress = listener);
    }

    private ContextMlp with(Consumer<ContextOptions> change) {
        return new ContextMlp(options.with(change));
    }

    @Override
    public String id() {
        return "context-mlp";
    }

    @Override
    public Map<String, String> settings() {
        return options.settings();
    }

    @Override
    public boolean learnsWithoutCondition() {
        return options.conditionDropout > 0;
    }

    /**
     * Trains the shared parent.
     *
     * @throws IllegalArgumentException if x are not images of one or three channels with pixels among the levels
     */
    @Override
    public Pretrained learn(Samples fit, Samples validate, long seed) {
        int[] shape = fit.rowShape();
        if (shape.length != 3 || shape[0] != 1 && shape[0] != 3) {
            throw new IllegalArgumentException("x must be images [channels, height, width] of one channel or three,"
                    + " got rows of shape " + Arrays.toString(shape));
        }
        if (fit.rows() == 0 || validate.rows() == 0) {
            throw new IllegalArgumentException("at least 1 image to learn from and 1 to validate on are needed, got "
                    + fit.rows() + " and " + validate.rows());
        }
        ContextDensity.requireShape("x that validate", validate, shape);
        options.levels.require(fit);
        options.levels.require(validate);
        return new ContextPretrained(options, fit, validate, seed);
    }
}
