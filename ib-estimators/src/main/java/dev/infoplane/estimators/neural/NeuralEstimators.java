package dev.infoplane.estimators.neural;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.spi.Capabilities;
import dev.infoplane.estimate.spi.Capabilities.Variables;
import dev.infoplane.estimate.spi.EstimatorPlugin;
import dev.infoplane.estimate.spi.EstimatorProvider;
import dev.infoplane.estimators.MarginalTransform;
import java.util.ArrayList;
import java.util.List;

/** The neural estimators as a plug-in. They are listed without an engine, and need one to measure. */
public final class NeuralEstimators implements EstimatorPlugin {
    /** For the service loader. */
    public NeuralEstimators() {}

    /** The built-in critics. */
    private enum Shape {
        JOINT,
        SEPARABLE
    }

    private record OfCritic(
            Shape critic,
            int width,
            int layers,
            int embedding,
            int steps,
            int batch,
            double rate,
            int patience,
            double penalty,
            MarginalTransform margins,
            int revision) {
        CriticEstimator of(VariationalBound bound) {
            return CriticEstimator.of(bound)
                    .withCritic(
                            critic == Shape.JOINT
                                    ? Critic.joint(width, layers)
                                    : Critic.separable(width, layers, embedding))
                    .withTraining(training(steps, batch, rate, patience, penalty))
                    .withMargins(margins);
        }
    }

    private record OfClub(
            int width,
            int layers,
            int steps,
            int batch,
            double rate,
            int patience,
            double penalty,
            MarginalTransform margins,
            int revision) {
        Club estimator() {
            return new Club(width, layers, training(steps, batch, rate, patience, penalty), margins);
        }
    }

    private record OfDensities(
            int width,
            int steps,
            int batch,
            double rate,
            int patience,
            double penalty,
            MarginalTransform margins,
            int revision) {
        DifferenceOfEntropies estimator() {
            return new DifferenceOfEntropies(width, training(steps, batch, rate, patience, penalty), margins);
        }
    }

    private record OfLatents(
            int width,
            int latents,
            int k,
            int steps,
            int batch,
            double rate,
            int patience,
            double penalty,
            MarginalTransform margins,
            int revision) {
        LatentMi estimator() {
            return new LatentMi(width, latents, k, training(steps, batch, rate, patience, penalty), margins);
        }
    }

    private static CriticTraining training(int steps, int batch, double rate, int patience, double penalty) {
        return CriticTraining.standard()
                .withSteps(steps)
                .withBatch(batch)
                .withRate(rate)
                .withPatience(patience)
                .withPenalty(penalty);
    }

    @Override
    public List<EstimatorProvider> estimators() {
        List<EstimatorProvider> all = new ArrayList<>();
        CriticTraining ofCritics = CriticTraining.standard();
        for (VariationalBound bound : VariationalBound.values()) {
            all.add(EstimatorProvider.of(
                    bound.id(),
                    any(bound.kind()),
                    new OfCritic(
                            Shape.JOINT,
                            Critic.WIDTH,
                            Critic.LAYERS,
                            Critic.EMBEDDING,
                            ofCritics.steps(),
                            ofCritics.batch(),
                            ofCritics.rate(),
                            ofCritics.patience(),
                            ofCritics.penalty(),
                            MarginalTransform.NORMAL_SCORES,
                            Measurement.REVISION),
                    options -> options.of(bound),
                    "revision"));
        }
        CriticTraining ofDensities = CriticTraining.ofDensities();
        Club club = Club.standard();
        all.add(EstimatorProvider.of(
                club.id(),
                any(BoundKind.RELATED),
                new OfClub(
                        club.width(),
                        club.layers(),
                        ofDensities.steps(),
                        ofDensities.batch(),
                        ofDensities.rate(),
                        ofDensities.patience(),
                        ofDensities.penalty(),
                        club.margins(),
                        Measurement.REVISION),
                OfClub::estimator,
                "revision"));
        DifferenceOfEntropies doe = DifferenceOfEntropies.standard();
        all.add(EstimatorProvider.of(
                doe.id(),
                Capabilities.of(BoundKind.DECODABLE, Variables.CONTINUOUS, Variables.MIXED)
                        .needingEngine(),
                new OfDensities(
                        doe.width(),
                        ofDensities.steps(),
                        ofDensities.batch(),
                        ofDensities.rate(),
                        ofDensities.patience(),
                        ofDensities.penalty(),
                        doe.margins(),
                        Measurement.REVISION),
                OfDensities::estimator,
                "revision"));
        LatentMi lmi = LatentMi.standard();
        all.add(EstimatorProvider.of(
                lmi.id(),
                Capabilities.of(BoundKind.LOWER, Variables.CONTINUOUS).needingEngine(),
                new OfLatents(
                        lmi.width(),
                        lmi.latents(),
                        lmi.k(),
                        ofDensities.steps(),
                        ofDensities.batch(),
                        ofDensities.rate(),
                        ofDensities.patience(),
                        ofDensities.penalty(),
                        lmi.margins(),
                        Measurement.REVISION),
                OfLatents::estimator,
                "revision"));
        return all;
    }

    private static Capabilities any(BoundKind bound) {
        return Capabilities.of(bound, Variables.CONTINUOUS, Variables.DISCRETE, Variables.MIXED)
                .needingEngine();
    }
}
