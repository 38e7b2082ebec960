package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelCnnNetTest {
    private static final int SIDE = 8;

    /** 578,760 for three channels and a mixture of ten (science of the published network), less what one channel saves. */
    @Test
    void hasAsManyParametersAsThePublishedArchitecture() {
        int threeChannels = 578_760;
        int firstLayers = 2 * 32 * (2 * 3 + 3 + 2);
        int lastLayer = (100 - 30) * (32 + 2);
        assertThat(new PixelCnnNet(new PixelCnnSize(32, 1, 10, 3), 1).layout().size())
                .isEqualTo(threeChannels - firstLayers - lastLayer);
    }

    @Test
    void hasAsManyParametersAsThePublishedArchitectureAtTwoUnits() {
        assertThat(new PixelCnnNet(new PixelCnnSize(64, 2, 10, 3), 1).layout().size())
                .isEqualTo(3_874_632 - 2 * 64 * 11 - 70 * 66);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "2, 2"})
    void noOutputSeesItsOwnPixelOrALaterOne(int resolutions, int units) {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = new PixelCnnNet(new PixelCnnSize(6, units, 2, resolutions), 1);
            Weights w = weights(manager, net);
            float[] x = randomImage(5);
            float[][] before = outputs(net, w, manager, x);
            boolean[] live = new boolean[SIDE * SIDE];
            for (int changed = 0; changed < SIDE * SIDE; changed++) {
                float[] other = x.clone();
                other[changed] += 0.5f;
                float[][] after = outputs(net, w, manager, other);
                for (int p = 0; p < SIDE * SIDE; p++) {
                    if (p <= changed) {
                        assertThat(after[p])
                                .as("output %d after a change of pixel %d", p, changed)
                                .isEqualTo(before[p]);
                    } else if (p == changed + 1) {
                        live[p] = !Arrays.equals(after[p], before[p]);
                    }
                }
            }
            for (int p = 1; p < SIDE * SIDE; p++) {
                if (p % SIDE != 0) {
                    assertThat(live[p])
                            .as("output %d sees the pixel to its left", p)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void theLastPixelSeesEveryOtherWithinReach(int resolutions) {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = new PixelCnnNet(new PixelCnnSize(6, 2, 2, resolutions), 1);
            Weights w = weights(manager, net);
            float[] x = randomImage(6);
            int last = SIDE * SIDE - 1;
            float[] before = outputs(net, w, manager, x)[last];
            for (int row = SIDE - 2; row < SIDE; row++) {
                for (int column = SIDE - 3; column < SIDE; column++) {
                    int changed = row * SIDE + column;
                    if (changed < last) {
                        float[] other = x.clone();
                        other[changed] += 0.5f;
                        assertThat(outputs(net, w, manager, other)[last])
                                .as("the last output after a change of pixel %d", changed)
                                .isNotEqualTo(before);
                    }
                }
            }
        }
    }

    @Test
    void conditionsReachEveryOutput() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnSize size = new PixelCnnSize(6, 1, 2, 2);
            PixelCnnNet net = new PixelCnnNet(size, 1);
            Layout layout = Layout.startingWith(net.layout());
            ConditionNet condition = new ConditionNet(layout, size, net, new int[] {3, 4, 4}, SIDE, SIDE);
            float[] values = layout.initial(new float[0], new SplittableRandom(1));
            for (int i = net.layout().size(); i < values.length; i++) {
                values[i] += 0.01f;
            }
            Weights w = new Weights(layout, manager.create(values));
            NDArray x = manager.create(randomImage(5), new Shape(1, 1, SIDE, SIDE));
            float[] zero = net.apply(w, x, condition.apply(w, manager.zeros(new Shape(1, 3, 4, 4))))
                    .toFloatArray();
            float[] one = net.apply(w, x, condition.apply(w, manager.ones(new Shape(1, 3, 4, 4))))
                    .toFloatArray();
            for (int p = 0; p < zero.length; p++) {
                assertThat(one[p]).isNotEqualTo(zero[p]);
            }
        }
    }

    /** 3 does not divide 8: cells of three by three, of which the last are cut. */
    @Test
    void everyPlaceInACellOfACoarseMapHasFiltersOfItsOwn() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnSize size = new PixelCnnSize(6, 1, 2, 1);
            PixelCnnNet net = new PixelCnnNet(size, 1);
            Layout layout = Layout.startingWith(net.layout());
            ConditionNet condition = new ConditionNet(layout, size, net, new int[] {2, 3, 3}, SIDE, SIDE);
            assertThat(condition.isSubPixel()).isTrue();
            float[] values = layout.initial(new float[0], new SplittableRandom(1));
            for (int i = net.layout().size(); i < values.length; i++) {
                values[i] += 0.01f;
            }
            NDArray gate = condition
                    .apply(new Weights(layout, manager.create(values)), manager.ones(new Shape(1, 2, 3, 3)))
                    .get(0)
                    .get(0);
            assertThat(gate.getShape()).isEqualTo(new Shape(1, 12, SIDE, SIDE));
            float[] found = gate.toFloatArray();
            int inside = 3 * SIDE + 3;
            assertThat(found[inside]).isNotEqualTo(found[inside + 1]);
            assertThat(found[inside]).isNotEqualTo(found[inside + SIDE]);
        }
    }

    @Test
    void aFreshConditionChangesNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnSize size = new PixelCnnSize(6, 1, 2, 2);
            PixelCnnNet net = new PixelCnnNet(size, 1);
            Layout layout = Layout.startingWith(net.layout());
            ConditionNet condition = new ConditionNet(layout, size, net, new int[] {5}, SIDE, SIDE);
            Weights w = new Weights(layout, manager.create(layout.initial(new float[0], new SplittableRandom(1))));
            NDArray x = manager.create(randomImage(5), new Shape(1, 1, SIDE, SIDE));
            List<NDList> conditions = condition.apply(w, manager.ones(new Shape(1, 5, 1, 1)));
            assertThat(net.apply(w, x, conditions).toFloatArray())
                    .isEqualTo(net.apply(w, x, null).toFloatArray());
        }
    }

    private static Weights weights(NDManager manager, PixelCnnNet net) {
        return new Weights(net.layout(), manager.create(net.layout().initial(new float[0], new SplittableRandom(1))));
    }

    private static float[] randomImage(long seed) {
        Random random = new Random(seed);
        float[] x = new float[SIDE * SIDE];
        for (int i = 0; i < x.length; i++) {
            x[i] = 2 * random.nextFloat() - 1;
        }
        return x;
    }

    /** The parameters of the mixture at each pixel. */
    private static float[][] outputs(PixelCnnNet net, Weights w, NDManager manager, float[] x) {
        float[] flat = net.apply(w, manager.create(x, new Shape(1, 1, SIDE, SIDE)), null)
                .toFloatArray();
        int parameters = flat.length / (SIDE * SIDE);
        float[][] byPixel = new float[SIDE * SIDE][parameters];
        for (int i = 0; i < flat.length; i++) {
            byPixel[i % (SIDE * SIDE)][i / (SIDE * SIDE)] = flat[i];
        }
        return byPixel;
    }
}
