package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private static final int SIDE = 8;
    private static final PixelCnnSize SIZE = new PixelCnnSize(6, 1, 2, 2);
    private static final Head HEAD = PixelHead.LOGISTIC_MIXTURE.create(1, SIZE.mixtures(), PixelLevels.BYTES);

    @Test
    void conditionsReachEveryOutput() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = PixelCnnNetTest.net(SIZE, 1);
            ParameterLayout layout = ParameterLayout.startingWith(net.layout());
            Condition condition = map(layout, net, 3, 4, 4);
            Weights w = nudged(manager, layout, net.layout().size());
            float[] zero = outputs(manager, net, w, condition, 0, 3, 4, 4);
            float[] one = outputs(manager, net, w, condition, 1, 3, 4, 4);
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
            Condition condition = new BiasCondition(layout, SIZE, net, (t, chosen, seed) -> t.toArray(), 5);
            Weights w = nudged(manager, layout, net.layout().size());
            float[] zero = outputs(manager, net, w, condition, 0, 5);
            float[] one = outputs(manager, net, w, condition, 1, 5);
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
        new ConditionTrunk(layout, size, net, PixelHead.LOGISTIC_MIXTURE.create(1, size.mixtures(), PixelLevels.BYTES));
        MapCondition.addToken(layout, size.filters());
        int own = net.layout().size();
        int trunk = layout.size() - own;
        new ConditionFront(
                layout,
                "front",
                size.filters(),
                Initializer.HE_NORMAL,
                new int[] {32, 14, 14},
                new int[] {1, 28, 28},
                new int[] {28, 28});
        assertThat(own).isEqualTo(575_166);
        assertThat(trunk).isEqualTo(146_257);
        assertThat(layout.size() - own - trunk)
                .as("3×3 filters for each of four places")
                .isEqualTo(36_992);
    }

    @Test
    void aFreshConditionChangesNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = PixelCnnNetTest.net(SIZE, 1);
            ParameterLayout layout = ParameterLayout.startingWith(net.layout());
            Condition condition = map(layout, net, 5, 1, 1);
            Weights w = new Weights(layout, manager.create(layout.initial(new SplittableRandom(1))));
            assertThat(outputs(manager, net, w, condition, 1, 5, 1, 1))
                    .isEqualTo(outputs(manager, net, w, null, 1, 5, 1, 1));
        }
    }

    @Test
    void aWithheldConditionIsTheTokenWhateverTheActivations() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = PixelCnnNetTest.net(SIZE, 1);
            ParameterLayout layout = ParameterLayout.startingWith(net.layout());
            Condition condition = map(layout, net, 3, 4, 4);
            Weights w = nudged(manager, layout, net.layout().size());
            Samples t = filled(2, 3, 4, 4);
            NDArray x = image(manager);
            PixelObjective.Decoder decoder =
                    new PixelObjective.Decoder(layout, net, HEAD, PixelLevels.BYTES, condition);
            float[] withheld = decoder.parameters(
                            w, x, condition.apply(w, manager, t, new int[] {0}, new float[] {0}, 0), Dropout.NONE)
                    .toFloatArray();
            float[] token = decoder.parameters(
                            w, x, condition.apply(w, manager, null, new int[] {0}, null, 0), Dropout.NONE)
                    .toFloatArray();
            assertThat(withheld).isEqualTo(token);
        }
    }

    private static Condition map(ParameterLayout layout, PixelCnnNet net, int... shape) {
        ConditionTrunk trunk = new ConditionTrunk(layout, SIZE, net, HEAD);
        MapCondition.addToken(layout, SIZE.filters());
        ConditionFront front = new ConditionFront(
                layout, "front", SIZE.filters(), Initializer.HE_NORMAL, shape, new int[] {1, SIDE, SIDE}, new int[] {
                    SIDE, SIDE
                });
        return new MapCondition(front, trunk, (t, chosen, seed) -> t.toArray(), shape, SIZE.filters(), SIDE, SIDE);
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
            NDManager manager, PixelCnnNet net, Weights w, Condition condition, float value, int... shape) {
        Conditions said = condition == null
                ? Conditions.NONE
                : condition.apply(w, manager, filled(value, shape), new int[] {0}, null, 0);
        return new PixelObjective.Decoder(net.layout(), net, HEAD, PixelLevels.BYTES, condition)
                .parameters(w, image(manager), said, Dropout.NONE)
                .toFloatArray();
    }
}
