package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Checkpoint;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.TrainingLoop;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.DecoderModel;
import dev.infoplane.models.decoder.internal.PixelObjective;
import dev.infoplane.models.decoder.internal.Regularization;
import dev.infoplane.models.decoder.internal.condition.Condition;
import dev.infoplane.models.decoder.internal.condition.ConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.ConditionNetwork;
import dev.infoplane.models.decoder.internal.condition.ConditionUpsampler;
import dev.infoplane.models.decoder.internal.condition.MapConditionEncoder;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.net.Dropout;
import dev.infoplane.models.decoder.internal.net.PixelCnnNet;
import dev.infoplane.models.decoder.internal.net.PixelCnnTopology;
import dev.infoplane.probe.EngineThreads;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What all trainings of one comparison share: images, network, options, and how a decoder is trained. {@link PretrainedDecoder}
 * says which decoders are trained, from which start.
 */
final class DecoderTraining {
    private static final double AVERAGING = 0.99;
    private static final double CLIP_NORM = 100;
    /** The share of images that a denoising parent sees without their corrupted copy. */
    private static final double DENOISING_DROPOUT = 0.5;

    final DecoderOptions options;
    final Samples fit;
    final Samples validate;
    final long seed;
    final int[] image;
    private final int[] cells;
    private final PixelCnnNet net;
    private final Head head;

    DecoderTraining(DecoderOptions options, Samples fit, Samples validate, long seed) {
        this.options = options;
        this.fit = fit;
        this.validate = validate;
        this.seed = seed;
        this.image = fit.rowShape();
        this.head = options.head.create(image[0], options.size.mixtures(), options.levels.scale());
        this.net = new PixelCnnNet(options.size.topology(image[0], head.parameters()));
        this.cells = new int[] {topology().wholeCells(image[1]), topology().wholeCells(image[2])};
    }

    /** The two kinds of training in a comparison. */
    enum Phase {
        PARENT(RandomStream.PARENT_BATCHES),
        POINT(RandomStream.BATCHES);

        private final RandomStream stream;

        Phase(RandomStream stream) {
            this.stream = stream;
        }
    }

    PixelCnnTopology topology() {
        return net.topology();
    }

    /** The parameters of the network alone. */
    ParameterLayout layout() {
        return net.layout();
    }

    DecoderModel model(ParameterLayout layout, ConditionEncoder encoder) {
        return new DecoderModel(layout, net, head, options.levels.scale(), encoder);
    }

    /** The part of a condition's path that can be shared by all kinds of activations, and its token. */
    ConditionNetwork conditionNetwork(ParameterLayout layout) {
        ConditionNetwork network = new ConditionNetwork(layout, topology(), head.affineSize());
        MapConditionEncoder.declareToken(layout, options.size.filters());
        return network;
    }

    ConditionUpsampler upsampler(ParameterLayout layout, String name, int[] map, Initializer initializer) {
        return new ConditionUpsampler(
                layout, name, new ConditionUpsampler.Geometry(map, image, cells, options.size.filters()), initializer);
    }

    /** Fresh weights, with scales and biases that suit the first images (Salimans &amp; Kingma 2016). */
    TrainingStart initialised(DecoderModel model, Condition condition) {
        float[] start = model.layout().initial(new SplittableRandom(RandomStream.PARENT_WEIGHTS.of(seed)));
        int[] chosen = IntStream.range(0, Math.min(fit.rows(), options.budget.batchSize()))
                .toArray();
        try (NDManager manager = NDManager.newBaseManager(options.device)) {
            Weights w = Weights.initialising(model.layout(), manager.create(start.clone()), start);
            PixelObjective objective = PixelObjective.scoring(model, fit, condition);
            EngineThreads.onOne(manager.getEngine(), () -> objective.losses(w, manager, chosen, 0));
        }
        return TrainingStart.fresh(start);
    }

    TrainingResult train(DecoderModel model, FoldConditions conditions, TrainingStart start, Phase phase) {
        long batches = phase.stream.of(seed);
        try (NDManager manager = NDManager.newBaseManager(options.device)) {
            Optional<Dropout.Pool> dropout = options.dropout == 0
                    ? Optional.empty()
                    : Optional.of(new Dropout.Pool(manager, options.dropout, longestMask(), batches));
            Regularization regularization = new Regularization(dropout, conditionDropout(conditions, phase), batches);
            return TrainingLoop.of(
                            new PixelObjective(model, fit, conditions.fit(), Optional.of(regularization)),
                            PixelObjective.scoring(model, validate, conditions.validate()),
                            plan(phase),
                            batches)
                    .progress(options.progress)
                    .checkpoint(checkpoint(conditions, phase))
                    .run(start);
        }
    }

    private double conditionDropout(FoldConditions conditions, Phase phase) {
        if (!conditions.fit().variesByImage()) {
            return 0;
        }
        return phase == Phase.PARENT ? DENOISING_DROPOUT : options.conditionDropout;
    }

    private int longestMask() {
        return Math.multiplyExact(
                Math.min(options.budget.batchSize(), fit.rows()) * (cells[0] + 1) * (cells[1] + 2),
                2 * options.size.filters());
    }

    private TrainingPlan plan(Phase phase) {
        TrainingBudget budget = options.budget;
        int steps = phase == Phase.PARENT ? budget.parentSteps() : budget.steps();
        TrainingPlan plan = TrainingPlan.of(steps, budget.batchSize(), budget.learningRate())
                .averaging(AVERAGING)
                .clipNorm(CLIP_NORM)
                .checks(Math.min(steps, budget.checks()))
                .device(options.device);
        TrainingPlan ending = options.patience > 0 ? plan.earlyStopping(options.patience) : plan;
        return phase == Phase.PARENT ? ending : ending.decaying();
    }

    private Checkpoint checkpoint(FoldConditions conditions, Phase phase) {
        if (options.checkpoints.isEmpty()) {
            return Checkpoint.none();
        }
        DecoderIdentity identity = new DecoderIdentity(options, seed, phase.stream);
        Checkpoint checkpoint = Checkpoint.in(options.checkpoints.get(), identity.of(fit, validate, conditions));
        return phase == Phase.PARENT ? checkpoint.keptWhenFinished() : checkpoint;
    }
}
