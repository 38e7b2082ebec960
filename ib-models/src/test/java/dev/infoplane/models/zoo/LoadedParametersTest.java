package dev.infoplane.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.infoplane.models.zoo.mlp.Mlp;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import dev.infoplane.models.zoo.mlp.Precision;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import dev.infoplane.models.zoo.rir.Rir;
import dev.infoplane.models.zoo.rir.RirSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DJL takes the shapes of a file; a network of the zoo takes only its own. */
class LoadedParametersTest {
    private static final Shape IMAGES = new Shape(1, 1, 8, 8);
    private static final Shape VECTORS = new Shape(1, 12);

    private static Block resNet(int depth, int width, int classes) {
        return ResNet.classifier(ResNetSpec.cifar(depth, width), classes);
    }

    private static Block mlp(int hidden) {
        return Mlp.of(new MlpSpec(12, List.of(hidden, 4), 2, MlpSpec.Nonlinearity.TANH, Precision.lowBit(4, 1)));
    }

    private static Block rir(int channels) {
        return Rir.classifier(new RirSpec(List.of(new RirSpec.Stage(channels, 1))), 3);
    }

    private static byte[] saved(Block block, Shape input) throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            block.initialize(manager, DataType.FLOAT32, input);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            block.saveParameters(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }
    }

    private static void load(Block block, byte[] bytes) throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            block.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes)));
        }
    }

    @Test
    void parametersOfOtherWidthsAndClassesAreRefusedAtTheFirstLayerThatDiffers() throws Exception {
        byte[] bytes = saved(resNet(8, 16, 10), IMAGES);
        load(resNet(8, 16, 10), bytes);
        assertThatThrownBy(() -> load(resNet(8, 8, 10), bytes))
                .isInstanceOf(MalformedModelException.class)
                .hasMessage(
                        "the saved parameters are not those of this network: 'stem.conv' has 8 outputs, and 16 in what"
                                + " was saved");
        assertThatThrownBy(() -> load(resNet(8, 16, 7), bytes)).hasMessageContaining("'logits' has 7 outputs, and 10");
        byte[] perceptron = saved(mlp(5), VECTORS);
        load(mlp(5), perceptron);
        assertThatThrownBy(() -> load(mlp(6), perceptron)).hasMessageContaining("'layer1.linear' has 6 outputs, and 5");
        byte[] twoStreams = saved(rir(8), IMAGES);
        assertThatThrownBy(() -> load(rir(16), twoStreams))
                .hasMessageContaining("'stem.residual.conv' has 16 outputs, and 8");
    }

    @Test
    void parametersOfOtherDepthsAndKindsAreRefused() throws Exception {
        byte[] shallow = saved(resNet(8, 8, 10), IMAGES);
        byte[] deep = saved(resNet(14, 8, 10), IMAGES);
        byte[] autoencoder = saved(ResNet.autoencoder(ResNetSpec.cifar(8, 8), 1, 8, 8), IMAGES);
        assertThatThrownBy(() -> load(resNet(14, 8, 10), shallow)).isInstanceOf(MalformedModelException.class);
        assertThatThrownBy(() -> load(resNet(8, 8, 10), deep)).isInstanceOf(MalformedModelException.class);
        assertThatThrownBy(() -> load(resNet(8, 8, 10), autoencoder)).isInstanceOf(MalformedModelException.class);
        assertThatThrownBy(() -> load(rir(8), shallow)).isInstanceOf(MalformedModelException.class);
    }

    @Test
    void aFileThatWasCutIsRefusedInWords() throws Exception {
        byte[] bytes = saved(resNet(8, 8, 10), IMAGES);
        assertThatThrownBy(() -> load(resNet(8, 8, 10), Arrays.copyOf(bytes, bytes.length / 2)))
                .isInstanceOf(MalformedModelException.class)
                .hasMessageContaining("end before those of this network do: the file is damaged");
    }

    @Test
    void aNetworkWithoutParametersSaysSo() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = resNet(8, 8, 10);
            assertThatThrownBy(() -> ZooBlocks.forward(manager, network, manager.ones(IMAGES)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has no parameters yet; initialise it");
            network.initialize(manager, DataType.FLOAT32, IMAGES);
            assertThat(ZooBlocks.forward(manager, network, manager.ones(new Shape(2, 1, 9, 7)))
                            .getShape())
                    .as("classifiers take images of any size")
                    .isEqualTo(new Shape(2, 10));
        }
    }

    @Test
    void anAutoencoderTakesImagesOfItsSizeAlone() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> ResNet.autoencoder(ResNetSpec.cifar(8, 8), 1, 8, 8)
                            .initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8)))
                    .hasMessage("this network was made for inputs (1, 8, 8), got (3, 8, 8) in a batch");
            Block network = ResNet.autoencoder(ResNetSpec.cifar(8, 8), 1, 8, 8);
            network.initialize(manager, DataType.FLOAT32, IMAGES);
            assertThatThrownBy(() -> ZooBlocks.forward(manager, network, manager.ones(new Shape(1, 1, 4, 4))))
                    .hasMessageContaining("inputs (1, 8, 8), got (1, 4, 4)");
        }
    }
}
