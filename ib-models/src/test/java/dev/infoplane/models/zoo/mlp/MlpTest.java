package dev.infoplane.models.zoo.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.infoplane.models.zoo.ZooBlocks;
import dev.infoplane.models.zoo.mlp.MlpSpec.Nonlinearity;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.Probes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MlpTest {
    @Test
    void publishedNetworksHaveTheParametersOfTheirSizes() {
        Shape bits = new Shape(1, 12);
        assertThat(ZooBlocks.parameters(Mlp.of(MlpSpec.SHWARTZ_ZIV_TISHBY), bits))
                .isEqualTo(130 + 77 + 40 + 24 + 15 + 8);
        assertThat(ZooBlocks.parameters(Mlp.of(MlpSpec.SAXE_RELU), bits)).isEqualTo(294);
        assertThat(ZooBlocks.parameters(Mlp.of(MlpSpec.SAXE_MNIST), new Shape(1, 784)))
                .isEqualTo(785 * 1024 + 1025 * 20 + 2 * 21 * 20 + 21 * 10);
    }

    static Stream<MlpSpec> kinds() {
        MlpSpec small = new MlpSpec(6, List.of(5, 4), 3, Nonlinearity.TANH, Precision.FLOAT);
        return Stream.of(
                small,
                small.with(Nonlinearity.RELU),
                small.with(Precision.lowBit(3, 2)),
                small.with(Nonlinearity.RELU).with(Precision.lowBit(3, 2)),
                MlpSpec.binary(6, List.of(5, 4), 3));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindHasTheSameHookPointsAndLoadsWhatItSaved(MlpSpec spec) throws Exception {
        Shape rows = new Shape(8, 6);
        assertThat(ZooBlocks.points(Mlp.of(spec), rows))
                .containsSubsequence("layer1.linear.out", "layer1.out", "layer2.out", "logits.out", "out");
        assertThat(spec.hiddenPoints()).containsExactly("layer1.out", "layer2.out");
        float[][] outputs = ZooBlocks.savedAndLoaded(() -> Mlp.of(spec), rows);
        assertThat(outputs[0]).hasSize(24).isEqualTo(outputs[1]);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void activationsHaveAsManyLevelsAsTheirBitsAllow(MlpSpec spec) {
        int levels = 8 * 64;
        if (spec.precision() instanceof Precision.Binary) {
            levels = 2;
        } else if (spec.precision() instanceof Precision.LowBit) {
            levels = spec.nonlinearity() == Nonlinearity.TANH ? 7 : 8;
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = Mlp.of(spec);
            Shape rows = new Shape(64, 6);
            network.initialize(manager, DataType.FLOAT32, rows);
            for (int i = 0; i < 3; i++) {
                ZooBlocks.forward(manager, network, manager.randomNormal(rows), true);
            }
            try (Capture capture = Probes.capture(network, "layer1.out")) {
                ZooBlocks.forward(manager, network, manager.randomNormal(rows));
                Set<Float> seen = new HashSet<>();
                for (int i = 0; i < 64; i++) {
                    seen.add(capture.samples("layer1.out").get(i, 0));
                }
                assertThat(seen).hasSizeBetween(2, levels);
            }
        }
    }

    @Test
    void impossibleNetworksAreRefused() {
        assertThatThrownBy(() -> new MlpSpec(0, List.of(2), 2, Nonlinearity.TANH, Precision.FLOAT))
                .hasMessageContaining("at least 1 unit, got 0, [2], 2");
        assertThatThrownBy(() -> MlpSpec.SHWARTZ_ZIV_TISHBY.with(Precision.BINARY))
                .hasMessageContaining("belongs to binary networks");
        assertThatThrownBy(() -> MlpSpec.SHWARTZ_ZIV_TISHBY.with(Nonlinearity.SIGN))
                .hasMessageContaining("belongs to binary networks");
        assertThatThrownBy(() -> Precision.lowBit(9, 1)).hasMessageContaining("2 to 8 bits, got 9");
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = Mlp.of(MlpSpec.SHWARTZ_ZIV_TISHBY);
            assertThatThrownBy(() -> network.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 3, 4)))
                    .hasMessageContaining("one array [batch, values], got shapes [(1, 1, 3, 4)]");
            assertThatThrownBy(() -> network.initialize(manager, DataType.FLOAT32, new Shape(1, 13)))
                    .as("its specification says 12")
                    .hasMessageContaining("made for inputs (12), got (13)");
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 12));
            assertThatThrownBy(() -> ZooBlocks.forward(manager, network, manager.ones(new Shape(2, 13))))
                    .hasMessageContaining("12 values, got (2, 13)");
        }
    }
}
