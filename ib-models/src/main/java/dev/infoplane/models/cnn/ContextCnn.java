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
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.decoder.PixelLevels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The decoder for layers that hold much more than is linear in their activations: a small convolutional network for each point, on
 * the {@link ClosedForm} of its activations. It reads the activations themselves by two convolutions, and the pixels before the one
 * to be predicted by one; all else looks at a single pixel. A network of its own costs more than a share of {@linkplain
 * dev.infoplane.models.context.PooledContextMlp a pool}, and reads more where a layer is close to the image.
 *
 * <p>x are images {@code [channels, height, width]} of one or three channels whose pixels are {@link PixelLevels levels}; t are
 * feature maps {@code [channels, h, w]}, vectors {@code [d]}, single numbers or labels ({@link ClosedForm#classLabels}). The
 * distribution of a sub-pixel is Bernoulli for two levels, categorical for up to sixteen, else a mixture of discretised logistics
 * and a point mass at the lowest level; all are exactly normalised. Channels depend on those before them.
 *
 * <p>The unconditional density is that of a {@linkplain dev.infoplane.models.context.PooledContextMlp context MLP}, which sees more pixels
 * and reads more than three pixels back tell: decodable information is a difference, and needs as good a reference as the points are. Memory: six bytes
 * for each sub-pixel and two for each value of the activations, of one point at a time. The same seed gives the same bits at the
 * same number of engine threads. Immutable.
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
     * most 1024 values.
     *
     * @param form of the same levels
     */
    public ContextCnn closedForm(ClosedForm form) {
        return with(o -> o.closedForm = form);
    }

    /**
     * Sets the number of training steps of each point; 4000 by default.
     *
     * @param steps at least 1
     */
    public ContextCnn steps(int steps) {
        return with(o -> o.steps = requirePositive("steps", steps));
    }

    /**
     * Sets the number of training steps of the unconditional density; 6000 by default.
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
     * matrices}; 6e-3 by default. It rises over the first twentieth of the steps and falls linearly to zero over
     * the second half.
     *
     * @param rate in (0, 1]
     */
    public ContextCnn learningRate(double rate) {
        if (!(rate > 0) || rate > 1) {
            throw new IllegalArgumentException("the learning rate must lie in (0, 1], got " + rate);
        }
        return with(o -> o.learningRate = rate);
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

    private static void requirePoint(Collection<String> points, String point) {
        if (!points.contains(point)) {
            throw new IllegalArgumentException("no point '" + point + "' in this pool; there are " + points);
        }
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

    /**
     * Trains the network of a point when its density is first asked for. If it is asked for again, its closed form is computed
     * again, since activations are not kept.
     */
    @Override
    public PooledDensities learn(Samples x, Folds folds, Map<String, ? extends Supplier<Samples>> points, long seed) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a pool needs at least 1 point, got none");
        }
        CnnStages stages = new CnnStages(options, new Rows(x, folds, seed));
        Map<String, TrainingResult> trained = new HashMap<>();
        return new PooledDensities() {
            private Optional<PooledDensity> marginal = Optional.empty();

            @Override
            public PooledDensity given(String point) {
                requirePoint(new TreeSet<>(points.keySet()), point);
                try {
                    CnnData data = stages.data(points.get(point).get());
                    return stages.learned(data, trained.computeIfAbsent(point, p -> stages.train(data)));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("the point '" + point + "': " + e.getMessage(), e);
                }
            }

            @Override
            public PooledDensity marginal() {
                if (marginal.isEmpty()) {
                    marginal = Optional.of(options.unconditional().unconditional(x, folds, seed));
                }
                return marginal.orElseThrow();
            }

            @Override
            public void close() {
                // all of it lives on the heap
            }
        };
    }

    @Override
    public PointPreparation preparation() {
        return new CnnFamily(options);
    }

    /** Nothing is shared but the names of the points. */
    @Override
    public byte[] learnShared(Rows rows, Prepared prepared) {
        return String.join("\n", new TreeSet<>(prepared.points().keySet())).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] learnUnconditional(Rows rows, Prepared prepared) {
        return options.unconditional().learnUnconditional(rows, prepared);
    }

    @Override
    public PooledDensity given(Rows rows, String point, Path prepared, byte[] shared) {
        requirePoint(List.of(new String(shared, StandardCharsets.UTF_8).split("\n")), point);
        CnnStages stages = new CnnStages(options, rows);
        CnnData data = stages.read(prepared);
        return stages.learned(data, stages.train(data));
    }

    @Override
    public PooledDensity marginal(Rows rows, Path none, byte[] shared, byte[] unconditional) {
        return options.unconditional().unconditional(rows, none, unconditional);
    }

    /** The same decoder where there is no plane: for one t at a time. */
    public DensityFamily alone() {
        return new CnnFamily(options);
    }
}
