package dev.infoplane.examples.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSize;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.HookPoint;
import dev.infoplane.probe.Probes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The models of ib-models name their hook points by meaning, without a position or a class in them. */
class OwnModelsTest {
    private static final String[] ENCODER = {
        "stem.out", "stage1.unit1.out", "stage1.out", "stage2.unit1.out", "stage2.out", "stage3.unit1.out", "stage3.out"
    };

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private List<String> points(Block net) {
        Shape shape = new Shape(2, 1, 8, 8);
        net.initialize(manager, DataType.FLOAT32, shape);
        NDList in = new NDList(manager.ones(shape));
        try (Capture capture = Probes.capture(net, "**")) {
            net.forward(new ParameterStore(manager, false), in, false);
            assertThat(capture.samples("stage1.unit1.out").rows()).isEqualTo(2);
        }
        return Probes.list(net, in).stream().map(HookPoint::path).toList();
    }

    @Test
    void classifierAndAutoencoderShareTheNamesOfTheirEncoder() {
        List<String> classifier = points(ResNet.classifier(ResNetSize.RESNET_8, 10));
        List<String> autoencoder = points(ResNet.autoencoder(ResNetSize.RESNET_8, 1, 8, 8));
        assertThat(classifier).containsSubsequence(ENCODER).contains("pool.out", "logits.out", "out");
        assertThat(autoencoder).containsSubsequence(ENCODER).contains("decoder.conv1.out", "decoder.image.out");
        assertThat(classifier).noneMatch(path -> path.matches("(.*\\.)?\\d.*"));
        assertThat(autoencoder).noneMatch(path -> path.matches("(.*\\.)?\\d.*"));
    }
}
