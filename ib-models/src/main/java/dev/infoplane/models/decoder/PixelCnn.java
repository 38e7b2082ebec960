package dev.infoplane.models.decoder;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * PixelCNN++ (Salimans et al. 2017, arXiv 1701.05517) as an inverse representation decoder: the density q(x|t) of images
 * given hidden activations (Nash et al. 2018; Darlow &amp; Storkey 2020, arXiv 2003.06254).
 *
 * <p>x are images {@code [1, height, width]} whose pixels are {@link PixelLevels levels}; height and width must be a multiple
 * of {@link PixelCnnSize#multiple()}. t are feature maps {@code [channels, h, w]}, vectors {@code [d]} or single numbers.
 * Likelihoods are exactly normalised over the levels. Immutable.
 */
public final class PixelCnn implements DensityFamily {
    private static final double AVERAGING = 0.99;
    private static final double CLIP_NORM = 100;

    private final PixelCnnSize size;
    private final PixelLevels levels;
    private final TrainingBudget budget;
    private final Device device;
    private final TrainingProgress progress;

    private PixelCnn(
            PixelCnnSize size, PixelLevels levels, TrainingBudget budget, Device device, TrainingProgress progress) {
        this.size = Objects.requireNonNull(size, "size");
        this.levels = Objects.requireNonNull(levels, "levels");
        this.budget = Objects.requireNonNull(budget, "budget");
        this.device = device;
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /** Decoders of one size for images of these levels, with the default budget, on the engine's default device. */
    public static PixelCnn of(PixelCnnSize size, PixelLevels levels) {
        return new PixelCnn(size, levels, TrainingBudget.DEFAULT, null, TrainingProgress.NONE);
    }

    /** The same with another training budget. */
    public PixelCnn budget(TrainingBudget other) {
        return new PixelCnn(size, levels, other, device, progress);
    }

    /** The same on another device. */
    public PixelCnn device(Device other) {
        return new PixelCnn(size, levels, budget, other, progress);
    }

    /** The same, telling this listener of every step. */
    public PixelCnn progress(TrainingProgress listener) {
        return new PixelCnn(size, levels, budget, device, listener);
    }

    @Override
    public String id() {
        return "pixelcnn";
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>();
        s.put("filters", Integer.toString(size.filters()));
        s.put("units", Integer.toString(size.units()));
        s.put("mixtures", Integer.toString(size.mixtures()));
        s.put("resolutions", Integer.toString(size.resolutions()));
        s.put("levels", levels.count() + " from " + levels.low() + " to " + levels.high());
        s.put("parentSteps", Integer.toString(budget.parentSteps()));
        s.put("steps", Integer.toString(budget.steps()));
        s.put("batchSize", Integer.toString(budget.batchSize()));
        s.put("learningRate", Double.toString(budget.learningRate()));
        return s;
    }

    /**
     * Learns the unconditional parent.
     *
     * @throws IllegalArgumentException if x are not images of one channel, of a size the resolutions divide, with pixels
     *     among the levels
     */
    @Override
    public Parent learn(Samples fit, Samples validate, long seed) {
        int[] shape = requireImages(fit);
        if (!Arrays.equals(shape, validate.rowShape())) {
            throw new IllegalArgumentException("x that teach and x that validate must have one shape, got "
                    + Arrays.toString(shape) + " and " + Arrays.toString(validate.rowShape()));
        }
        levels.require(fit);
        levels.require(validate);
        PixelCnnNet net = new PixelCnnNet(size, shape[0]);
        PixelObjective.Decoder decoder = new PixelObjective.Decoder(
                net.layout(), net, new LogisticMixture(size.mixtures(), levels), levels, null, null);
        PixelObjective teach = new PixelObjective(decoder, fit, null);
        float[] start = net.layout().initial(new float[0], new SplittableRandom(seed));
        initialise(teach, start);
        Descent.Result result = Descent.run(
                teach,
                new PixelObjective(decoder, validate, null),
                Descent.Start.fresh(start),
                plan(budget.parentSteps(), false),
                seed,
                progress);
        return new PixelParent(decoder, fit, validate, new Descent.Start(result.weights(), result.memory()), seed);
    }

    private int[] requireImages(Samples x) {
        int[] shape = x.rowShape();
        if (shape.length != 3 || shape[0] != 1) {
            throw new IllegalArgumentException(
                    "x must be images [1, height, width] of one channel, got rows of shape " + Arrays.toString(shape));
        }
        if (shape[1] % size.multiple() != 0 || shape[2] % size.multiple() != 0) {
            throw new IllegalArgumentException(
                    "with " + size.resolutions() + " resolutions height and width must be multiples of "
                            + size.multiple() + ", got " + shape[1] + "×" + shape[2]);
        }
        return shape;
    }

    private TrainingPlan plan(int steps, boolean decays) {
        return new TrainingPlan(
                steps,
                budget.batchSize(),
                budget.learningRate(),
                decays,
                AVERAGING,
                CLIP_NORM,
                Math.min(steps, budget.checks()),
                false,
                device);
    }

    private void initialise(PixelObjective objective, float[] start) {
        int rows = Math.min(objective.rows(), budget.batchSize());
        int[] chosen = new int[rows];
        Arrays.setAll(chosen, i -> i);
        try (NDManager manager = NDManager.newBaseManager(device)) {
            Weights w = new Weights(objective.layout(), manager.create(start.clone()), start);
            objective.negativeLogLikelihood(w, manager, chosen);
        }
    }

    /** The unconditional decoder, from which all others start. */
    private final class PixelParent implements Parent {
        private final PixelObjective.Decoder unconditional;
        private final Samples fit;
        private final Samples validate;
        private final Descent.Start learned;
        private final long seed;

        PixelParent(
                PixelObjective.Decoder unconditional, Samples fit, Samples validate, Descent.Start learned, long seed) {
            this.unconditional = unconditional;
            this.fit = fit;
            this.validate = validate;
            this.learned = learned;
            this.seed = seed;
        }

        @Override
        public ConditionalDensity marginal() {
            return descend(unconditional, learned, null, null);
        }

        @Override
        public ConditionalDensity given(Samples tFit, Samples tValidate) {
            Samples.requireMatched(fit, tFit, 1);
            Samples.requireMatched(validate, tValidate, 1);
            int[] shape = fit.rowShape();
            Layout layout = Layout.startingWith(unconditional.layout());
            ConditionNet condition =
                    new ConditionNet(layout, size, unconditional.net(), tFit.rowShape(), shape[1], shape[2]);
            PixelObjective.Decoder decoder = new PixelObjective.Decoder(
                    layout,
                    unconditional.net(),
                    unconditional.head(),
                    levels,
                    condition,
                    new Whitening(tFit, ConditionNet.asMap(tFit.rowShape())));
            float[] weights = layout.initial(learned.weights(), new SplittableRandom(seed + 1));
            return descend(decoder, new Descent.Start(weights, learned.memory()), tFit, tValidate);
        }

        private ConditionalDensity descend(
                PixelObjective.Decoder decoder, Descent.Start start, Samples tFit, Samples tValidate) {
            Descent.Result result = Descent.run(
                    new PixelObjective(decoder, fit, tFit),
                    new PixelObjective(decoder, validate, tValidate),
                    start,
                    plan(budget.steps(), true),
                    seed + 2,
                    progress);
            LearningCurve curve = result.curve();
            return new PixelDensity(decoder, fit.rowShape(), result.weights(), curve, device);
        }

        @Override
        public void close() {
            // all of it lives on the heap
        }
    }
}
