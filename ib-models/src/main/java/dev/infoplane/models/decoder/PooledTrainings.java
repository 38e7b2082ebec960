package dev.infoplane.models.decoder;

import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.models.decoder.internal.EqualShares;
import dev.infoplane.models.decoder.internal.PredictedImages;
import dev.infoplane.models.decoder.internal.PredictedModel;
import dev.infoplane.models.decoder.internal.PredictedObjective;
import dev.infoplane.storage.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The trainings of a pool: of all points together, of one alone, and of the unconditional network. */
final class PooledTrainings {
    private static final int CHECKED_A_POINT = 100;

    final DecoderTraining training;
    final PooledPoints.Rows rows;
    final PredictedModel model;

    PooledTrainings(DecoderTraining training, PooledPoints.Rows rows) {
        this.training = training;
        this.rows = rows;
        this.model = rows.parts().model();
    }

    /** The start of both long trainings; it suits the images as all points predict them. */
    TrainingStart fresh(PooledPoints all) {
        return TrainingStart.fresh(
                rows.parts().initialised(training, rows.teaching(), images(all.points(), PooledPoints.Point::fit)));
    }

    /** Trains all points together. */
    TrainingResult shared(PooledPoints all) {
        return train(all.points(), fresh(all), DecoderTraining.Phase.POOL, training.options.budget.parentSteps());
    }

    /** Trains a network that has learned nothing else to do without activations. */
    TrainingResult unconditional(PooledPoints all, int steps) {
        return train(List.of(all.blind()), fresh(all), DecoderTraining.Phase.UNCONDITIONAL, steps);
    }

    /** Trains on at one point. */
    TrainingResult own(PooledPoints.Point point, TrainingResult shared, int steps) {
        return train(List.of(point), shared.asStart(), DecoderTraining.Phase.OWN, steps);
    }

    private static List<PredictedImages> images(
            List<PooledPoints.Point> points, Function<PooledPoints.Point, PredictedImages> rows) {
        return points.stream().map(rows).toList();
    }

    private TrainingResult train(
            List<PooledPoints.Point> points, TrainingStart start, DecoderTraining.Phase phase, int steps) {
        Identity identity = Identity.of("points", 1)
                .with("of", points.stream().map(PooledPoints.Point::identity).toList());
        EqualShares shares = new EqualShares(points.size(), RandomStream.POINTS.of(training.seed));
        return training.train(
                random -> PredictedObjective.training(
                        model,
                        rows.teaching(),
                        images(points, PooledPoints.Point::fit),
                        new PredictedObjective.Training(shares, Optional.of(random))),
                PredictedObjective.scoring(model, checked(points.size()), images(points, PooledPoints.Point::validate)),
                start,
                new DecoderTraining.Run(phase, steps, Map.of("points", identity)));
    }

    /** The rows that draw the learning curves: a few of every point, or all of a single one. */
    Samples checked(int points) {
        Samples validate = training.validate;
        return points == 1 ? validate : validate.slice(0, Math.min(CHECKED_A_POINT, validate.rows()));
    }
}
