package dev.infoplane.models.context;

import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Checkpoint;
import dev.infoplane.learn.SeedStreams;
import dev.infoplane.learn.TrainingLoop;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.internal.HeadOnForm;
import dev.infoplane.models.internal.SamplesIdentity;
import dev.infoplane.models.internal.SubPixelHead;
import dev.infoplane.storage.Identity;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Trains networks on the maps of a pool. */
final class PooledLearner {
    private static final int IMAGES_A_BATCH = 512;
    private static final int CHECKED_AN_IMAGE = 16;

    /** A training that sees each sub-pixel more often, be it beside one point or another, may do best early. */
    private static final int MANY_PASSES = 5;

    /** So many values at least tell, of rows that taught, how much less they cost than others. */
    private static final int TAUGHT_VALUES = 60_000;

    /** What the seed is used for. */
    private static final int WEIGHTS = 1;

    private static final int BATCHES = 2;

    private final PooledOptions options;
    private final Samples x;
    private final int fit;
    private final int validating;
    private final long seed;
    private final LevelScale levels;
    private final ContextFeatures context;
    private final float[][] scaled;

    /**
     * @param x rows that teach, then those that validate, then others to be scored
     * @param fit how many teach
     * @param validating how many validate
     */
    PooledLearner(PooledOptions options, Samples x, int fit, int validating, long seed) {
        this.options = options;
        this.x = x;
        this.fit = fit;
        this.validating = validating;
        this.seed = seed;
        PixelLevels l = options.levels;
        levels = new LevelScale(l.count(), l.low(), l.high());
        context = new ContextFeatures(x.slice(0, fit), levels, options.size.radius());
        scaled = scaled(x, levels);
    }

    /** All images on the scale −1 to 1. */
    static float[][] scaled(Samples x, LevelScale levels) {
        float[][] scaled = new float[x.rows()][x.dimensions()];
        for (int i = 0; i < scaled.length; i++) {
            for (int p = 0; p < scaled[i].length; p++) {
                scaled[i][p] = levels.toNetwork(x.get(i, p));
            }
        }
        return scaled;
    }

    /**
     * Trains a network for these points.
     *
     * @param first the first row that may teach
     */
    TrainingResult train(List<PointMaps> points, int first, int steps) {
        PooledNet net = net(points.get(0), points.size());
        PooledData data = new PooledData(net, points, scaled);
        long batches = SeedStreams.seed(seed, BATCHES);
        PooledTraining training = new PooledTraining(
                data, first, fit - first, (options.batchSize + points.size() - 1) / points.size(), batches);
        PooledScoring.Checks checks =
                new PooledScoring.Checks(new PooledScoring(data, fit, validating, CHECKED_AN_IMAGE));
        return TrainingLoop.of(training, checks, plan(training, points.size(), steps), batches)
                .progress(options.progress)
                .checkpoint(options.checkpoints
                        .map(f -> Checkpoint.in(f, identity(points, steps)).keptWhenFinished())
                        .orElse(Checkpoint.none()))
                .run(TrainingStart.fresh(net.initial(new SplittableRandom(SeedStreams.seed(seed, WEIGHTS)))));
    }

    /** Networks with more weights than sub-pixels to learn from learn these by heart sooner by orthogonal steps than by Adam's. */
    private TrainingPlan plan(PooledTraining training, int points, int steps) {
        TrainingPlan plan = TrainingPlan.of(steps, IMAGES_A_BATCH, options.learningRate)
                .showingSmallerBudgets()
                .clipNorm(x.dimensions())
                .checks(1)
                .device(options.device);
        double subPixels = (double) training.rows() * x.dimensions();
        double seen = (double) steps * training.each() * points;
        TrainingPlan checked = seen > MANY_PASSES * subPixels ? plan.checksAtHalvings() : plan;
        return subPixels < training.layout().size() ? checked : checked.orthogonalSteps();
    }

    private PooledNet net(PointMaps any, int points) {
        PooledFeatures features = new PooledFeatures(context, x.rowShape(), levels.count(), any.scaleFeatures());
        return PooledNet.of(
                options.size,
                features,
                new HeadOnForm(SubPixelHead.of(levels, options.size.mixtures(), options.hasLevelTree), levels.count()),
                points);
    }

    /**
     * What was learned, to score and draw.
     *
     * @param points in the order of the training
     * @param first the first row that may teach
     */
    Learned learned(TrainingResult result, List<PointMaps> points, int first) {
        PooledData data = new PooledData(net(points.get(0), points.size()), points, scaled);
        PooledScoring.Checks checks =
                new PooledScoring.Checks(new PooledScoring(data, fit, validating, CHECKED_AN_IMAGE));
        List<LearningCurve> curves = IntStream.range(0, points.size())
                .mapToObj(p -> checks.curve(result, p))
                .toList();
        return new Learned(
                data,
                new PooledScoring(
                        data,
                        first,
                        Math.min(Math.max(validating, TAUGHT_VALUES / x.dimensions()), fit - first),
                        Integer.MAX_VALUE),
                new PooledScoring(data, fit, validating, Integer.MAX_VALUE),
                new PooledScoring(data, fit + validating, x.rows() - fit - validating, Integer.MAX_VALUE),
                levels,
                x.rowShape(),
                curves,
                result.weights(),
                options.device);
    }

    /** Trains, and gives what was learned. */
    Learned learn(List<PointMaps> points, int first, int steps) {
        return learned(train(points, first, steps), points, first);
    }

    private Identity identity(List<PointMaps> points, int steps) {
        return Identity.of("pooled context MLP training", 1)
                .with("settings", options.settings())
                .with("steps", steps)
                .with("seed", seed)
                .with("fit", fit)
                .with("validate", validating)
                .with("x", SamplesIdentity.of(x))
                .with("points", points.stream().map(PointMaps::digest).toList());
    }
}
