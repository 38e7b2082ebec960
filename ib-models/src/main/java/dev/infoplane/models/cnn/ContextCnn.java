package dev.infoplane.models.cnn;

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
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelLevels;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The decoder that reads most for a minute of a processor: a small convolutional network for each point. It begins with what a {@linkplain
 * PooledContextMlp pool} has learned of all points, or, {@linkplain #alone alone}, with the {@link ClosedForm} of its activations, and learns what these do not
 * say. It reads the activations themselves by convolutions, and the pixels before the one to be predicted by two more; all else looks at a
 * single pixel. Where rows that validate do not gain by that, the density stays that of the pool.
 *
 * <p>x are images {@code [channels, height, width]} of one or three channels whose pixels are {@link PixelLevels levels}; t are
 * feature maps {@code [channels, h, w]}, vectors {@code [d]}, single numbers or labels ({@link ClosedForm#classLabels}). The
 * distribution of a sub-pixel is Bernoulli for two levels, categorical for up to sixteen, else a mixture of discretised logistics
 * and a point mass at the lowest level; all are exactly normalised. Channels depend on those before them.
 *
 * <p>Decodable information is a difference, so the density without activations must be as good as the others. With a pool it learns on as they do: the better of
 * the pool and a context MLP of its own is followed by a network that sees no activations. Alone, and without a pool, it is a context MLP.
 *
 * <p>The learning curve is that of the network's own steps. Where these gain less than more steps of the pool are expected to, it is the pool's.
 *
 * <p>Memory: six bytes for each sub-pixel of each point, or, learned in stages, of one point at a time; two for each value of its activations; and, while a
 * network learns, up to 512 MB or a quarter of the heap for what the pool says of its images. The same seed gives the same bits at the same number of engine threads. Immutable.
 */
public final class ContextCnn implements StagedFamily {
    private final CnnOptions options;

    private ContextCnn(CnnOptions options) {
        this.options = options;
    }

    /** Decoders for images of these levels, with the default budget, on the engine's default device. */
    public static ContextCnn of(ContextCnnSize size, PixelLevels levels) {
        return new ContextCnn(new CnnOptions(size, levels));
    }

    /**
     * Reconstructs images by this closed form, instead of one with the {@linkplain ClosedForm#widestWindow widest windows} of at
     * most 1024 values and a causal radius of 6.
     *
     * @param form of the same levels
     */
    public ContextCnn closedForm(ClosedForm form) {
        return with(o -> o.closedForm = form);
    }

    /**
     * Sets the number of training steps of the pool that all networks begin with; 4000 by default.
     *
     * @param steps 0 for no pool: each network begins with the closed form
     */
    public ContextCnn poolSteps(int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("steps of the pool must be 0 or more, got " + steps);
        }
        return with(o -> o.poolSteps = steps);
    }

    /**
     * Sets the number of training steps of the network of each point, and of the one that sees no activations; 4000 by default.
     *
     * @param steps at least 1
     */
    public ContextCnn steps(int steps) {
        return with(o -> o.steps = requirePositive("steps", steps));
    }

    /**
     * Sets the number of training steps of the context MLP without activations; 6000 by default.
     *
     * @param steps at least 1
     */
    public ContextCnn marginalSteps(int steps) {
        return with(o -> o.marginalSteps = requirePositive("steps of the unconditional density", steps));
    }

    /**
     * Sets the number of images in a training step; 12 by default.
     *
     * @param images at least 1
     */
    public ContextCnn batchSize(int images) {
        return with(o -> o.batchSize = requirePositive("the batch size", images));
    }

    /**
     * Sets the learning rate of Adam, which trains all but {@linkplain dev.infoplane.learn.TrainingPlan#orthogonalSteps hidden
     * matrices}; 1.5e-3 by default where networks begin with a pool, 6e-3 where they begin with the closed form. It rises over the first twentieth of the steps and falls linearly to zero over
     * the second half.
     *
     * @param rate in (0, 1]
     */
    public ContextCnn learningRate(double rate) {
        if (!(rate > 0) || rate > 1) {
            throw new IllegalArgumentException("the learning rate must lie in (0, 1], got " + rate);
        }
        return with(o -> o.learningRate = OptionalDouble.of(rate));
    }

    /**
     * Predicts more than sixteen levels by a mixture of logistics and a point mass alone, as {@link PooledContextMlp#withoutLevelTree} does.
     */
    public ContextCnn withoutLevelTree() {
        return with(o -> o.hasLevelTree = false);
    }

    /**
     * Keeps trainings in a folder: a state at each check, from which a killed process resumes bit-exactly. The files of a finished
     * training stay, so that the next run finds it trained.
     */
    public ContextCnn checkpoints(Path folder) {
        return with(o -> o.checkpoints = Optional.of(folder));
    }

    /** Trains and scores on another device. */
    public ContextCnn device(Device device) {
        return with(o -> {
            o.device = device;
            o.closedForm = o.closedForm.device(device);
        });
    }

    /** Sets a listener that is called after every training step. */
    public ContextCnn progress(TrainingProgress listener) {
        return with(o -> o.progress = listener);
    }

    private static int requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, got " + value);
        }
        return value;
    }

    private ContextCnn with(Consumer<CnnOptions> change) {
        return new ContextCnn(options.with(change));
    }

    @Override
    public String id() {
        return "context-cnn";
    }

    @Override
    public Map<String, String> settings() {
        return options.settings();
    }

    /** Trains the pool at once, and the network of a point when its density is first asked for. */
    @Override
    public PooledDensities learn(Samples x, Folds folds, Map<String, ? extends Supplier<Samples>> points, long seed) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a pool needs at least 1 point, got none");
        }
        return new CnnDensities(options, new Rows(x, folds, seed), new TreeMap<>(points));
    }

    @Override
    public PointPreparation preparation() {
        return new CnnFamily(options.withoutPool());
    }

    /** The training of the pool. Without one, nothing is shared but the names of the points. */
    @Override
    public byte[] learnShared(Rows rows, Prepared prepared) {
        return new CnnStages(options, rows).learnShared(prepared);
    }

    /** The training of a context MLP without activations. */
    @Override
    public byte[] learnUnconditional(Rows rows, Prepared prepared) {
        return new CnnStages(options, rows).learnUnconditional(prepared);
    }

    @Override
    public PooledDensity given(Rows rows, String point, Path prepared, byte[] shared) {
        CnnStages stages = new CnnStages(options, rows);
        CnnData data = stages.read(prepared, stages.start(point, shared));
        return stages.learned(data, stages.train(data));
    }

    @Override
    public PooledDensity marginal(Rows rows, Path none, byte[] shared, byte[] unconditional) {
        return new CnnStages(options, rows).marginal(none, shared, unconditional);
    }

    /** The same decoder where there is no plane: for one t at a time, beginning with its closed form. */
    public DensityFamily alone() {
        return new CnnFamily(options.withoutPool());
    }
}
