package dev.infoplane.models.zoo.quantised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import dev.infoplane.models.zoo.ZooBlocks;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.Probes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantiseTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void scalingWeightsByPowersOfTwoChangesNoInteger(int bits) {
        NDArray w = manager.randomNormal(new Shape(16, 8, 3, 3));
        float[] levels = levels(w, bits);
        for (float factor : new float[] {0.25f, 0.5f, 2, 64}) {
            assertThat(levels(w.mul(factor), bits)).isEqualTo(levels);
        }
        int most = (1 << (bits - 1)) - 1;
        assertThat(values(levels)).contains((float) -most).allSatisfy(v -> {
            assertThat(Math.abs(v)).isLessThanOrEqualTo(most);
            assertThat(v).isEqualTo(Math.round(v));
        });
    }

    private static float[] levels(NDArray w, int bits) {
        return Quantise.weightLevels(w, Quantise.weightScale(w, bits), bits).toFloatArray();
    }

    @Test
    void smallIntegersPassUnchanged() {
        NDArray w = manager.arange(-127f, 128f).reshape(1, 255);
        assertThat(Quantise.weights(w, 8).toFloatArray()).isEqualTo(w.toFloatArray());
        NDArray x = manager.arange(0f, 16f).reshape(1, 16);
        assertThat(Quantise.activations(x, manager.create(16f), 4).toFloatArray())
                .isEqualTo(x.toFloatArray());
    }

    @Test
    void tiesOfWeightsGoUp() {
        NDArray w = manager.create(new float[] {127, 2.5f, -2.5f, 0.5f, -0.5f, 2.4f, -2.6f}, new Shape(1, 7));
        assertThat(Quantise.weights(w, 8).toFloatArray()).containsExactly(127, 3, -2, 1, 0, 2, -3);
    }

    @Test
    void activationsGoDownAndAreClipped() {
        NDArray x = manager.create(new float[] {0, 0.99f, 1, 1.99f, 3.5f, 4, 100});
        assertThat(Quantise.activations(x, manager.create(4f), 2).toFloatArray())
                .containsExactly(0, 0, 1, 1, 3, 3, 3);
    }

    @Test
    void everyOutputChannelHasItsOwnScale() {
        NDArray w = manager.create(new float[] {7, 1, 0.7f, 0.1f}, new Shape(2, 2));
        float[] rounded = Quantise.weights(w, 4).toFloatArray();
        assertThat(rounded[0]).isEqualTo(7);
        assertThat(rounded[1]).isEqualTo(1);
        assertThat(rounded[2]).isCloseTo(0.7f, within(1e-6f));
        assertThat(rounded[3]).isCloseTo(0.1f, within(1e-6f));
    }

    @Test
    void gradientsPassStraightThroughAndNotThroughTheScale() {
        NDArray w = manager.create(new float[] {3, 0.4f, -1.2f, -3}, new Shape(1, 4));
        assertThat(gradient(w, v -> Quantise.weights(v, 3))).containsExactly(1, 1, 1, 1);
        NDArray x = manager.create(new float[] {0.3f, 3.9f, 4.1f, 50});
        assertThat(gradient(x, v -> Quantise.activations(v, manager.create(4f), 2)))
                .containsExactly(1, 1, 0, 0);
        NDArray s = manager.create(new float[] {-2, -0.5f, 0, 0.5f, 2});
        assertThat(gradient(s, Quantise::sign)).containsExactly(0, 1, 1, 1, 0);
        assertThat(Quantise.sign(s).toFloatArray()).containsExactly(-1, -1, 1, 1, 1);
    }

    private static float[] gradient(NDArray x, UnaryOperator<NDArray> function) {
        x.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(function.apply(x).sum());
            return x.getGradient().toFloatArray();
        }
    }

    @Test
    void boundsAreAMovingMeanOfMaximaComputedOnce() throws Exception {
        Block quantiser = new ActivationQuantiser(2, 3);
        quantiser.initialize(manager, DataType.FLOAT32, new Shape(2, 2));
        float[][] batches = {{1, 0, 4, 0}, {8, 2, 3, 1}, {2, 0, 6, 0}, {50, 90, 1, 1}};
        for (int step = 0; step < 3; step++) {
            NDArray x = manager.create(batches[step], new Shape(2, 2));
            assertThat(ZooBlocks.forward(manager, quantiser, x, true).toFloatArray())
                    .as("before the bounds are there, values pass")
                    .isEqualTo(batches[step]);
        }
        NDArray bounds = quantiser.getDirectParameters().get("bounds").getArray();
        assertThat(bounds.toFloatArray()[0]).as("4, then 8, then 6").isCloseTo(4.4f + 0.16f, within(1e-5f));
        assertThat(bounds.toFloatArray()[1])
                .as("two batches of zeros do not count")
                .isEqualTo(2);
        NDArray later = manager.create(batches[3], new Shape(2, 2));
        assertThat(ZooBlocks.forward(manager, quantiser, later, true).toFloatArray())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(3 * 4.56f / 4, 1.5f, 0, 1);
        assertThat(bounds.toFloatArray()[1]).as("bounds stay").isEqualTo(2);
    }

    @Test
    void aChannelThatWasNeverActiveStaysAtZero() {
        Block quantiser = new ActivationQuantiser(4, 1);
        quantiser.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
        ZooBlocks.forward(manager, quantiser, manager.zeros(new Shape(1, 1)), true);
        float late = ZooBlocks.forward(manager, quantiser, manager.create(new float[] {5}, new Shape(1, 1)))
                .getFloat();
        assertThat(late).isBetween(0f, 0x1p-23f);
    }

    @Test
    void boundsThatClipMostOfWhatComesLaterAreNoticed() {
        NDArray early = manager.create(new float[] {1, 0, 0.5f, 1}, new Shape(2, 2));
        NDArray later = manager.create(new float[] {3, 0, 0.5f, 2}, new Shape(2, 2));

        ActivationQuantiser tooSoon = trained(1, early, later, later, later);
        ActivationQuantiser inTime = trained(3, later, later, later, later);

        assertThat(tooSoon.clipsTooMuch())
                .as("two of three active values in pass 2")
                .isTrue();
        assertThat(inTime.clipsTooMuch()).isFalse();
        assertThat(tooSoon.getDirectParameters().get("steps").getArray().getFloat())
                .as("passes are counted after the bounds are there, too")
                .isEqualTo(4);
    }

    @Test
    void inferenceBeforeTheBoundsIsNoticed() {
        NDArray batch = manager.create(new float[] {1, 0, 0.5f, 1}, new Shape(2, 2));
        ActivationQuantiser untrained = trained(3);
        ActivationQuantiser early = trained(3, batch, batch);
        ActivationQuantiser inTime = trained(3, batch, batch, batch);
        for (ActivationQuantiser each : List.of(untrained, early, inTime)) {
            ZooBlocks.forward(manager, each, batch);
        }

        assertThat(untrained.usedTooEarly()).isFalse();
        assertThat(early.usedTooEarly()).isTrue();
        assertThat(inTime.usedTooEarly()).isFalse();
    }

    /** A channel of zeros, and one that holds a value that is none. */
    @Test
    void aRowOfWeightsThatIsZeroStaysZeroAndNotANumberSpoilsItsRowAlone() {
        NDArray w = manager.create(new float[] {0, 0, Float.NaN, 1, 1, -1}, new Shape(3, 2));

        float[] rounded = Quantise.weights(w, 4).toFloatArray();

        assertThat(rounded).startsWith(0f, 0f);
        assertThat(rounded[2]).isNaN();
        assertThat(new float[] {rounded[4], rounded[5]}).containsExactly(new float[] {1, -1}, within(1e-6f));
    }

    @Test
    void negativeActivationsAndABoundOfZeroGiveZeroAndNotANumberStaysOne() {
        NDArray x = manager.create(new float[] {-2, -0f, 0.3f, 1e30f, Float.NaN});

        float[] bounded = Quantise.activations(x, manager.create(1f), 2).toFloatArray();
        float[] zero = Quantise.activations(x, manager.create(0f), 2).toFloatArray();

        assertThat(bounded).startsWith(0f, 0f);
        assertThat(bounded[2]).isCloseTo(0.25f, within(1e-6f));
        assertThat(bounded[3]).as("clipped").isCloseTo(0.75f, within(1e-6f));
        assertThat(zero[3]).isBetween(0f, 0x1p-23f);
        assertThat(new float[] {bounded[4], zero[4]}).containsOnly(Float.NaN);
    }

    private ActivationQuantiser trained(long boundStep, NDArray... batches) {
        ActivationQuantiser quantiser = new ActivationQuantiser(4, boundStep);
        quantiser.initialize(manager, DataType.FLOAT32, new Shape(2, 2));
        for (NDArray batch : batches) {
            ZooBlocks.forward(manager, quantiser, batch, true);
        }
        return quantiser;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void everyActivationOfAQuantisedResNetLiesOnItsAlphabet(int bits) throws Exception {
        ResNetSpec spec = ResNetSpec.cifar(8);
        Shape images = new Shape(4, 1, 12, 12);
        Block network = QuantisedResNet.classifier(spec, 3, new Quantisation(bits, 2));
        network.initialize(manager, DataType.FLOAT32, images);
        NDArray x = manager.randomUniform(0, 1, images);
        for (int i = 0; i < 2; i++) {
            ZooBlocks.forward(manager, network, x, true);
        }
        try (Capture capture = Probes.capture(network, "stem.out", "stage1.unit1.out", "stage3.out")) {
            ZooBlocks.forward(manager, network, x);
            for (String name : List.of("stem.out", "stage1.unit1.out", "stage3.out")) {
                int[] shape = capture.samples(name).rowShape();
                int places = shape[1] * shape[2];
                float[] values = capture.samples(name).toArray();
                for (int channel = 0; channel < shape[0]; channel++) {
                    Set<Float> alphabet = new HashSet<>();
                    for (int i = 0; i < values.length; i++) {
                        if (i / places % shape[0] == channel) {
                            alphabet.add(values[i]);
                        }
                    }
                    assertThat(alphabet).as("%s, channel %d", name, channel).hasSizeLessThanOrEqualTo(1 << bits);
                }
            }
        }
    }

    @Test
    void aQuantisedResNetHasTheHookPointsAndWeightsOfTheOther() throws Exception {
        Shape images = new Shape(2, 3, 8, 8);
        Quantisation four = new Quantisation(4, 3);
        assertThat(ZooBlocks.parameters(QuantisedResNet.classifier(ResNetSpec.cifar(20), 10, four), images))
                .isEqualTo(269_722);
        assertThat(ZooBlocks.points(QuantisedResNet.classifier(ResNetSpec.cifar(8), 10, four), images))
                .containsSubsequence(
                        "stem.out", "stage1.unit1.out", "stage2.out", "stage3.unit1.out", "pool.out", "logits.out");
        float[][] outputs =
                ZooBlocks.savedAndLoaded(() -> QuantisedResNet.classifier(ResNetSpec.cifar(8), 10, four), images);
        assertThat(outputs[0]).isEqualTo(outputs[1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 9, 32})
    void bitsOutsideTwoToEightAreRefused(int bits) {
        assertThatThrownBy(() -> new Quantisation(bits, 1)).hasMessageContaining("2 to 8 bits, got " + bits);
        assertThatThrownBy(() -> LowBitLayers.linear(3, bits)).hasMessageContaining("2 to 8 bits, got " + bits);
        assertThatThrownBy(() -> LowBitLayers.signedRounding(bits)).hasMessageContaining("2 to 8 bits");
        assertThatThrownBy(() -> new Quantisation(4, 0)).hasMessageContaining("got step 0");
    }

    /** A float that counts passes stops at 2^24; bounds after that would never be computed. */
    @Test
    void layersThatWouldNeverBeQuantisedOrHaveNoUnitsAreRefused() {
        assertThatThrownBy(() -> new ActivationQuantiser(4, 1).initialize(manager, DataType.FLOAT32, new Shape(4)))
                .hasMessageContaining("[batch, channels, …], got (4)");
        assertThat(new Quantisation(4, 1 << 24).boundStep()).isEqualTo(16_777_216);
        assertThatThrownBy(() -> new Quantisation(4, (1 << 24) + 1))
                .hasMessageContaining("counted up to 16777216, so bounds cannot be computed after step 16777217");
        assertThatThrownBy(() -> LowBitLayers.linear(0, 4)).hasMessageContaining("at least 1 unit, got 0");
        assertThatThrownBy(() -> LowBitLayers.binaryLinear(-1)).hasMessageContaining("at least 1 unit, got -1");
    }

    private static Set<Float> values(float[] array) {
        Set<Float> values = new HashSet<>();
        for (float v : array) {
            values.add(v);
        }
        return values;
    }
}
