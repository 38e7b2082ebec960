package dev.infoplane.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.infoplane.models.zoo.mlp.Mlp;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import dev.infoplane.models.zoo.mlp.MlpSpec.Nonlinearity;
import dev.infoplane.models.zoo.mlp.Precision;
import dev.infoplane.models.zoo.noise.Noise;
import dev.infoplane.models.zoo.noise.Noisy;
import dev.infoplane.models.zoo.quantised.Quantisation;
import dev.infoplane.models.zoo.quantised.QuantisedResNet;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSize;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import dev.infoplane.models.zoo.rir.Rir;
import dev.infoplane.models.zoo.rir.RirSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine attaches results to the manager of their first operand, which may be a parameter's. */
class FlatMemoryTest {
    private static final Shape IMAGES = new Shape(2, 1, 8, 8);
    private static final Shape ROWS = new Shape(4, 12);

    static Stream<Map.Entry<Block, Shape>> networks() {
        MlpSpec mlp = MlpSpec.SHWARTZ_ZIV_TISHBY;
        return Stream.of(
                Map.entry(ResNet.classifier(ResNetSpec.cifar(8), 3), IMAGES),
                Map.entry(ResNet.autoencoder(new ResNetSize(24, 2, 1), 1, 8, 8), IMAGES),
                Map.entry(ResNet.classifier(ResNetSpec.wide(10, 1), 3), IMAGES),
                Map.entry(Rir.classifier(new RirSpec(List.of(new RirSpec.Stage(8, 1))), 3), IMAGES),
                Map.entry(QuantisedResNet.classifier(ResNetSpec.cifar(8), 3, new Quantisation(4, 1)), IMAGES),
                Map.entry(QuantisedResNet.classifier(ResNetSpec.cifar(8), 3, new Quantisation(4, 99)), IMAGES),
                Map.entry(Mlp.of(mlp.with(Precision.lowBit(4, 1))), ROWS),
                Map.entry(Mlp.of(mlp.with(Nonlinearity.RELU).with(Precision.lowBit(4, 1))), ROWS),
                Map.entry(Mlp.of(MlpSpec.binary(12, List.of(8), 2)), ROWS),
                Map.entry(
                        Noisy.at(
                                ResNet.classifier(ResNetSpec.cifar(8), 3), "stage1", new Noise.InformationDropout(0.7)),
                        IMAGES),
                Map.entry(Noisy.at(Mlp.of(mlp), "layer1", new Noise.Gaussian(0.1)), ROWS));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void passesLeaveNothingWithTheParameters(Map.Entry<Block, Shape> network) {
        try (NDManager model = NDManager.newBaseManager()) {
            Block block = network.getKey();
            block.initialize(model, DataType.FLOAT32, network.getValue());
            ParameterStore store = new ParameterStore(model, false);
            pass(model, block, store, network.getValue());
            int held = model.getManagedArrays().size();
            for (int i = 0; i < 5; i++) {
                pass(model, block, store, network.getValue());
            }
            assertThat(model.getManagedArrays()).hasSize(held);
        }
    }

    private static void pass(NDManager model, Block block, ParameterStore store, Shape shape) {
        try (NDManager batch = model.newSubManager()) {
            NDArray x = batch.randomUniform(0, 1, shape);
            block.forward(store, new NDList(x), true);
            block.forward(store, new NDList(x), false);
        }
    }
}
