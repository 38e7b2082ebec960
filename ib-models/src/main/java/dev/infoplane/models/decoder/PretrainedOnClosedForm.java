package dev.infoplane.models.decoder;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.models.decoder.internal.EqualShares;
import dev.infoplane.models.decoder.internal.PredictedModel;
import dev.infoplane.models.decoder.internal.PredictedObjective;
import dev.infoplane.storage.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parent of decoders on a closed form: it improves on what causal pixels alone predict. Its decoders are the same network,
 * given predictions from activations.
 */
final class PretrainedOnClosedForm implements PixelCnn.Pretrained {
    private final DecoderTraining training;
    private final ClosedFormTraining parts;
    private final ClosedFormTraining.Point blind;
    private final TrainingStart start;

    PretrainedOnClosedForm(DecoderTraining training, ClosedFormTraining parts) {
        this.training = training;
        this.parts = parts;
        blind = parts.point(training.fit, training.validate, Optional.empty());
        blind.reconstruction().close();
        TrainingStart fresh = TrainingStart.fresh(parts.initialised(training, blind.x(), List.of(blind.fit())));
        start = training.options.start == WarmStart.SCRATCH
                ? fresh
                : train(blind, fresh, training.parent()).asStart();
    }

    private TrainingResult train(ClosedFormTraining.Point point, TrainingStart from, DecoderTraining.Run run) {
        PredictedModel model = parts.model();
        return training.train(
                random -> PredictedObjective.training(
                        model,
                        point.x(),
                        List.of(point.fit()),
                        new PredictedObjective.Training(new EqualShares(1, 0), Optional.of(random))),
                PredictedObjective.scoring(model, training.validate, List.of(point.validate())),
                from,
                run);
    }

    @Override
    public PixelDensity marginal() {
        return density(blind, Map.of(), PixelDensity.Conditioned.unconditional(blind.warnings()));
    }

    @Override
    public PixelDensity given(Samples tFit, Samples tValidate) {
        return given(new ClosedFormTraining.Given(tFit, tValidate, Optional.empty()));
    }

    /** Shows each image that teaches under several draws of noise. */
    @Override
    public PixelDensity given(Samples tFit, Samples tValidate, ConditionNoise noise) {
        return given(new ClosedFormTraining.Given(tFit, tValidate, Optional.of(noise)));
    }

    private PixelDensity given(ClosedFormTraining.Given t) {
        Samples tFit = t.fit();
        Samples tValidate = t.validate();
        Samples.requireMatched(training.fit, tFit, 1);
        Samples.requireMatched(training.validate, tValidate, 1);
        RowShapes.require("activations that validate", tValidate, tFit.rowShape());
        ClosedFormTraining.Point point = parts.point(training.fit, training.validate, Optional.of(t));
        try {
            return density(
                    point,
                    DecoderIdentity.conditions(tFit, tValidate, t.noise()),
                    PixelDensity.Conditioned.on(
                            tFit.rowShape(),
                            false,
                            Stream.of(parts.closedForm().warnings(tFit), point.warnings())
                                    .flatMap(List::stream)
                                    .toList()));
        } catch (RuntimeException | Error e) {
            point.reconstruction().close();
            throw e;
        }
    }

    private PixelDensity density(
            ClosedFormTraining.Point point, Map<String, Identity> conditions, PixelDensity.Conditioned conditioned) {
        TrainingResult result = train(point, start, training.point(conditions));
        DecoderOptions options = training.options;
        PredictedModel model = parts.model();
        PixelDensity.Decoder decoder = new PixelDensity.Decoder(
                model,
                new PredictedConditions(model, point.fit().point(), point.reconstruction()),
                options.levels,
                training.image,
                result.curve(),
                options.device);
        return new PixelDensity(decoder, conditioned, result.weights());
    }

    @Override
    public void close() {
        // everything is on the heap
    }
}
