package dev.infoplane.models.context;

import dev.infoplane.density.Folds;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Checkpoint;
import dev.infoplane.learn.SeedStreams;
import dev.infoplane.learn.TrainingLoop;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ReconstructedPool;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.internal.SamplesIdentity;
import dev.infoplane.storage.Identity;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Trains networks on the maps of a pool. */
final class PooledLearner {
    private static final int IMAGES_A_BATCH = 512;
    private static final int CHECKED_AN_IMAGE = 16;
    /** What the seed is used for. */
    private static final int WEIGHTS = 1;

    private static final int BATCHES = 2;

    private final PooledOptions options;
    private final ReconstructedPool pool;
    private final Samples x;
    private final Folds folds;
    private final long seed;
    private final LevelScale levels;
    private final PooledFeatures features;
    private final float[][] scaled;

    PooledLearner(PooledOptions options, ReconstructedPool pool, Samples x, Folds folds, long seed) {
        this.options = options;
        this.pool = pool;
        this.x = x;
        this.folds = folds;
        this.seed = seed;
        PixelLevels l = options.levels;
        levels = new LevelScale(l.count(), l.low(), l.high());
        features = new PooledFeatures(
                new ContextFeatures(folds.fit(x), levels, options.size.radius()),
                x.rowShape(),
                l.count(),
                pool.none().scaleFeatures());
        scaled = new float[x.rows()][x.dimensions()];
        for (int i = 0; i < scaled.length; i++) {
            for (int p = 0; p < scaled[i].length; p++) {
                scaled[i][p] = levels.toNetwork(x.get(i, p));
            }
        }
    }

    ReconstructedPool pool() {
        return pool;
    }

    /** Trains a network for these points. */
    Learned learn(List<PointMaps> points, int steps) {
        PooledNet net = PooledNet.of(
                options.size,
                features,
                SubPixelHead.of(levels, options.size.mixtures()),
                levels.count(),
                points.size());
        PooledData data = new PooledData(net, points, scaled);
        long batches = SeedStreams.seed(seed, BATCHES);
        int first = pool.firstTeachingRow();
        int rows = folds.fit(x).rows();
        int validating = folds.validate(x).rows();
        PooledTraining training = new PooledTraining(
                data, first, rows - first, (options.batchSize + points.size() - 1) / points.size(), batches);
        PooledChecks checks = new PooledChecks(new PooledScoring(data, rows, validating, CHECKED_AN_IMAGE));
        TrainingPlan plan = TrainingPlan.of(steps, IMAGES_A_BATCH, options.learningRate)
                .decaying()
                .clipNorm(x.dimensions())
                .checks(1)
                .device(options.device);
        TrainingResult result = TrainingLoop.of(training, checks, plan, batches)
                .progress(options.progress)
                .checkpoint(options.checkpoints
                        .map(f -> Checkpoint.in(f, identity(points, steps)).keptWhenFinished())
                        .orElse(Checkpoint.none()))
                .run(TrainingStart.fresh(net.initial(new SplittableRandom(SeedStreams.seed(seed, WEIGHTS)))));
        List<LearningCurve> curves = IntStream.range(0, points.size())
                .mapToObj(p -> checks.curve(result, p))
                .toList();
        return new Learned(
                data,
                new PooledScoring(data, first, Math.min(validating, rows - first), Integer.MAX_VALUE),
                new PooledScoring(data, rows, validating, Integer.MAX_VALUE),
                new PooledScoring(data, rows + validating, x.rows() - rows - validating, Integer.MAX_VALUE),
                levels,
                x.rowShape(),
                curves,
                result.weights(),
                options.device);
    }

    private Identity identity(List<PointMaps> points, int steps) {
        return Identity.of("pooled context MLP training", 1)
                .with("settings", options.settings())
                .with("steps", steps)
                .with("seed", seed)
                .with("folds", folds.toString())
                .with("x", SamplesIdentity.of(x))
                .with("points", points.stream().map(PointMaps::digest).toList());
    }
}
