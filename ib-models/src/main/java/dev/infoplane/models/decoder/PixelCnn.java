package dev.infoplane.models.decoder;

import ai.djl.Device;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingProgress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * PixelCNN++ (Salimans et al. 2017, arXiv 1701.05517) as an inverse representation decoder: the density q(x|t) of images
 * given hidden activations (Nash et al. 2018; Darlow &amp; Storkey 2020, arXiv 2003.06254).
 *
 * <p>x are images {@code [channels, height, width]} of one or three channels and any size, whose pixels are
 * {@link PixelLevels levels}. t are feature maps {@code [channels, h, w]}, vectors {@code [d]}, single numbers or class labels.
 * Likelihoods are exactly normalised over the levels (but for {@link PixelHead#PUBLISHED_LOGISTIC_MIXTURE}). Immutable.
 */
public final class PixelCnn implements DensityFamily {
    private final DecoderOptions options;

    private PixelCnn(DecoderOptions options) {
        this.options = options;
    }

    /** Decoders of one size for images of these levels, with the default budget, on the engine's default device. */
    public static PixelCnn of(PixelCnnSize size, PixelLevels levels) {
        return new PixelCnn(
                new DecoderOptions(Objects.requireNonNull(size, "size"), Objects.requireNonNull(levels, "levels")));
    }

    /** The same with another training budget. */
    public PixelCnn budget(TrainingBudget other) {
        Objects.requireNonNull(other, "budget");
        return with(o -> o.budget = other);
    }

    /**
     * The same with another distribution over the levels of a pixel; unless said, Bernoulli for two levels, categorical for up
     * to sixteen, else a mixture of logistics.
     *
     * @throws IllegalArgumentException if the head is not for this number of levels
     */
    public PixelCnn head(PixelHead other) {
        other.create(1, options.size.mixtures(), options.levels);
        return with(o -> o.head = other);
    }

    /** The same, with vectors entering as published: as biases of every gate ({@link Conditioning#BIAS}). */
    public PixelCnn vectorsAsBiases() {
        return with(o -> o.conditioning = Conditioning.BIAS);
    }

    /**
     * The same, conditional on class labels, which are rows of one whole number.
     *
     * @param classes labels are 0, …, classes − 1
     */
    public PixelCnn classLabels(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("at least 2 classes are needed, got " + classes);
        }
        return with(o -> {
            o.conditioning = Conditioning.CLASS_LABEL;
            o.classes = classes;
        });
    }

    /** The same, with decoders that start elsewhere. */
    public PixelCnn startingFrom(WarmStart other) {
        Objects.requireNonNull(other, "start");
        return with(o -> o.start = other);
    }

    /**
     * The same with dropout in every gated unit (published: 0.5). None unless said: with the budgets of a plane decoders
     * underfit.
     *
     * @param rate the share of features set to zero, in [0, 1)
     */
    public PixelCnn dropout(double rate) {
        DecoderOptions.requireRate("dropout rate", rate);
        return with(o -> o.dropout = rate);
    }

    /**
     * The same, withholding the condition from a share of the images of each step: a learned token stands in its place, and
     * one network learns both q(x|t) and q(x). {@link PixelDensity#withoutCondition} is the latter.
     *
     * @param rate the share, in [0, 1)
     */
    public PixelCnn conditionDropout(double rate) {
        DecoderOptions.requireRate("share of withheld conditions", rate);
        return with(o -> o.conditionDropout = rate);
    }

    /**
     * The same, ending a training early once so many checks of the validation images in a row brought no improvement, with the
     * weights that did best there. Never unless said: the points of a comparison must take equal steps, or a layer that is
     * harder to learn from looks as if it held less.
     *
     * @param patience checks, at least 1; how many there are is {@link TrainingBudget#checks}
     */
    public PixelCnn earlyStopping(int patience) {
        if (patience < 1) {
            throw new IllegalArgumentException("the patience must be at least 1 check, got " + patience);
        }
        return with(o -> o.patience = patience);
    }

    /**
     * The same, keeping trainings in a folder: a state at each check, from which a process that was killed goes on to the very
     * same bits. The file of a finished training is deleted, but for that of the parent, which the next run finds learned.
     */
    public PixelCnn checkpoints(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return with(o -> o.checkpoints = folder);
    }

    /** The same on another device. */
    public PixelCnn device(Device other) {
        return with(o -> o.device = other);
    }

    /** The same, telling this listener of every step. */
    public PixelCnn progress(TrainingProgress listener) {
        Objects.requireNonNull(listener, "progress");
        return with(o -> o.progress = listener);
    }

    private PixelCnn with(Consumer<DecoderOptions> change) {
        return new PixelCnn(options.with(change));
    }

    @Override
    public String id() {
        return "pixelcnn";
    }

    @Override
    public Map<String, String> settings() {
        return options.settings();
    }

    @Override
    public boolean learnsWithoutCondition() {
        return options.conditionDropout > 0;
    }

    /** The common start of decoders; what it gives are {@link PixelDensity pixel densities}. */
    public interface Pretrained extends DensityFamily.Pretrained {
        @Override
        PixelDensity marginal();

        @Override
        PixelDensity given(Samples fit, Samples validate);
    }

    /**
     * Learns the shared parent.
     *
     * @throws IllegalArgumentException if x are not images of one or three channels with pixels among the levels, or if a practised
     *     parent is to start decoders that take their conditions as biases
     */
    @Override
    public Pretrained learn(Samples fit, Samples validate, long seed) {
        requireImages(fit);
        if (fit.rows() == 0 || validate.rows() == 0) {
            throw new IllegalArgumentException("at least 1 image to learn from and 1 to validate on are needed, got "
                    + fit.rows() + " and " + validate.rows());
        }
        if (!Arrays.equals(fit.rowShape(), validate.rowShape())) {
            throw new IllegalArgumentException("x that teach and x that validate must have one shape, got "
                    + Arrays.toString(fit.rowShape()) + " and " + Arrays.toString(validate.rowShape()));
        }
        options.levels.require(fit);
        options.levels.require(validate);
        return new DecoderLearning(options, fit, validate, seed).parent();
    }

    private static void requireImages(Samples x) {
        int[] shape = x.rowShape();
        if (shape.length != 3 || shape[0] != 1 && shape[0] != 3) {
            throw new IllegalArgumentException("x must be images [channels, height, width] of one channel or three,"
                    + " got rows of shape " + Arrays.toString(shape));
        }
    }
}
