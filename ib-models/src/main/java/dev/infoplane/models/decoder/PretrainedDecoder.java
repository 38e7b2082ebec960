package dev.infoplane.models.decoder;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.models.decoder.internal.DecoderModel;
import dev.infoplane.models.decoder.internal.PixelObjective;
import dev.infoplane.models.decoder.internal.condition.BiasConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.Condition;
import dev.infoplane.models.decoder.internal.condition.ConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.ConditionNetwork;
import dev.infoplane.models.decoder.internal.condition.ConditionUpsampler;
import dev.infoplane.models.decoder.internal.condition.MapConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.OneHot;
import dev.infoplane.models.decoder.internal.condition.RowTransform;
import dev.infoplane.models.decoder.internal.condition.SpaceToDepth;
import dev.infoplane.models.decoder.internal.condition.Standardization;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.net.PixelCnnNet;
import dev.infoplane.models.decoder.internal.net.PixelCnnTopology;
import dev.infoplane.models.internal.LabelLookalikes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The parent from which all decoders of a comparison start that are given activations as they are. */
final class PretrainedDecoder implements PixelCnn.Pretrained {
    private final DecoderTraining training;
    private final PixelCnnNet net;
    private final Head head;
    private final DecoderModel parent;
    private final TrainingStart start;

    PretrainedDecoder(DecoderTraining training) {
        this.training = training;
        DecoderOptions options = training.options;
        head = options.head.create(training.image[0], options.size.mixtures(), options.levels.scale());
        net = new PixelCnnNet(options.size.topology(training.image[0], head.parameters()));
        parent = model(net.layout(), ConditionEncoder.NONE);
        TrainingStart fresh = TrainingStart.fresh(training.initialised(
                parent.layout(),
                PixelObjective.scoring(parent, training.fit, Condition.dropped(ConditionEncoder.NONE))));
        start = options.start == WarmStart.SCRATCH
                ? fresh
                : train(parent, Optional.empty(), fresh, training.parent()).asStart();
    }

    private DecoderModel model(ParameterLayout layout, ConditionEncoder encoder) {
        return new DecoderModel(layout, net, head, training.options.levels.scale(), encoder);
    }

    /**
     * Activations.
     *
     * @param fit those of the images to learn from
     * @param validate those of the images that validate
     * @param noise to add to {@code fit} while learning
     */
    private record Conditions(Samples fit, Samples validate, Optional<ConditionNoise> noise) {}

    private TrainingResult train(
            DecoderModel model, Optional<Conditions> t, TrainingStart from, DecoderTraining.Run run) {
        ConditionEncoder encoder = model.encoder();
        Condition fit = new Condition(encoder, t.map(Conditions::fit), t.flatMap(Conditions::noise));
        Condition validate = new Condition(encoder, t.map(Conditions::validate), Optional.empty());
        return training.train(
                random -> new PixelObjective(model, training.fit, fit, Optional.of(random)),
                PixelObjective.scoring(model, training.validate, validate),
                from,
                run);
    }

    @Override
    public PixelDensity marginal() {
        TrainingResult result = train(parent, Optional.empty(), start, training.point(Map.of()));
        return density(parent, result, PixelDensity.Conditioned.unconditional());
    }

    @Override
    public PixelDensity given(Samples tFit, Samples tValidate) {
        return given(new Conditions(tFit, tValidate, Optional.empty()));
    }

    /** Draws the noise afresh for every image of every batch. */
    @Override
    public PixelDensity given(Samples tFit, Samples tValidate, ConditionNoise noise) {
        return given(new Conditions(tFit, tValidate, Optional.of(noise)));
    }

    private PixelDensity given(Conditions t) {
        Samples tFit = t.noise.map(n -> n.fixed(t.fit)).orElse(t.fit);
        Samples tValidate = t.validate;
        Samples.requireMatched(training.fit, tFit, 1);
        Samples.requireMatched(training.validate, tValidate, 1);
        RowShapes.require("activations that validate", tValidate, tFit.rowShape());
        ParameterLayout layout = ParameterLayout.startingWith(parent.layout());
        ConditionEncoder encoder = encoder(layout, tFit);
        encoder.require(tFit);
        encoder.require(tValidate);
        float[] weights =
                layout.initial(start.weights(), new SplittableRandom(RandomStream.CONDITION_WEIGHTS.of(training.seed)));
        DecoderModel model = model(layout, encoder);
        TrainingResult result = train(
                model,
                Optional.of(t),
                new TrainingStart(weights, start.moments()),
                training.point(DecoderIdentity.conditions(t.fit, t.validate, t.noise)));
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
                yield new BiasConditionEncoder(layout, net.topology(), standardized, d);
            }
            case CLASS_LABEL -> {
                int classes = training.options.classes;
                yield mapEncoder(layout, new OneHot(classes), new int[] {classes, 1, 1});
            }
        };
    }

    private ConditionEncoder mapEncoder(ParameterLayout layout, RowTransform rows, int[] map) {
        PixelCnnTopology topology = net.topology();
        int filters = topology.filters();
        int[] image = training.image;
        int[] cells = {topology.wholeCells(image[1]), topology.wholeCells(image[2])};
        ConditionNetwork network = new ConditionNetwork(layout, topology, head.affineSize());
        MapConditionEncoder.declareToken(layout, filters);
        SpaceToDepth transform = new SpaceToDepth(rows, map, image);
        ConditionUpsampler upsampler = new ConditionUpsampler(
                layout,
                "condition",
                new ConditionUpsampler.Geometry(transform.map(), image, cells, filters),
                Initializer.HE_NORMAL);
        return new MapConditionEncoder(transform, upsampler, network);
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
                model,
                new EncodedConditions(model),
                training.options.levels,
                training.image,
                result.curve(),
                training.options.device);
        return new PixelDensity(decoder, conditioned, result.weights());
    }

    @Override
    public void close() {
        // everything is on the heap
    }
}
