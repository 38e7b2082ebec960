package dev.infoplane.models.zoo.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;

class ResNetTest {
    @Test
    void resNet20HasThePublishedNumberOfParameters() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block block = ResNet.classifier(ResNetSize.RESNET_20, 10);
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
            long weights = block.getParameters().values().stream()
                    .filter(p -> p.requiresGradient())
                    .mapToLong(p -> p.getArray().size())
                    .sum();
            // 0.27 million in the paper's table 6: 269,722 with shortcuts without parameters; 1×1 convolutions with a
            // normalisation where the size changes add 16·32 + 2·32 + 32·64 + 2·64.
            assertThat(weights).isEqualTo(269_722 + 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64);
        }
    }

    @Test
    void classifierGivesLogitsAndAutoencoderAnImage() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape in = new Shape(2, 1, 14, 14);
            assertThat(forward(manager, ResNet.classifier(ResNetSize.RESNET_8, 10), in)
                            .getShape())
                    .isEqualTo(new Shape(2, 10));
            NDArray image = forward(manager, ResNet.autoencoder(ResNetSize.RESNET_8, 1, 14, 14), in);
            assertThat(image.getShape()).isEqualTo(in);
            for (float v : image.toFloatArray()) {
                assertThat(v).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void bothKindsHaveTheSameEncoder() {
        Block classifier = ResNet.classifier(new ResNetSize(4, 4, 2), 10);
        Block autoencoder = ResNet.autoencoder(new ResNetSize(4, 4, 2), 3, 32, 32);
        assertThat(classifier.getChildren().keys())
                .containsExactly(
                        "01stem", "02stage1", "03stage2", "04stage3", "05stage4", "06pool", "07flat", "08logits");
        assertThat(autoencoder.getChildren().keys().subList(0, 5))
                .isEqualTo(classifier.getChildren().keys().subList(0, 5));
    }

    @Test
    void refusesSizesThatAreNone() {
        assertThatThrownBy(() -> new ResNetSize(0, 3, 1)).hasMessageContaining("got 0, 3, 1");
        assertThatThrownBy(() -> ResNet.classifier(ResNetSize.RESNET_8, 1)).hasMessageContaining("got 1");
    }

    private static NDArray forward(NDManager manager, Block block, Shape in) {
        block.initialize(manager, DataType.FLOAT32, in);
        return block.forward(new ParameterStore(manager, false), new NDList(manager.zeros(in)), false)
                .singletonOrThrow();
    }
}
