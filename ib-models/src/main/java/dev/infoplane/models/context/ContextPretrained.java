package dev.infoplane.models.context;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Checkpoint;
import dev.infoplane.learn.SeedStreams;
import dev.infoplane.learn.TrainingLoop;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.internal.SamplesIdentity;
import dev.infoplane.models.internal.SubPixelHead;
import dev.infoplane.storage.Identity;
import java.util.Optional;
import java.util.SplittableRandom;

/** The unconditional network from which all densities of a comparison start. */
final class ContextPretrained implements DensityFamily.Pretrained {
    private static final int SUB_PIXELS_AN_IMAGE = 8;
    private static final int CHECKED_AN_IMAGE = 64;

    /** What the seed is used for. */
    private static final int PARENT_WEIGHTS = 1;

    private static final int PARENT_BATCHES = 2;
    private static final int CONDITION_WEIGHTS = 3;
    private static final int BATCHES = 4;
    private static final int READOUT_ROWS = 5;

    private final ContextOptions options;
    private final Samples fit;
    private final Samples validate;
    private final long seed;
    private final LevelScale levels;
    private final ContextNet net;
    private final TrainingStart start;

    ContextPretrained(ContextOptions options, Samples fit, Samples validate, long seed) {
        this.options = options;
        this.fit = fit;
        this.validate = validate;
        this.seed = seed;
        PixelLevels l = options.levels;
        levels = new LevelScale(l.count(), l.low(), l.high());
        net = ContextNet.unconditional(
                options.size,
                new ContextFeatures(fit, levels, options.size.radius()),
                SubPixelHead.of(levels, options.size.mixtures(), true),
                fit.rowShape()[0]);
        float[] initial = net.initial(new SplittableRandom(SeedStreams.seed(seed, PARENT_WEIGHTS)));
        start = train(net, TrainingStart.fresh(initial), Optional.empty(), PARENT_BATCHES)
                .asStart();
    }

    @Override
    public ConditionalDensity marginal() {
        return density(net, start, Optional.empty());
    }

    @Override
    public ConditionalDensity given(Samples tFit, Samples tValidate) {
        return given(tFit, tValidate, Optional.empty());
    }

    /** Draws the noise afresh for every image of every batch. */
    @Override
    public ConditionalDensity given(Samples tFit, Samples tValidate, ConditionNoise noise) {
        return given(tFit, tValidate, Optional.of(noise));
    }

    private ConditionalDensity given(Samples tFit, Samples tValidate, Optional<ConditionNoise> noise) {
        Samples.requireMatched(fit, tFit, 1);
        Samples.requireMatched(validate, tValidate, 1);
        ContextDensity.requireShape("activations that validate", tValidate, tFit.rowShape());
        ConditionRows rows = ConditionRows.like(tFit, options.classes);
        Conditions conditions = new Conditions(rows, rows.encoded(tFit), rows.encoded(tValidate), noise);
        ContextNet conditional = net.conditionedOn(new ConditionWindow(
                conditions.fit,
                fit.rowShape(),
                options.window / 2,
                net.features().means()));
        float[] weights = conditional
                .layout()
                .initial(start.weights(), new SplittableRandom(SeedStreams.seed(seed, CONDITION_WEIGHTS)));
        ContextData taught = new ContextData(conditional, levels, fit, Optional.of(conditions.fit), noise);
        new ReadoutStart(taught, SeedStreams.seed(seed, READOUT_ROWS), options.device).fill(weights);
        return density(conditional, new TrainingStart(weights, start.moments()), Optional.of(conditions));
    }

    private record Conditions(ConditionRows rows, Samples fit, Samples validate, Optional<ConditionNoise> noise) {}

    private ConditionalDensity density(ContextNet of, TrainingStart from, Optional<Conditions> conditions) {
        TrainingResult result = train(of, from, conditions, BATCHES);
        return new ContextDensity(
                new ContextDensity.Model(of, options.levels, levels, fit.rowShape(), result.curve(), options.device),
                conditions.map(Conditions::rows),
                conditions.isPresent() && options.conditionDropout > 0,
                result.weights());
    }

    private TrainingResult train(ContextNet of, TrainingStart from, Optional<Conditions> conditions, int stream) {
        boolean isParent = stream == PARENT_BATCHES;
        long batches = SeedStreams.seed(seed, stream);
        ContextData taught = new ContextData(
                of, levels, fit, conditions.map(Conditions::fit), conditions.flatMap(Conditions::noise));
        ContextData checked =
                new ContextData(of, levels, validate, conditions.map(Conditions::validate), Optional.empty());
        int steps = isParent ? options.budget.parentSteps() : options.budget.steps();
        TrainingPlan plan = TrainingPlan.of(steps, options.budget.batchSize(), options.budget.learningRate())
                .clipNorm(fit.dimensions())
                .checks(Math.min(steps, options.budget.checks()))
                .device(options.device);
        return TrainingLoop.of(
                        new ContextTraining(taught, SUB_PIXELS_AN_IMAGE, options.conditionDropout, batches),
                        new ContextScoring(checked, CHECKED_AN_IMAGE),
                        isParent ? plan : plan.showingSmallerBudgets(),
                        batches)
                .progress(options.progress)
                .checkpoint(checkpoint(conditions, stream))
                .run(from);
    }

    private Checkpoint checkpoint(Optional<Conditions> conditions, int stream) {
        if (options.checkpoints.isEmpty()) {
            return Checkpoint.none();
        }
        Identity identity = Identity.of("context MLP training", 1)
                .with("settings", options.values())
                .with("seed", seed)
                .with("stream", stream)
                .with("fit", SamplesIdentity.of(fit))
                .with("validate", SamplesIdentity.of(validate));
        if (conditions.isPresent()) {
            identity = identity.with("conditionFit", SamplesIdentity.of(conditions.orElseThrow().fit))
                    .with("conditionValidate", SamplesIdentity.of(conditions.orElseThrow().validate))
                    .with(
                            "noise",
                            conditions.orElseThrow().noise.map(Record::toString).orElse("none"));
        }
        Checkpoint checkpoint = Checkpoint.in(options.checkpoints.orElseThrow(), identity);
        return stream == PARENT_BATCHES ? checkpoint.keptWhenFinished() : checkpoint;
    }

    @Override
    public void close() {
        // all of it lives on the heap
    }
}
