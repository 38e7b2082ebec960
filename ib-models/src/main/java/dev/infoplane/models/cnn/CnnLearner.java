package dev.infoplane.models.cnn;

import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Checkpoint;
import dev.infoplane.learn.SeedStreams;
import dev.infoplane.learn.TrainingLoop;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.context.PoolStart;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.internal.HeadOnForm;
import dev.infoplane.models.internal.SamplesIdentity;
import dev.infoplane.models.internal.SubPixelHead;
import dev.infoplane.storage.Identity;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Trains the network of one point.
 *
 * @param x rows that teach, then those that validate, then others to be scored
 * @param fit how many teach
 * @param validating how many validate
 */
record CnnLearner(CnnOptions options, Samples x, int fit, int validating, long seed) {
    /** What the seed is used for. */
    private static final int WEIGHTS = 1;

    private static final int BATCHES = 2;

    /** How often validation rows are scored: a network that learns few images by heart ends with what it knew before. */
    private static final int CHECKS = 8;

    /**
     * The data of a point: its maps and activations of all rows.
     *
     * @param start what the network begins with; empty for the closed form
     */
    CnnData data(PointMaps maps, SeenLayer layer, Optional<PoolStart> start, List<String> warnings) {
        LevelScale levels = levels();
        HeadOnForm onForm = start.map(PoolStart::onForm)
                .orElseGet(() -> new HeadOnForm(
                        SubPixelHead.of(levels, options.size.mixtures(), options.hasLevelTree), levels.count()));
        CnnFeatures features = new CnnFeatures(maps, x.rowShape(), onForm, maps.firstTeachingRow(), fit);
        CnnNet net = CnnNet.of(options.size, features, onForm, Cells.of(layer.shape(), x.rowShape()));
        return new CnnData(net, x.rowShape(), maps, layer, start, warnings);
    }

    LevelScale levels() {
        PixelLevels l = options.levels;
        return new LevelScale(l.count(), l.low(), l.high());
    }

    TrainingResult train(CnnData point) {
        CnnData data = point.remembering();
        int first = data.maps().firstTeachingRow();
        TrainingPlan plan = TrainingPlan.of(options.steps, options.batchSize, options.learningRate())
                .orthogonalSteps()
                .showingSmallerBudgets()
                .clipNorm(100.0 * data.subPixels())
                .checks(Math.min(CHECKS, options.steps))
                .device(options.device);
        return TrainingLoop.of(
                        data.teaching(first, fit - first),
                        data.rows(fit, validating),
                        plan,
                        SeedStreams.seed(seed, BATCHES))
                .progress(options.progress)
                .checkpoint(options.checkpoints
                        .map(f -> Checkpoint.in(f, identity(data)).keptWhenFinished())
                        .orElse(Checkpoint.none()))
                .run(TrainingStart.fresh(data.initial(new SplittableRandom(SeedStreams.seed(seed, WEIGHTS)))));
    }

    LearnedCnn learned(CnnData data, TrainingResult result) {
        int first = data.maps().firstTeachingRow();
        return new LearnedCnn(
                data,
                data.rows(first, Math.min(validating, fit - first)),
                data.rows(fit, validating),
                data.rows(fit + validating, x.rows() - fit - validating),
                fit + validating,
                levels(),
                result.curve(),
                result.weights(),
                options.device);
    }

    private Identity identity(CnnData data) {
        Identity identity = Identity.of("context CNN training", 1)
                .with("settings", options.settings())
                .with("seed", seed)
                .with("fit", fit)
                .with("validate", validating)
                .with("x", SamplesIdentity.of(x))
                .with("maps", data.maps().digest())
                .with("layer", data.layer().digest());
        return data.start().map(s -> identity.with("pool", s.digest())).orElse(identity);
    }
}
