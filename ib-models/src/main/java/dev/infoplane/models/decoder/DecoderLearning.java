package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDManager;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.estimate.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Learns the decoders of one comparison: a parent on images alone, then from the {@link DecoderStart same start} and with
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

    PixelCnn.Parent parent() {
        if (options.start != DecoderStart.PRACTISED_PARENT) {
            return plainParent();
        }
        if (options.conditioning != Conditioning.MAP) {
            throw new IllegalArgumentException("a practised parent has practised on maps; with " + options.conditioning
                    + " conditions start from another: " + DecoderStart.SHARED_PARENT + ", " + DecoderStart.ADAPTER
                    + " or "
                    + DecoderStart.SCRATCH);
        }
        return practisedParent();
    }

    private PixelCnn.Parent plainParent() {
        PixelObjective.Decoder decoder = new PixelObjective.Decoder(net.layout(), net, head, options.levels, null);
        float[] start = initialised(decoder, null);
        return options.start == DecoderStart.SCRATCH
                ? new LearnedParent(this, decoder, null, Descent.Start.fresh(start))
                : new LearnedParent(this, decoder, null, learnParent(decoder, start, null, null, 0));
    }

    private PixelCnn.Parent practisedParent() {
        Layout layout = Layout.startingWith(net.layout());
        ConditionTrunk trunk = new ConditionTrunk(layout, options.size, net, head);
        MapCondition.addToken(layout, options.size.filters());
        ConditionFront front = new ConditionFront(
                layout, "practice", options.size.filters(), Layout.Start.HE_NORMAL, image, image, cells);
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
        float[] start =
                decoder.layout().initial(new float[0], new SplittableRandom(Seeds.of(seed, Seeds.PARENT_WEIGHTS)));
        int[] chosen = new int[Math.min(fit.rows(), options.budget.batchSize())];
        Arrays.setAll(chosen, i -> i);
        try (NDManager manager = NDManager.newBaseManager(options.device)) {
            Weights w = new Weights(decoder.layout(), manager.create(start.clone()), start);
            new PixelObjective(decoder, fit, t, null).negativeLogLikelihood(w, manager, chosen, 0);
        }
        return start;
    }

    private Descent.Start learnParent(
            PixelObjective.Decoder decoder, float[] start, Samples tFit, Samples tValidate, double absent) {
        Descent.Result result = descend(
                decoder,
                Descent.Start.fresh(start),
                tFit,
                tValidate,
                plan(options.budget.parentSteps(), false),
                absent,
                Seeds.PARENT_BATCHES);
        return new Descent.Start(result.weights(), result.memory());
    }

    Descent.Result descend(
            PixelObjective.Decoder decoder,
            Descent.Start start,
            Samples tFit,
            Samples tValidate,
            TrainingPlan plan,
            double absent,
            int stream) {
        long batches = Seeds.of(seed, stream);
        try (NDManager manager = NDManager.newBaseManager(options.device)) {
            Dropout.Pool dropout =
                    options.dropout == 0 ? null : new Dropout.Pool(manager, options.dropout, longestMask(), batches);
            return Descent.run(
                    new PixelObjective(decoder, fit, tFit, new PixelObjective.Lessons(dropout, absent, batches)),
                    new PixelObjective(decoder, validate, tValidate, null),
                    start,
                    plan,
                    batches,
                    options.progress,
                    checkpoint(stream, tFit, tValidate));
        }
    }

    /** Named after all that determines the training, but for what the descent itself knows. */
    private Checkpoint checkpoint(int stream, Samples tFit, Samples tValidate) {
        if (options.checkpoints == null) {
            return Checkpoint.none();
        }
        Hasher hasher = Hashing.sha256().newHasher();
        hasher.putString(options.settings().toString(), StandardCharsets.UTF_8)
                .putLong(seed)
                .putInt(stream);
        for (Samples s : new Samples[] {fit, validate, tFit, tValidate}) {
            hasher.putInt(s == null ? -1 : s.rows());
            hasher.putString(s == null ? "" : Arrays.toString(s.rowShape()), StandardCharsets.UTF_8);
            for (int i = 0; s != null && i < s.rows(); i++) {
                for (int j = 0; j < s.dimensions(); j++) {
                    hasher.putFloat(s.get(i, j));
                }
            }
        }
        return Checkpoint.in(options.checkpoints, hasher.hash().toString(), stream == Seeds.PARENT_BATCHES);
    }

    private int longestMask() {
        return Math.multiplyExact(
                Math.min(options.budget.batchSize(), fit.rows()) * (cells[0] + 1) * (cells[1] + 2),
                2 * options.size.filters());
    }

    TrainingPlan plan(int steps, boolean decays) {
        return new TrainingPlan(
                steps,
                options.budget.batchSize(),
                options.budget.learningRate(),
                decays,
                AVERAGING,
                CLIP_NORM,
                Math.min(steps, options.budget.checks()),
                options.patience > 0,
                options.patience,
                options.device);
    }
}
