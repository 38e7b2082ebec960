package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
    private NDManager manager;
    private NDArray value;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
        value = manager.arange(2f * 3 * 4 * 5).reshape(2, 3, 4, 5);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void averagePoolIsTheMeanOfEachChannel() {
        NDArray pooled = View.averagePool().apply(value);
        assertThat(pooled.getShape()).isEqualTo(new Shape(2, 3));
        assertThat(pooled.toFloatArray()).containsExactly(9.5f, 29.5f, 49.5f, 69.5f, 89.5f, 109.5f);
    }

    @Test
    void averageOverTakesTheMeanOfOneExtent() {
        NDArray pooled = View.averageOver(2).apply(value);
        assertThat(pooled.getShape()).isEqualTo(new Shape(2, 3, 5));
        assertThat(pooled.getFloat(0, 0, 1)).isEqualTo((1 + 6 + 11 + 16) / 4f);
        assertThat(pooled.getFloat(1, 2, 4)).isEqualTo((104 + 109 + 114 + 119) / 4f);
        assertThatThrownBy(() -> View.averageOver(4).apply(value))
                .hasMessageContaining("averageOver(4) needs at least 5 extents");
        assertThatThrownBy(() -> View.averageOver(0)).hasMessage("extent must be at least 1, got 0");
    }

    @Test
    void aViewOfOnesOwnCannotChangeWhatTheNetworkGoesOnWith() {
        Block net = new SequentialBlock()
                .add(new LambdaBlock(in -> in, "first"))
                .add(new LambdaBlock(in -> new NDList(in.head().add(1)), "second"));
        View inPlace = View.of("inPlace", v -> v.muli(100));
        View closing = View.of("part", v -> v.get(":, 1:"));
        NDArray in = manager.ones(new Shape(2, 3));
        try (Capture capture = Probes.capture(
                net,
                manager,
                Tap.glob("first.out").view(inPlace),
                Tap.glob("first.out").view(closing))) {
            NDList out = net.forward(new ParameterStore(manager, false), new NDList(in), false);
            assertThat(out.head().toFloatArray()).containsOnly(2);
            assertThat(in.toFloatArray()).containsOnly(1);
            assertThat(capture.samples("first.out:inPlace").toArray())
                    .hasSize(6)
                    .containsOnly(100);
            assertThat(capture.samples("first.out:part").toArray()).hasSize(4).containsOnly(1);
        }
    }

    @Test
    void flattenFirstChannelsAndEveryPixelSelect() {
        assertThat(View.flatten().apply(value)).isEqualTo(value.reshape(2, 60));
        assertThat(View.firstChannels(2).apply(value)).isEqualTo(value.get(":, :2"));
        NDArray thinned = View.everyPixel(2).apply(value);
        assertThat(thinned.getShape()).isEqualTo(new Shape(2, 3, 2, 3));
        assertThat(thinned.getFloat(1, 2, 1, 2)).isEqualTo(value.getFloat(1, 2, 2, 4));
    }

    @Test
    void viewsChain() {
        View chain = View.firstChannels(1).then(View.everyPixel(3)).then(View.flatten());
        assertThat(chain.name()).isEqualTo("firstChannels(1).everyPixel(3).flatten");
        assertThat(chain.apply(value).toFloatArray()).containsExactly(0, 3, 15, 18, 60, 63, 75, 78);
    }

    @Test
    void aProjectionIsTheSameForTheSameSeedAndKeepsLengthsRoughly() {
        NDArray ones = manager.ones(new Shape(3, 2000));
        NDArray a = View.project(400, 7).apply(ones);
        assertThat(a.getShape()).isEqualTo(new Shape(3, 400));
        assertThat(View.project(400, 7).apply(ones)).isEqualTo(a);
        assertThat(View.project(400, 8).apply(ones)).isNotEqualTo(a);
        // the squared length over 2000 is chi-squared over its 400 degrees of freedom: standard deviation 0.071
        assertThat(a.get("0").square().sum().getFloat() / 2000).isCloseTo(1f, within(0.22f));
    }

    @Test
    void aViewThatDoesNotFitSaysSo() {
        NDArray vectors = manager.ones(new Shape(2, 3));
        assertThatThrownBy(() -> View.averagePool().apply(vectors))
                .hasMessage("averagePool needs at least 3 extents, the batch first, but the value has shape [2, 3]");
        assertThatThrownBy(() -> View.firstChannels(4).apply(vectors))
                .hasMessageContaining("needs at least 4 channels");
        assertThatThrownBy(() -> View.project(0, 1)).hasMessage("k must be at least 1, got 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT32", "INT64", "UINT8", "BOOLEAN", "FLOAT16", "FLOAT64"})
    void viewsTakeValuesOfAllTypes(String type) {
        NDArray typed = value.mod(2).toType(DataType.valueOf(type), true);
        NDArray plain = typed.toType(DataType.FLOAT32, true);
        View projection = View.project(2, 1);
        for (View view : new View[] {
            View.averagePool(),
            View.averageOver(3),
            projection,
            View.flatten(),
            View.firstChannels(2),
            View.everyPixel(2),
            View.half()
        }) {
            assertThat(view.apply(typed).toType(DataType.FLOAT32, true).toFloatArray())
                    .as(view.name())
                    .containsExactly(
                            view.apply(plain).toType(DataType.FLOAT32, true).toFloatArray(), within(1e-5f));
        }
        assertThat(typed.toType(DataType.FLOAT32, true)).as("left alone").isEqualTo(plain);
        assertThat(plain.isReleased()).isFalse();
    }

    @Test
    void aViewThatFailsNamesWhatItWasToShow() {
        Block net = new SequentialBlock()
                .add(new LambdaBlock(in -> new NDList(in.head().toType(DataType.INT64, true)), "whole"));
        assertThatThrownBy(() -> capture(net, View.averagePool()))
                .hasMessage("the view averagePool cannot show what is captured as 'whole.out:averagePool', a value of"
                        + " type int64 and shape (2, 3): averagePool needs at least 3 extents, the batch first, but"
                        + " the value has shape [2, 3]");
        assertThatThrownBy(() -> capture(net, View.of("own", v -> v.matMul(manager.ones(new Shape(9, 9))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the view own cannot show what is captured as 'whole.out:own', a value of type"
                        + " int64 and shape (2, 3): ");
        assertThatThrownBy(() -> capture(net, View.of("none", v -> null))).hasMessageEndingWith(": it gave null");
    }

    private void capture(Block net, View view) {
        try (Capture capture = Probes.capture(net, Tap.glob("whole.out").view(view))) {
            net.forward(new ParameterStore(manager, false), new NDList(manager.ones(new Shape(2, 3))), false);
            capture.samples("whole.out:" + view.name());
        }
    }
}
