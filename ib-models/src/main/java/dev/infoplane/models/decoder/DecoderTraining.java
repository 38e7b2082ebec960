package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Checkpoint;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.TrainingLoop;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.Regularization;
import dev.infoplane.models.decoder.internal.net.Dropout;
import dev.infoplane.models.decoder.internal.net.PixelCnnTopology;
import dev.infoplane.probe.EngineThreads;
import dev.infoplane.storage.Identity;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What all trainings of one comparison share: images, options, and how a decoder is trained. */
final class DecoderTraining {
    private static final double AVERAGING = 0.99;
    private static final double CLIP_NORM = 100;

    final DecoderOptions options;
    final Samples fit;
    final Samples validate;
    final long seed;
    final int[] image;

    DecoderTraining(DecoderOptions options, Samples fit, Samples validate, long seed) {
        this.options = options;
        this.fit = fit;
        this.validate = validate;
        this.seed = seed;
        this.image = fit.rowShape();
    }

    /** The kinds of training in a comparison. */
    enum Phase {
        /** The parent of a {@link PixelCnn}, which others start from. */
        PARENT(RandomStream.PARENT_BATCHES, false, true),
        /** A decoder that starts from it. */
        POINT(RandomStream.BATCHES, true, false),
        /** The common training of a pool. */
        POOL(RandomStream.PARENT_BATCHES, true, true),
        /** The unconditional network of a pool. */
        UNCONDITIONAL(RandomStream.PARENT_BATCHES, true, true),
        /** The steps that a point of a pool takes by itself. */
        OWN(RandomStream.BATCHES, true, true);

        private final RandomStream stream;
        private final boolean decays;
        /** Whether a run that is started again must find it trained. */
        private final boolean isKept;

        Phase(RandomStream stream, boolean decays, boolean isKept) {
            this.stream = stream;
            this.decays = decays;
            this.isKept = isKept;
        }
    }

    /**
     * One training.
     *
     * @param conditions the identities of what conditions the images, by name; empty if nothing does
     */
    record Run(Phase phase, int steps, Map<String, Identity> conditions) {}

    Run parent() {
        return new Run(Phase.PARENT, options.budget.parentSteps(), Map.of());
    }

    Run point(Map<String, Identity> conditions) {
        return new Run(Phase.POINT, options.budget.steps(), conditions);
    }

    /** Fresh weights, with scales and biases that suit the first images (Salimans &amp; Kingma 2016). */
    float[] initialised(ParameterLayout layout, Objective objective) {
        float[] start = layout.initial(new SplittableRandom(RandomStream.PARENT_WEIGHTS.of(seed)));
        int[] chosen = IntStream.range(0, Math.min(objective.rows(), options.budget.batchSize()))
                .toArray();
        try (NDManager manager = NDManager.newBaseManager(options.device)) {
            Weights w = Weights.initialising(layout, manager.create(start.clone()), start);
            EngineThreads.onOne(manager.getEngine(), () -> objective.losses(w, manager, chosen, 1));
        }
        return start;
    }

    /**
     * Trains.
     *
     * @param rows the objective of the rows to learn from, given what is random in it
     * @param validation the objective of the rows that validate
     */
    TrainingResult train(Function<Regularization, Objective> rows, Objective validation, TrainingStart start, Run run) {
        long batches = run.phase.stream.of(seed);
        try (NDManager manager = NDManager.newBaseManager(options.device)) {
            Optional<Dropout.Pool> dropout = options.dropout == 0
                    ? Optional.empty()
                    : Optional.of(new Dropout.Pool(manager, options.dropout, longestMask(), batches));
            double conditionDropout = run.conditions.isEmpty() ? 0 : options.conditionDropout;
            return TrainingLoop.of(
                            rows.apply(new Regularization(dropout, conditionDropout, batches)),
                            validation,
                            plan(run),
                            batches)
                    .progress(options.progress)
                    .checkpoint(checkpoint(run))
                    .run(start);
        }
    }

    private int longestMask() {
        PixelCnnTopology topology = options.size.topology(image[0], 1);
        return Math.multiplyExact(
                Math.min(options.budget.batchSize(), fit.rows())
                        * (topology.wholeCells(image[1]) + 1)
                        * (topology.wholeCells(image[2]) + 2),
                2 * options.size.filters());
    }

    private TrainingPlan plan(Run run) {
        TrainingBudget budget = options.budget;
        TrainingPlan plan = TrainingPlan.of(run.steps, budget.batchSize(), budget.learningRate())
                .averaging(AVERAGING)
                .clipNorm(CLIP_NORM)
                .checks(Math.min(run.steps, budget.checks()))
                .device(options.device);
        TrainingPlan ending = options.patience > 0 ? plan.earlyStopping(options.patience) : plan;
        TrainingPlan fast = options.closedForm.isPresent() ? ending.orthogonalSteps() : ending;
        return run.phase.decays ? fast.showingSmallerBudgets() : fast;
    }

    private Checkpoint checkpoint(Run run) {
        if (options.checkpoints.isEmpty()) {
            return Checkpoint.none();
        }
        Identity identity = new DecoderIdentity(options, seed, run.phase.stream).of(fit, validate, run.conditions);
        Checkpoint checkpoint = Checkpoint.in(options.checkpoints.get(), identity);
        return run.phase.isKept ? checkpoint.keptWhenFinished() : checkpoint;
    }
}
