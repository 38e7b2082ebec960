package dev.infoplane.models.context;

import ai.djl.Device;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.density.PointPreparation;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.ReconstructedPool;
import dev.infoplane.models.decoder.PixelLevels;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The cheap decoder of a whole plane: one context MLP for all points, which sees each layer through its {@link ClosedForm}. From
 * the activations of a point, linear algebra makes a reconstruction x̂ of the images, a prediction m of each sub-pixel and a scale
 * s of its error. A small network then learns, from random sub-pixels of random images, how a sub-pixel is distributed around m,
 * given its causal neighbours and x̂ around it. All points have equal shares of every training step.
 *
 * <p>x are images {@code [channels, height, width]} of one or three channels whose pixels are {@link PixelLevels levels}; t are
 * feature maps {@code [channels, h, w]}, vectors {@code [d]}, single numbers or labels ({@link ClosedForm#classLabels}). The
 * distribution of a sub-pixel is Bernoulli for two levels, categorical for up to sixteen, else a mixture of discretised logistics
 * and a point mass at the lowest level; all are exactly normalised. Channels depend on those before them.
 *
 * <p>The unconditional density is the better of two, judged by the rows that validate: the network of the pool, which sees no
 * activations then, and one of its own that has learned nothing else. Decodable information is a difference, so it needs as good a
 * reference as the points are.
 *
 * <p>Memory: six bytes for each sub-pixel of each point, and the activations of one point at a time; learned in stages, a multiple of
 * the size of the images, however many points there are. The same seed gives the same bits at the same number of engine threads.
 * Immutable.
 */
public final class PooledContextMlp implements StagedFamily {
    private final PooledOptions options;

    private PooledContextMlp(PooledOptions options) {
        this.options = options;
    }

    /** Decoders for images of these levels, with the default budget, on the engine's default device. */
    public static PooledContextMlp of(ContextMlpSize size, PixelLevels levels) {
        return new PooledContextMlp(new PooledOptions(size, levels));
    }

    /**
     * Reconstructs images by this closed form, instead of one with the {@linkplain ClosedForm#widestWindow widest windows} of at
     * most 1024 values and a causal radius of 6.
     *
     * @param form of the same levels
     */
    public PooledContextMlp closedForm(ClosedForm form) {
        return with(o -> o.closedForm = form);
    }

    /**
     * Sets the number of training steps, which all points share; 6000 by default.
     *
     * @param steps at least 1
     */
    public PooledContextMlp steps(int steps) {
        return with(o -> o.steps = requirePositive("steps", steps));
    }

    /**
     * Sets the number of training steps of the unconditional network; 3000 by default.
     *
     * @param steps at least 1
     */
    public PooledContextMlp marginalSteps(int steps) {
        return with(o -> o.marginalSteps = requirePositive("steps of the unconditional network", steps));
    }

    /**
     * Sets the number of sub-pixels in a training step; 2048 by default, and more if there are more points.
     *
     * @param subPixels at least 1
     */
    public PooledContextMlp batchSize(int subPixels) {
        return with(o -> o.batchSize = requirePositive("the batch size", subPixels));
    }

    /**
     * Sets the learning rate of Adam; 5e-3 by default. It rises over the first twentieth of the steps and falls linearly to zero over
     * the second half.
     *
     * @param rate in (0, 1]
     */
    public PooledContextMlp learningRate(double rate) {
        if (!(rate > 0) || rate > 1) {
            throw new IllegalArgumentException("the learning rate must lie in (0, 1], got " + rate);
        }
        return with(o -> o.learningRate = rate);
    }

    /**
     * Keeps trainings in a folder: a state at each check, from which a killed process resumes bit-exactly. The files of a finished
     * training stay, so that the next run finds it trained.
     */
    public PooledContextMlp checkpoints(Path folder) {
        return with(o -> o.checkpoints = Optional.of(folder));
    }

    /**
     * Predicts more than sixteen levels by a mixture of logistics and a point mass alone. Unless said, the probabilities of ranges
     * of levels are corrected, for images of which upper bits are known and lower ones are not; photographs do without.
     */
    public PooledContextMlp withoutLevelTree() {
        return with(o -> o.hasLevelTree = false);
    }

    /** Trains and scores on another device. */
    public PooledContextMlp device(Device device) {
        return with(o -> {
            o.device = device;
            o.closedForm = o.closedForm.device(device);
        });
    }

    /** Sets a listener that is called after every training step. */
    public PooledContextMlp progress(TrainingProgress listener) {
        return with(o -> o.progress = listener);
    }

    private static int requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, got " + value);
        }
        return value;
    }

    private PooledContextMlp with(Consumer<PooledOptions> change) {
        return new PooledContextMlp(options.with(change));
    }

    @Override
    public String id() {
        return "pooled-context-mlp";
    }

    @Override
    public Map<String, String> settings() {
        return options.settings();
    }

    /** That of its closed form. */
    @Override
    public OptionalDouble relativeSpread(int values, int rows) {
        return options.closedForm.relativeSpread(values, rows);
    }

    @Override
    public PooledDensities learn(Samples x, Folds folds, Map<String, ? extends Supplier<Samples>> points, long seed) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a pool needs at least 1 point, got none");
        }
        return learn(reconstruct(x, folds, points), x, folds, seed);
    }

    /** The closed forms of all points, from which densities can be {@linkplain #learn learned} under several seeds. */
    public ReconstructedPool reconstruct(Samples x, Folds folds, Map<String, ? extends Supplier<Samples>> points) {
        return ReconstructedPool.of(options.closedForm, x, folds, points);
    }

    /**
     * Learns from a pool that was {@linkplain #reconstruct reconstructed} before.
     *
     * @param pool of the same x and folds
     */
    public PooledDensities learn(ReconstructedPool pool, Samples x, Folds folds, long seed) {
        PooledLearner learner = new PooledLearner(
                options, x, folds.fit(x).rows(), folds.validate(x).rows(), seed);
        return new PooledContextDensities(learner, pool, options.steps, options.marginalSteps);
    }

    /** The stages in which it is learned, for families that learn on from what it says of a point. */
    public ContextStages stages(Rows rows) {
        return new ContextStages(options, rows);
    }

    @Override
    public PointPreparation preparation() {
        return options.closedForm;
    }

    @Override
    public byte[] learnShared(Rows rows, Prepared prepared) {
        return stages(rows).learnShared(prepared);
    }

    @Override
    public byte[] learnUnconditional(Rows rows, Prepared prepared) {
        return stages(rows).learnUnconditional(prepared);
    }

    @Override
    public PooledDensity given(Rows rows, String point, Path prepared, byte[] shared) {
        return stages(rows).given(point, prepared, shared);
    }

    @Override
    public PooledDensity marginal(Rows rows, Path none, byte[] shared, byte[] unconditional) {
        return stages(rows).marginal(none, shared, unconditional);
    }

    /** The unconditional density by itself, where there is no pool. */
    public PooledDensity unconditional(Samples x, Folds folds, long seed) {
        return stages(new Rows(x, folds, seed)).unconditional();
    }

    /**
     * The same decoder for one t at a time, where there is no plane to share a training with: each density trains a network of its
     * own on the closed form of its activations.
     */
    public DensityFamily alone() {
        return new ContextMlpOnClosedForm(options);
    }
}
