package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.DecoderModel;
import dev.infoplane.models.decoder.internal.condition.BiasConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.Condition;
import dev.infoplane.models.decoder.internal.condition.ConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.ConditionNetwork;
import dev.infoplane.models.decoder.internal.condition.ConditionUpsampler;
import dev.infoplane.models.decoder.internal.condition.MapConditionEncoder;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.Dropout;
import dev.infoplane.models.decoder.internal.net.PixelCnnNet;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConditionEncoderTest {
    private static final int[] FIRST = {0};
    private static final int SIDE = 8;
    private static final PixelCnnSize SIZE = new PixelCnnSize(6, 1, 2, 2);
    private static final Head HEAD = PixelHead.LOGISTIC_MIXTURE.create(1, SIZE.mixtures(), PixelLevels.BYTES.scale());

    @Test
    void conditionsReachEveryOutput() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = PixelCnnNetTest.net(SIZE, 1);
            ParameterLayout layout = ParameterLayout.startingWith(net.layout());
            ConditionEncoder encoder = map(layout, net, 3, 4, 4);
            Weights w = nudged(manager, layout, net.layout().size());
            float[] zero = outputs(manager, net, w, encoder, 0, 3, 4, 4);
            float[] one = outputs(manager, net, w, encoder, 1, 3, 4, 4);
            for (int p = 0; p < zero.length; p++) {
                assertThat(one[p]).isNotEqualTo(zero[p]);
            }
        }
    }

    @Test
    void vectorsAsBiasesReachEveryOutput() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = PixelCnnNetTest.net(SIZE, 1);
            ParameterLayout layout = ParameterLayout.startingWith(net.layout());
            ConditionEncoder encoder = new BiasConditionEncoder(layout, net.topology(), (t, chosen) -> t.toArray(), 5);
            Weights w = nudged(manager, layout, net.layout().size());
            float[] zero = outputs(manager, net, w, encoder, 0, 5);
            float[] one = outputs(manager, net, w, encoder, 1, 5);
            for (int p = 0; p < zero.length; p++) {
                assertThat(one[p]).isNotEqualTo(zero[p]);
            }
        }
    }

    /** What docs/papers.md says that a condition adds to the published count. */
    @Test
    void theParametersOfAConditionAreThoseOfItsPath() {
        PixelCnnNet net = PixelCnnNetTest.net(PixelCnnSize.DESKTOP, 1);
        ParameterLayout layout = ParameterLayout.startingWith(net.layout());
        PixelCnnSize size = PixelCnnSize.DESKTOP;
        new ConditionNetwork(layout, net.topology(), HEAD.affineSize());
        MapConditionEncoder.declareToken(layout, size.filters());
        int own = net.layout().size();
        int network = layout.size() - own;
        new ConditionUpsampler(
                layout,
                "upsampler",
                new ConditionUpsampler.Geometry(
                        new int[] {32, 14, 14}, new int[] {1, 28, 28}, new int[] {28, 28}, size.filters()),
                Initializer.HE_NORMAL);
        assertThat(own).isEqualTo(575_166);
        assertThat(network).isEqualTo(146_257);
        assertThat(layout.size() - own - network)
                .as("3×3 filters for each of four places")
                .isEqualTo(36_992);
    }

    @Test
    void aFreshConditionChangesNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = PixelCnnNetTest.net(SIZE, 1);
            ParameterLayout layout = ParameterLayout.startingWith(net.layout());
            ConditionEncoder encoder = map(layout, net, 5, 1, 1);
            Weights w = new Weights(layout, manager.create(layout.initial(new SplittableRandom(1))));
            assertThat(outputs(manager, net, w, encoder, 1, 5, 1, 1))
                    .isEqualTo(outputs(manager, net, w, ConditionEncoder.NONE, 1, 5, 1, 1));
        }
    }

    @Test
    void aDroppedConditionIsTheTokenWhateverTheActivations() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = PixelCnnNetTest.net(SIZE, 1);
            ParameterLayout layout = ParameterLayout.startingWith(net.layout());
            DecoderModel model = model(net, map(layout, net, 3, 4, 4));
            Weights w = nudged(manager, layout, net.layout().size());
            Condition given = Condition.of(model.encoder(), filled(2, 3, 4, 4));
            ConditionFeatures masked = given.features(w, manager, FIRST, Optional.of(new float[] {0}), 0);
            ConditionFeatures dropped =
                    Condition.dropped(model.encoder()).features(w, manager, FIRST, Optional.empty(), 0);
            assertThat(model.parameters(w, image(manager), masked, Dropout.NONE).toFloatArray())
                    .isEqualTo(model.parameters(w, image(manager), dropped, Dropout.NONE)
                            .toFloatArray());
        }
    }

    private static DecoderModel model(PixelCnnNet net, ConditionEncoder encoder) {
        return new DecoderModel(net.layout(), net, HEAD, PixelLevels.BYTES.scale(), encoder);
    }

    private static ConditionEncoder map(ParameterLayout layout, PixelCnnNet net, int... shape) {
        ConditionNetwork network = new ConditionNetwork(layout, net.topology(), HEAD.affineSize());
        MapConditionEncoder.declareToken(layout, SIZE.filters());
        ConditionUpsampler upsampler = new ConditionUpsampler(
                layout,
                "upsampler",
                new ConditionUpsampler.Geometry(
                        shape, new int[] {1, SIDE, SIDE}, new int[] {SIDE, SIDE}, SIZE.filters()),
                Initializer.HE_NORMAL);
        return new MapConditionEncoder((t, chosen) -> t.toArray(), upsampler, network);
    }

    private static Weights nudged(NDManager manager, ParameterLayout layout, int from) {
        float[] values = layout.initial(new SplittableRandom(1));
        for (int i = from; i < values.length; i++) {
            values[i] += 0.01f;
        }
        return new Weights(layout, manager.create(values));
    }

    private static NDArray image(NDManager manager) {
        return manager.create(PixelCnnNetTest.randomImage(SIDE * SIDE, 5), new Shape(1, SIDE, SIDE, 1));
    }

    private static Samples filled(float value, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, value);
        return Samples.of(values, shape);
    }

    private static float[] outputs(
            NDManager manager, PixelCnnNet net, Weights w, ConditionEncoder encoder, float value, int... shape) {
        ConditionFeatures features =
                Condition.of(encoder, filled(value, shape)).features(w, manager, FIRST, Optional.empty(), 0);
        return model(net, encoder)
                .parameters(w, image(manager), features, Dropout.NONE)
                .toFloatArray();
    }
}
