package dev.infoplane.models.zoo.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.infoplane.models.zoo.ZooBlocks;
import dev.infoplane.models.zoo.resnet.ResNetSpec.Shortcut;
import dev.infoplane.models.zoo.resnet.ResNetSpec.Stage;
import dev.infoplane.models.zoo.resnet.ResNetSpec.Stem;
import dev.infoplane.models.zoo.resnet.ResNetSpec.Unit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResNetSpecTest {
    private static final Shape CIFAR = new Shape(1, 3, 32, 32);

    /** He et al. 2016a, table 6: 0.27, 0.46, 0.66, 0.85 and 1.7 million. */
    @ParameterizedTest
    @CsvSource({"20, 269722", "32, 464154", "44, 658586", "56, 853018", "110, 1727962"})
    void networksForCifarHaveThePublishedNumberOfParameters(int depth, long parameters) {
        assertThat(ZooBlocks.parameters(ResNet.classifier(ResNetSpec.cifar(depth), 10), CIFAR))
                .isEqualTo(parameters);
    }

    @Test
    void aNetworkForCifarHasAnyWidth() {
        assertThat(ResNetSpec.cifar(20, 16)).isEqualTo(ResNetSpec.cifar(20));
        assertThat(ZooBlocks.parameters(ResNet.classifier(ResNetSpec.cifar(8, 12), 10), new Shape(1, 1, 28, 28)))
                .isEqualTo(42_430);
        assertThatThrownBy(() -> ResNetSpec.cifar(8, 0)).hasMessageContaining("must be at least 1, got 0");
    }

    /** Counts of public re-implementations; the paper rounds them to 0.27, 1.7, 1.7 and 10.2 million. */
    @ParameterizedTest
    @CsvSource({"20, 272282", "56, 855578", "110, 1730522"})
    void preactivationNetworksHaveThePublishedNumberOfParameters(int depth, long parameters) {
        assertThat(ZooBlocks.parameters(ResNet.classifier(ResNetSpec.preactivation(depth), 10), CIFAR))
                .isEqualTo(parameters);
    }

    @Test
    void preactivationBottleneckNetworkHasThePublishedNumberOfParameters() {
        assertThat(ZooBlocks.parameters(ResNet.classifier(ResNetSpec.preactivationBottleneck(164), 10), CIFAR))
                .isEqualTo(1_703_258);
    }

    /** Zagoruyko and Komodakis 2016, table 4 and 5: 0.6, 2.2, 11.0, 2.7 million. */
    @ParameterizedTest
    @CsvSource({"40, 1, 563930", "40, 2, 2243546", "16, 8, 10961370", "16, 4, 2748890"})
    void wideNetworksHaveThePublishedNumberOfParameters(int depth, int widening, long parameters) {
        assertThat(ZooBlocks.parameters(ResNet.classifier(ResNetSpec.wide(depth, widening), 10), CIFAR))
                .isEqualTo(parameters);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"28, 10, 36479194", "40, 8, 35748314", "16, 10, 17116634"})
    void theWidestNetworksHaveThePublishedNumberOfParameters(int depth, int widening, long parameters) {
        wideNetworksHaveThePublishedNumberOfParameters(depth, widening, parameters);
    }

    @ParameterizedTest
    @CsvSource({"18, 11689512", "34, 21797672", "50, 25557032"})
    void networksForImageNetHaveThePublishedNumberOfParameters(int depth, long parameters) {
        assertThat(ZooBlocks.parameters(ResNet.classifier(ResNetSpec.imageNet(depth), 1000), new Shape(1, 3, 224, 224)))
                .isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "BASIC, PADDED_IDENTITY",
        "BASIC, PROJECTION",
        "BOTTLENECK, PROJECTION",
        "BOTTLENECK, PADDED_IDENTITY",
        "PREACTIVATION, PROJECTION",
        "PREACTIVATION, PADDED_IDENTITY",
        "PREACTIVATION_BOTTLENECK, PROJECTION"
    })
    void everyKindOfUnitHasStableHookPointsAndLoadsWhatItSaved(Unit unit, Shortcut shortcut) throws Exception {
        ResNetSpec spec = new ResNetSpec(
                Stem.SMALL_IMAGES, 16, unit, shortcut, List.of(new Stage(16, 1, 1), new Stage(32, 2, 2)));
        Shape images = new Shape(2, 1, 7, 9);

        assertThat(ZooBlocks.points(ResNet.classifier(spec, 3), images))
                .containsSubsequence(
                        "stem.out",
                        "stage1.unit1.residual.conv1.out",
                        "stage1.unit1.out",
                        "stage1.out",
                        "stage2.unit1.shortcut.out",
                        "stage2.unit1.out",
                        "stage2.unit2.out",
                        "stage2.out",
                        "pool.out",
                        "logits.out",
                        "out");
        float[][] outputs = ZooBlocks.savedAndLoaded(() -> ResNet.classifier(spec, 3), images);
        assertThat(outputs[0]).hasSize(2 * 3).isEqualTo(outputs[1]);
        try (NDManager manager = NDManager.newBaseManager()) {
            Block autoencoder = ResNet.autoencoder(spec, 1, 7, 9);
            autoencoder.initialize(manager, DataType.FLOAT32, images);
            assertThat(ZooBlocks.forward(manager, autoencoder, manager.ones(images))
                            .getShape())
                    .isEqualTo(images);
        }
    }

    @Test
    void largeImagesShrinkByThirtyTwo() {
        ResNetSpec narrow =
                new ResNetSpec(Stem.LARGE_IMAGES, 16, Unit.BASIC, Shortcut.PROJECTION, List.of(new Stage(16, 1, 1)));
        Shape[] out = stageShape(narrow, new Shape(1, 3, 64, 64));
        assertThat(out).containsExactly(new Shape(1, 16, 16, 16));
        assertThatThrownBy(() -> ResNet.autoencoder(narrow, 3, 64, 64))
                .hasMessage("an autoencoder needs the stem SMALL_IMAGES, got LARGE_IMAGES");
    }

    private static Shape[] stageShape(ResNetSpec spec, Shape images) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = ResNet.classifier(spec, 3);
            network.initialize(manager, DataType.FLOAT32, images);
            Shape[] shapes = {images};
            for (Block block : network.getChildren().values().subList(0, 2)) {
                shapes = block.getOutputShapes(shapes);
            }
            return shapes;
        }
    }

    @Test
    void theEncoderOfAnAutoencoderHasTheClassifiersParameterNames() {
        Shape images = new Shape(1, 1, 28, 28);
        Block classifier = ResNet.classifier(ResNetSpec.cifar(20), 10);
        Block autoencoder = ResNet.autoencoder(ResNetSpec.cifar(20), 1, 28, 28);
        ZooBlocks.parameters(classifier, images);
        ZooBlocks.parameters(autoencoder, images);
        List<String> encoder = classifier.getParameters().keys().stream()
                .filter(name -> !name.contains("logits"))
                .toList();

        assertThat(encoder).hasSize(19 + 4 * 19);
        assertThat(autoencoder.getParameters().keys()).startsWith(encoder.toArray(String[]::new));
    }

    @Test
    void impossibleArchitecturesAreRefused() {
        assertThatThrownBy(() -> ResNetSpec.cifar(21))
                .hasMessageContaining("6n + 2")
                .hasMessageContaining("got 21");
        assertThatThrownBy(() -> ResNetSpec.cifar(2)).hasMessageContaining("got 2");
        assertThatThrownBy(() -> ResNetSpec.wide(20, 4)).hasMessageContaining("6n + 4");
        assertThatThrownBy(() -> ResNetSpec.wide(16, 0))
                .hasMessageContaining("widening factor")
                .hasMessageContaining("0");
        assertThatThrownBy(() -> ResNetSpec.imageNet(20)).hasMessageContaining("[18, 34, 50, 101, 152], got 20");
        assertThatThrownBy(() -> new Stage(16, 0, 1)).hasMessageContaining("16, 0, 1");
        assertThatThrownBy(() -> new ResNetSpec(
                        Stem.SMALL_IMAGES,
                        32,
                        Unit.BASIC,
                        Shortcut.PADDED_IDENTITY,
                        List.of(new Stage(32, 1, 1), new Stage(16, 1, 2))))
                .hasMessage("the shortcut PADDED_IDENTITY cannot drop channels, but a stage takes 32 and gives 16; use"
                        + " PROJECTION");
    }

    @Test
    void inputsOfAnotherFormAreRefusedInWords() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = ResNet.classifier(ResNetSpec.cifar(8), 10);
            assertThatThrownBy(() -> network.initialize(manager, DataType.FLOAT32, new Shape(1, 784)))
                    .hasMessageContaining("one array [batch, channels, height, width], got shapes [(1, 784)]");
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 28, 28));
            assertThatThrownBy(() -> ZooBlocks.forward(manager, network, manager.ones(new Shape(2, 3, 28, 28))))
                    .hasMessageContaining("initialised for inputs")
                    .hasMessageContaining("1 channels, got (2, 3, 28, 28)");
            NDArray bytes = manager.ones(new Shape(2, 1, 28, 28), DataType.UINT8);
            assertThatThrownBy(() -> ZooBlocks.forward(manager, network, bytes))
                    .hasMessageContaining("takes floating-point values, got uint8");
        }
    }
}
