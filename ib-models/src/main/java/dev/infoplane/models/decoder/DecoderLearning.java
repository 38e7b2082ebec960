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
import dev.infoplane.storage.Identity;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Learns the decoders of one comparison: a parent on images alone, then from the {@link WarmStart same start} and with
 * equal steps one decoder for each kind of activations, and one without.
 */
final class DecoderLearning {
    private static final double AVERAGING = 0.99;
    private static final double CLIP_NORM = 100;
    private static final double PRACTICE_ABSENT = 0.5;

    final DecoderOptions options;
    final Samples fit;
    final Samples validate;
    final long seed;
    final int[] image;
    final int[] cells;
    final PixelCnnNet net;
    final Head head;

    DecoderLearning(DecoderOptions options, Samples fit, Samples validate, long seed) {
        this.options = options;
        this.fit = fit;
        this.validate = validate;
        this.seed = seed;
        this.image = fit.rowShape();
        this.head = options.head.create(image[0], options.size.mixtures(), options.levels);
        this.net = new PixelCnnNet(options.size, image[0], head.parameters());
        this.cells = new int[] {(int) net.wholeCells(image[1]), (int) net.wholeCells(image[2])};
    }

    PixelCnn.Pretrained parent() {
        if (options.start != WarmStart.DENOISING_PARENT) {
            return plainParent();
        }
        if (options.conditioning != Conditioning.MAP) {
            throw new IllegalArgumentException("a denoising parent has practised on maps; with " + options.conditioning
                    + " conditions start from another: " + WarmStart.SHARED_PARENT + ", " + WarmStart.ADAPTER
                    + " or "
                    + WarmStart.SCRATCH);
        }
        return practisedParent();
    }

    private PixelCnn.Pretrained plainParent() {
        PixelObjective.Decoder decoder = new PixelObjective.Decoder(net.layout(), net, head, options.levels, null);
        float[] start = initialised(decoder, null);
        return options.start == WarmStart.SCRATCH
                ? new LearnedParent(this, decoder, null, TrainingStart.fresh(start))
                : new LearnedParent(this, decoder, null, learnParent(decoder, start, null, null, 0));
    }

    private PixelCnn.Pretrained practisedParent() {
        ParameterLayout layout = ParameterLayout.startingWith(net.layout());
        ConditionTrunk trunk = new ConditionTrunk(layout, options.size, net, head);
        MapCondition.addToken(layout, options.size.filters());
        ConditionFront front = new ConditionFront(
                layout, "practice", options.size.filters(), Initializer.HE_NORMAL, image, image, cells);
        Condition practice = new MapCondition(
                front,
                trunk,
                new Blur(options.levels, image[0], image[1], image[2]),
                image,
                options.size.filters(),
                cells);
        PixelObjective.Decoder decoder = new PixelObjective.Decoder(layout, net, head, options.levels, practice);
        float[] start = initialised(decoder, fit);
        return new LearnedParent(this, decoder, trunk, learnParent(decoder, start, fit, validate, PRACTICE_ABSENT));
    }

    /** Fresh weights, with scales and biases that suit the first images (Salimans &amp; Kingma 2016). */
    private float[] initialised(PixelObjective.Decoder decoder, Samples t) {
        float[] start = decoder.layout().initial(new SplittableRandom(RandomStream.PARENT_WEIGHTS.of(seed)));
        int[] chosen = new int[Math.min(fit.rows(), options.budget.batchSize())];
        Arrays.setAll(chosen, i -> i);
        try (NDManager manager = NDManager.newBaseManager(options.device)) {
            Weights w = Weights.initialising(decoder.layout(), manager.create(start.clone()), start);
            new PixelObjective(decoder, fit, t, null).losses(w, manager, chosen, 0);
        }
        return start;
    }

    private TrainingStart learnParent(
            PixelObjective.Decoder decoder, float[] start, Samples tFit, Samples tValidate, double absent) {
        TrainingResult result = descend(
                decoder,
                TrainingStart.fresh(start),
                tFit,
                tValidate,
                plan(options.budget.parentSteps(), false),
                absent,
                RandomStream.PARENT_BATCHES);
        return result.asStart();
    }

    TrainingResult descend(
            PixelObjective.Decoder decoder,
            TrainingStart start,
            Samples tFit,
            Samples tValidate,
            TrainingPlan plan,
            double absent,
            RandomStream stream) {
        long batches = stream.of(seed);
        try (NDManager manager = NDManager.newBaseManager(options.device)) {
            Dropout.Pool dropout =
                    options.dropout == 0 ? null : new Dropout.Pool(manager, options.dropout, longestMask(), batches);
            return TrainingLoop.of(
                            new PixelObjective(
                                    decoder, fit, tFit, new PixelObjective.Lessons(dropout, absent, batches)),
                            new PixelObjective(decoder, validate, tValidate, null),
                            plan,
                            batches)
                    .progress(options.progress)
                    .checkpoint(checkpoint(stream, tFit, tValidate))
                    .run(start);
        }
    }

    /** Identified by everything that determines the training, except what the training loop knows itself. */
    private Checkpoint checkpoint(RandomStream stream, Samples tFit, Samples tValidate) {
        if (options.checkpoints == null) {
            return Checkpoint.none();
        }
        Identity identity = DecoderIdentity.training(options, seed, stream)
                .with("fit", DecoderIdentity.of(fit))
                .with("validate", DecoderIdentity.of(validate));
        if (tFit != null) {
            identity = identity.with("conditionFit", DecoderIdentity.of(tFit))
                    .with("conditionValidate", DecoderIdentity.of(tValidate));
        }
        Checkpoint checkpoint = Checkpoint.in(options.checkpoints, identity);
        return stream == RandomStream.PARENT_BATCHES ? checkpoint.keptWhenFinished() : checkpoint;
    }

    private int longestMask() {
        return Math.multiplyExact(
                Math.min(options.budget.batchSize(), fit.rows()) * (cells[0] + 1) * (cells[1] + 2),
                2 * options.size.filters());
    }

    TrainingPlan plan(int steps, boolean decays) {
        TrainingPlan plan = TrainingPlan.of(steps, options.budget.batchSize(), options.budget.learningRate())
                .averaging(AVERAGING)
                .clipNorm(CLIP_NORM)
                .checks(Math.min(steps, options.budget.checks()))
                .device(options.device);
        TrainingPlan ending = options.patience > 0 ? plan.earlyStopping(options.patience) : plan;
        return decays ? ending.decaying() : ending;
    }
}
