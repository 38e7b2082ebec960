package dev.infoplane.models.decoder;

import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.AdamMoments;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The decoder from which all others of a comparison start. */
final class LearnedParent implements PixelCnn.Pretrained {
    private static final Logger LOG = LoggerFactory.getLogger(LearnedParent.class);

    private final DecoderLearning learning;
    private final PixelObjective.Decoder own;
    private final ConditionTrunk practised;
    private final TrainingStart start;

    /**
     * @param learning what all decoders of the comparison share
     * @param practised the path of a condition that the parent knows already, or null
     */
    LearnedParent(DecoderLearning learning, PixelObjective.Decoder own, ConditionTrunk practised, TrainingStart start) {
        this.learning = learning;
        this.own = own;
        this.practised = practised;
        this.start = start;
    }

    @Override
    public PixelDensity marginal() {
        return learn(own, start, null, null);
    }

    @Override
    public PixelDensity given(Samples tFit, Samples tValidate) {
        Samples.requireMatched(learning.fit, tFit, 1);
        Samples.requireMatched(learning.validate, tValidate, 1);
        Shapes.require("activations that validate", tValidate, tFit.rowShape());
        ParameterLayout layout = ParameterLayout.startingWith(own.layout());
        boolean isAdapter = learning.options.start == WarmStart.ADAPTER;
        if (isAdapter) {
            layout.freeze();
        }
        Condition condition =
                learning.options.conditioning == Conditioning.MAP ? map(layout, tFit) : bias(layout, tFit, tValidate);
        float[] weights =
                layout.initial(start.weights(), new SplittableRandom(RandomStream.CONDITION_WEIGHTS.of(learning.seed)));
        AdamMoments moments = isAdapter ? AdamMoments.NONE : start.moments();
        PixelObjective.Decoder decoder =
                new PixelObjective.Decoder(layout, learning.net, learning.head, learning.options.levels, condition);
        return learn(decoder, new TrainingStart(weights, moments), tFit, tValidate);
    }

    private Condition map(ParameterLayout layout, Samples tFit) {
        int filters = learning.options.size.filters();
        int[] map = ConditionFront.asMap(tFit.rowShape());
        ConditionTrunk trunk = practised;
        Initializer first = Initializer.ZERO;
        if (trunk == null) {
            trunk = new ConditionTrunk(layout, learning.options.size, learning.net, learning.head);
            MapCondition.addToken(layout, filters);
            first = Initializer.HE_NORMAL;
        }
        Folding folding = new Folding(new Whitening(tFit, map), map, learning.image);
        ConditionFront front =
                new ConditionFront(layout, "condition", filters, first, folding.map(), learning.image, learning.cells);
        if (!front.isComplete()) {
            LOG.warn(
                    "activations {} are enlarged to {}×{} with filters that neighbouring places share, or they would be too many",
                    Arrays.toString(tFit.rowShape()),
                    learning.image[1],
                    learning.image[2]);
        }
        return new MapCondition(front, trunk, folding, folding.map(), filters, learning.cells);
    }

    private Condition bias(ParameterLayout layout, Samples tFit, Samples tValidate) {
        if (learning.options.conditioning == Conditioning.CLASS_LABEL) {
            OneHot labels = new OneHot(learning.options.classes);
            labels.require(tFit);
            labels.require(tValidate);
            return new BiasCondition(layout, learning.options.size, learning.net, labels, learning.options.classes);
        }
        int d = tFit.dimensions();
        return new BiasCondition(
                layout, learning.options.size, learning.net, new Whitening(tFit, new int[] {d, 1, 1}), d);
    }

    private PixelDensity learn(PixelObjective.Decoder decoder, TrainingStart from, Samples tFit, Samples tValidate) {
        TrainingResult result = learning.descend(
                decoder,
                from,
                tFit,
                tValidate,
                learning.plan(learning.options.budget.steps(), true),
                tFit == null ? 0 : learning.options.conditionDropout,
                RandomStream.BATCHES);
        int[] condition = tFit == null ? null : tFit.rowShape();
        return new PixelDensity(
                decoder,
                learning.image,
                condition,
                tFit != null && learning.options.conditionDropout > 0,
                result.weights(),
                result.curve(),
                learning.options.device);
    }

    @Override
    public void close() {
        // all of it lives on the heap
    }
}
