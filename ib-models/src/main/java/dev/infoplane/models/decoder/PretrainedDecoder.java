package dev.infoplane.models.decoder;

import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.AdamMoments;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.models.decoder.internal.DecoderModel;
import dev.infoplane.models.decoder.internal.condition.BiasConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.ConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.ConditionNetwork;
import dev.infoplane.models.decoder.internal.condition.ConditionUpsampler;
import dev.infoplane.models.decoder.internal.condition.ImageCorruption;
import dev.infoplane.models.decoder.internal.condition.MapConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.OneHot;
import dev.infoplane.models.decoder.internal.condition.RowTransform;
import dev.infoplane.models.decoder.internal.condition.SpaceToDepth;
import dev.infoplane.models.decoder.internal.condition.Standardization;
import dev.infoplane.models.internal.LabelLookalikes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The parent from which all decoders of a comparison start. */
final class PretrainedDecoder implements PixelCnn.Pretrained {
    private final DecoderTraining training;
    private final DecoderModel parent;
    /** The part of a condition's path that a denoising parent has learned. */
    private final Optional<ConditionNetwork> learned;

    private final TrainingStart start;

    private PretrainedDecoder(
            DecoderTraining training, DecoderModel parent, Optional<ConditionNetwork> learned, TrainingStart start) {
        this.training = training;
        this.parent = parent;
        this.learned = learned;
        this.start = start;
    }

    /**
     * Trains the parent that the options ask for.
     *
     * @throws IllegalArgumentException if a denoising parent is to start decoders that take their conditions as biases
     */
    static PretrainedDecoder train(DecoderTraining training) {
        DecoderOptions options = training.options;
        if (options.start != WarmStart.DENOISING_PARENT) {
            return unconditional(training);
        }
        if (options.conditioning != Conditioning.MAP) {
            throw new IllegalArgumentException("a denoising parent learns to use maps; with " + options.conditioning
                    + " conditions start from another: " + WarmStart.SHARED_PARENT + ", " + WarmStart.ADAPTER + " or "
                    + WarmStart.SCRATCH);
        }
        return denoising(training);
    }

    private static PretrainedDecoder unconditional(DecoderTraining training) {
        DecoderModel model = training.model(training.layout(), ConditionEncoder.NONE);
        FoldConditions none = FoldConditions.dropped(ConditionEncoder.NONE);
        TrainingStart fresh = training.initialised(model, none.fit());
        TrainingStart start = training.options.start == WarmStart.SCRATCH
                ? fresh
                : training.train(model, none, fresh, DecoderTraining.Phase.PARENT)
                        .asStart();
        return new PretrainedDecoder(training, model, Optional.empty(), start);
    }

    private static PretrainedDecoder denoising(DecoderTraining training) {
        int[] image = training.image;
        ParameterLayout layout = ParameterLayout.startingWith(training.layout());
        ConditionNetwork network = training.conditionNetwork(layout);
        ConditionUpsampler upsampler = training.upsampler(layout, "denoising", image, Initializer.HE_NORMAL);
        ImageCorruption corruption = new ImageCorruption(training.options.levels.scale(), image[0], image[1], image[2]);
        ConditionEncoder encoder = new MapConditionEncoder(corruption, upsampler, network);
        DecoderModel model = training.model(layout, encoder);
        FoldConditions corrupted = FoldConditions.of(encoder, training.fit, training.validate);
        TrainingStart fresh = training.initialised(model, corrupted.fit());
        TrainingResult result = training.train(model, corrupted, fresh, DecoderTraining.Phase.PARENT);
        return new PretrainedDecoder(training, model, Optional.of(network), result.asStart());
    }

    @Override
    public PixelDensity marginal() {
        FoldConditions none = FoldConditions.dropped(parent.encoder());
        TrainingResult result = training.train(parent, none, start, DecoderTraining.Phase.POINT);
        return density(parent, result, PixelDensity.Conditioned.unconditional());
    }

    @Override
    public PixelDensity given(Samples tFit, Samples tValidate) {
        Samples.requireMatched(training.fit, tFit, 1);
        Samples.requireMatched(training.validate, tValidate, 1);
        RowShapes.require("activations that validate", tValidate, tFit.rowShape());
        ParameterLayout layout = ParameterLayout.startingWith(parent.layout());
        boolean isAdapter = training.options.start == WarmStart.ADAPTER;
        if (isAdapter) {
            layout.freeze();
        }
        ConditionEncoder encoder = encoder(layout, tFit);
        encoder.require(tFit);
        encoder.require(tValidate);
        float[] weights =
                layout.initial(start.weights(), new SplittableRandom(RandomStream.CONDITION_WEIGHTS.of(training.seed)));
        TrainingStart from = new TrainingStart(weights, isAdapter ? AdamMoments.NONE : start.moments());
        DecoderModel model = training.model(layout, encoder);
        FoldConditions conditions = FoldConditions.of(encoder, tFit, tValidate);
        TrainingResult result = training.train(model, conditions, from, DecoderTraining.Phase.POINT);
        boolean learnsDropped = training.options.conditionDropout > 0;
        return density(
                model, result, PixelDensity.Conditioned.on(tFit.rowShape(), learnsDropped, warnings(encoder, tFit)));
    }

    private ConditionEncoder encoder(ParameterLayout layout, Samples tFit) {
        return switch (training.options.conditioning) {
            case MAP -> {
                int[] map = ConditionUpsampler.asMap(tFit.rowShape());
                yield mapEncoder(layout, new Standardization(tFit, map), map);
            }
            case BIAS -> {
                int d = tFit.dimensions();
                Standardization standardized = new Standardization(tFit, new int[] {d, 1, 1});
                yield new BiasConditionEncoder(layout, training.topology(), standardized, d);
            }
            case CLASS_LABEL -> {
                int classes = training.options.classes;
                yield mapEncoder(layout, new OneHot(classes), new int[] {classes, 1, 1});
            }
        };
    }

    private ConditionEncoder mapEncoder(ParameterLayout layout, RowTransform rows, int[] map) {
        ConditionNetwork network = learned.orElseGet(() -> training.conditionNetwork(layout));
        Initializer initializer = learned.isPresent() ? Initializer.ZERO : Initializer.HE_NORMAL;
        SpaceToDepth transform = new SpaceToDepth(rows, map, training.image);
        return new MapConditionEncoder(
                transform, training.upsampler(layout, "condition", transform.map(), initializer), network);
    }

    private List<String> warnings(ConditionEncoder encoder, Samples tFit) {
        List<String> warnings = new ArrayList<>(encoder.warnings());
        if (training.options.conditioning != Conditioning.CLASS_LABEL) {
            warnings.addAll(LabelLookalikes.warnings(tFit));
        }
        return warnings;
    }

    private PixelDensity density(DecoderModel model, TrainingResult result, PixelDensity.Conditioned conditioned) {
        PixelDensity.Decoder decoder = new PixelDensity.Decoder(
                model, training.options.levels, training.image, result.curve(), training.options.device);
        return new PixelDensity(decoder, conditioned, result.weights());
    }

    @Override
    public void close() {
        // everything is on the heap
    }
}
