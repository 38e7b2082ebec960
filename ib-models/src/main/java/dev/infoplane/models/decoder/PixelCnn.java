package dev.infoplane.models.decoder;

import ai.djl.Device;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.models.closedform.ClosedForm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * PixelCNN++ (Salimans et al. 2017, arXiv 1701.05517) as an inverse representation decoder: the density q(x|t) of images
 * given hidden activations (Nash et al. 2018; Darlow &amp; Storkey 2020, arXiv 2003.06254).
 *
 * <p>x are images {@code [channels, height, width]} of one or three channels and any size, whose pixels are
 * {@link PixelLevels levels}. t are feature maps {@code [channels, h, w]}, vectors {@code [d]}, single numbers or class labels.
 * Likelihoods are exactly normalised over the levels, except with {@link PixelHead#PUBLISHED_LOGISTIC_MIXTURE}. Immutable:
 * each option returns a changed copy.
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

    /** Sets how long densities are trained; {@link TrainingBudget#DEFAULT} unless set. */
    public PixelCnn budget(TrainingBudget budget) {
        Objects.requireNonNull(budget, "budget");
        return with(o -> o.budget = budget);
    }

    /**
     * Sets the distribution over the levels of a pixel. Unless set, it is Bernoulli for two levels, categorical for up to
     * sixteen, and a mixture of logistics for more.
     *
     * @throws IllegalArgumentException if the head does not fit the number of levels
     */
    public PixelCnn head(PixelHead head) {
        head.create(1, options.size.mixtures(), options.levels.scale());
        return with(o -> o.head = head);
    }

    /** Lets vectors enter as published, as biases of every gate ({@link Conditioning#BIAS}). */
    public PixelCnn vectorsAsBiases() {
        return with(o -> o.conditioning = Conditioning.BIAS);
    }

    /**
     * Makes class labels the condition: rows of one whole number. Each class is free to say something else of every pixel.
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

    /**
     * Lets decoders improve on a closed form: they see the image it reconstructs from activations, and how far pixels were from
     * what it predicted, in place of the activations themselves. They start about where the closed form is, which takes a
     * fraction of the steps, and what they decode hardly depends on how a layer encodes it; what no linear reconstruction
     * shows, they cannot see. Class labels are passed on to the closed form.
     *
     * @param closedForm for images of the same levels
     */
    public PixelCnn onClosedForm(ClosedForm closedForm) {
        if (!closedForm.levels().equals(options.levels)) {
            throw new IllegalArgumentException("the closed form must be for images of " + options.levels
                    + ", as these decoders are; it is for " + closedForm.levels());
        }
        return with(o -> o.closedForm = Optional.of(closedForm));
    }

    /** Sets where decoders start; {@link WarmStart#SHARED_PARENT} unless set. */
    public PixelCnn startingFrom(WarmStart start) {
        Objects.requireNonNull(start, "start");
        return with(o -> o.start = start);
    }

    /**
     * Applies dropout in every gated unit. The published rate is 0.5; the default is none, because decoders underfit with the
     * budgets of an information plane.
     *
     * @param rate the share of features set to zero, in [0, 1)
     */
    public PixelCnn dropout(double rate) {
        DecoderOptions.requireRate("dropout rate", rate);
        return with(o -> o.dropout = rate);
    }

    /**
     * Drops the condition of a share of the images of each step (Ho &amp; Salimans 2022): a learned token takes its place, and
     * one network learns both q(x|t) and q(x). {@link PixelDensity#withoutCondition} is the latter.
     *
     * @param rate the share, in [0, 1)
     */
    public PixelCnn conditionDropout(double rate) {
        DecoderOptions.requireRate("rate of condition dropout", rate);
        return with(o -> o.conditionDropout = rate);
    }

    /**
     * Ends a training early after a number of checks of the validation images without improvement, with the weights that did
     * best there. Off by default: the points of a comparison must take equal steps, or a layer that is harder to learn from
     * looks as if it held less information.
     *
     * @param patience checks, at least 1; {@link TrainingBudget#checks} says how many there are
     */
    public PixelCnn earlyStopping(int patience) {
        if (patience < 1) {
            throw new IllegalArgumentException("the patience must be at least 1 check, got " + patience);
        }
        return with(o -> o.patience = patience);
    }

    /**
     * Keeps the state of each training in a folder. A killed process resumes from the last check and ends in the same bits. The
     * file of a finished training is deleted, except the parent's, so that the next run need not train it again.
     */
    public PixelCnn checkpoints(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return with(o -> o.checkpoints = Optional.of(folder));
    }

    /** Trains and scores on this device; the engine's default unless set. */
    public PixelCnn device(Device device) {
        return with(o -> o.device = device);
    }

    /** Sets a listener that hears of every training step. */
    public PixelCnn progress(TrainingProgress listener) {
        Objects.requireNonNull(listener, "progress");
        return with(o -> o.progress = listener);
    }

    DecoderOptions options() {
        return options;
    }

    private PixelCnn with(Consumer<DecoderOptions> change) {
        return new PixelCnn(options.with(change));
    }

    @Override
    public String id() {
        return "pixelcnn";
    }

    /** That of its closed form; empty for decoders that learn from raw activations. */
    @Override
    public OptionalDouble relativeSpread(int values, int rows) {
        return options.closedForm.map(form -> form.relativeSpread(values, rows)).orElse(OptionalDouble.empty());
    }

    @Override
    public Map<String, String> settings() {
        return options.settings();
    }

    @Override
    public boolean learnsWithoutCondition() {
        return options.conditionDropout > 0;
    }

    /** The common start of all decoders over one set of images. */
    public interface Pretrained extends DensityFamily.Pretrained {
        @Override
        PixelDensity marginal();

        @Override
        PixelDensity given(Samples fit, Samples validate);
    }

    /**
     * Trains the parent.
     *
     * @throws IllegalArgumentException if x are not images of one or three channels with pixels among the levels, or if
     *     decoders on a closed form are to take vectors as biases or to drop conditions
     */
    @Override
    public Pretrained learn(Samples fit, Samples validate, long seed) {
        requireImages(fit);
        if (fit.rows() == 0 || validate.rows() == 0) {
            throw new IllegalArgumentException("at least 1 image to learn from and 1 to validate on are needed, got "
                    + fit.rows() + " and " + validate.rows());
        }
        if (!Arrays.equals(fit.rowShape(), validate.rowShape())) {
            throw new IllegalArgumentException("x to learn from and x to validate on must have one shape, got "
                    + Arrays.toString(fit.rowShape()) + " and " + Arrays.toString(validate.rowShape()));
        }
        options.levels.require(fit);
        options.levels.require(validate);
        DecoderTraining training = new DecoderTraining(options, fit, validate, seed);
        if (options.closedForm.isEmpty()) {
            return new PretrainedDecoder(training);
        }
        requireReconstructible();
        return new PretrainedOnClosedForm(training, new ClosedFormTraining(options, training.image));
    }

    void requireReconstructible() {
        if (options.conditioning == Conditioning.BIAS) {
            throw new IllegalArgumentException(
                    "a closed form reconstructs images from vectors, which therefore do not enter"
                            + " as biases; choose vectorsAsBiases or onClosedForm");
        }
        if (options.conditionDropout > 0) {
            throw new IllegalArgumentException(
                    "what a closed form predicts comes from the condition, which therefore cannot"
                            + " be dropped; choose conditionDropout or onClosedForm, and measure against the marginal");
        }
    }

    static void requireImages(Samples x) {
        int[] shape = x.rowShape();
        if (shape.length != 3 || shape[0] != 1 && shape[0] != 3) {
            throw new IllegalArgumentException("x must be images [channels, height, width] of one channel or three,"
                    + " got rows of shape " + Arrays.toString(shape));
        }
    }
}
