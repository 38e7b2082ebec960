package dev.infoplane.models.zoo.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import dev.infoplane.models.zoo.ZooBlocks;
import dev.infoplane.models.zoo.mlp.Mlp;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import dev.infoplane.models.zoo.rir.Rir;
import dev.infoplane.models.zoo.rir.RirSpec;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.Probes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoisyTest {
    private static final Shape IMAGES = new Shape(4, 1, 12, 12);

    private static Block resNet() {
        return ResNet.classifier(ResNetSpec.cifar(8), 3);
    }

    @Test
    void gaussianNoiseHasItsDeviationAtTheChosenPointOnly() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = Noisy.at(resNet(), "stage2", new Noise.Gaussian(0.5));
            network.initialize(manager, DataType.FLOAT32, IMAGES);
            NDArray x = manager.randomUniform(0, 1, IMAGES);
            try (Capture capture = Probes.capture(network, "stage2.out", "stage2Noise.out", "stage3.in")) {
                ZooBlocks.forward(manager, network, x);
                float[] clean = capture.samples("stage2.out").toArray();
                float[] noisy = capture.samples("stage2Noise.out").toArray();
                double squares = 0;
                for (int i = 0; i < clean.length; i++) {
                    squares += Math.pow(noisy[i] - clean[i], 2);
                }
                assertThat(Math.sqrt(squares / clean.length)).isCloseTo(0.5, within(0.03));
                assertThat(capture.samples("stage3.in").toArray()).isEqualTo(noisy);
            }
        }
    }

    @Test
    void aNoisyNetworkHasTheParametersOfTheCleanOneAndLoadsItsBytes() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block clean = resNet();
            Block noisy = Noisy.at(resNet(), "stage1.unit1", new Noise.Gaussian(0));
            assertThat(noisy.getParameters().keys())
                    .isEqualTo(clean.getParameters().keys());
            clean.initialize(manager, DataType.FLOAT32, IMAGES);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            clean.saveParameters(new DataOutputStream(bytes));
            noisy.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            NDArray x = manager.randomUniform(0, 1, IMAGES);
            assertThat(ZooBlocks.forward(manager, noisy, x).toFloatArray())
                    .isEqualTo(ZooBlocks.forward(manager, clean, x).toFloatArray());
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            noisy.saveParameters(new DataOutputStream(again));
            assertThat(again.toByteArray()).isEqualTo(bytes.toByteArray());
        }
    }

    @Test
    void informationDropoutMultipliesAndItsCostHasAGradient() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = Noisy.at(resNet(), "stage2", new Noise.InformationDropout(0.7));
            network.initialize(manager, DataType.FLOAT32, IMAGES);
            NDArray x = manager.randomUniform(0, 1, IMAGES);
            try (Capture capture = Probes.capture(network, "stage2.out", "stage2Noise.out")) {
                ZooBlocks.forward(manager, network, x);
                float[] clean = capture.samples("stage2.out").toArray();
                float[] noisy = capture.samples("stage2Noise.out").toArray();
                for (int i = 0; i < clean.length; i++) {
                    assertThat(noisy[i] > 0).isEqualTo(clean[i] > 0);
                }
                assertThat(noisy).isNotEqualTo(clean);
            }
            Parameter weight = network.getParameters().stream()
                    .filter(p -> p.getKey().contains("stage2Noise_weight"))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            Loss plain = Loss.softmaxCrossEntropyLoss();
            NoisePenalty penalised = new NoisePenalty(plain, 0.1, network);
            NDList labels = new NDList(manager.zeros(new Shape(4)));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDList logits = new NDList(ZooBlocks.forward(manager, network, x, true));
                NDArray loss = penalised.evaluate(labels, logits);
                assertThat(loss.getFloat())
                        .isGreaterThan(plain.evaluate(labels, logits).getFloat());
                collector.backward(loss);
            }
            assertThat(weight.getArray().getGradient().abs().sum().getFloat()).isPositive();
        }
        float[][] outputs = ZooBlocks.savedAndLoaded(
                () -> Noisy.at(resNet(), "stage2", new Noise.InformationDropout(1e-20)), IMAGES);
        assertThat(outputs[0]).isEqualTo(outputs[1]);
    }

    @Test
    void noiseFitsAnyNetworkOfTheZoo() {
        Block mlp = Noisy.at(Mlp.of(MlpSpec.SHWARTZ_ZIV_TISHBY), "layer2", new Noise.Gaussian(0.1));
        assertThat(ZooBlocks.points(mlp, new Shape(2, 12)))
                .containsSubsequence("layer2.out", "layer2Noise.out", "layer3.out");
        RirSpec spec = new RirSpec(List.of(new RirSpec.Stage(16, 2)));
        Block both = Noisy.at(Rir.classifier(spec, 3), "stage1.unit1", new Noise.Gaussian(0.1));
        assertThat(ZooBlocks.points(both, IMAGES)).contains("stage1.unit1Noise.out");
        Block one = Noisy.at(Rir.classifier(spec, 3), "stage1.unit1.transient.relu", new Noise.InformationDropout(0.5));
        assertThat(ZooBlocks.points(one, IMAGES))
                .containsSubsequence("stage1.unit1.transient.reluNoise.out", "stage1.unit1.transient.out");
    }

    @Test
    void impossibleNoiseIsRefused() {
        assertThatThrownBy(() -> new Noise.Gaussian(-0.1)).hasMessageContaining("at least 0, got -0.1");
        assertThatThrownBy(() -> new Noise.Gaussian(Double.NaN)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> new Noise.InformationDropout(0)).hasMessageContaining("positive, got 0");
        assertThatThrownBy(() -> new Noise.InformationDropout(1e-60))
                .as("zero in single precision")
                .hasMessageContaining("positive, got 1.0E-60");
        assertThatThrownBy(() -> new Noise.Gaussian(1e300)).hasMessageContaining("single precision, got 1.0E300");
        assertThatThrownBy(() -> new Noise.InformationDropout(1e39))
                .hasMessageContaining("single precision, got 1.0E39");
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> new Noise.InformationDropout(0.7)
                            .block()
                            .initialize(manager, DataType.FLOAT32, new Shape(2, 3, 4)))
                    .hasMessageContaining("[batch, channels] or [batch, channels, height, width], got (2, 3, 4)");
        }
        assertThatThrownBy(() -> Noisy.at(resNet(), "stage9", new Noise.Gaussian(1)))
                .hasMessageContaining("cannot be added behind 'stage9'")
                .hasMessageContaining("stage3.unit1,");
        assertThatThrownBy(() -> Noisy.at(resNet(), "stage1.unit1.residual", new Noise.Gaussian(1)))
                .hasMessageContaining("stage1.unit1.residual.norm2");
        for (String none : List.of("", ".", "stage1.", ".stage1", "stage1..unit1")) {
            assertThatThrownBy(() -> Noisy.at(resNet(), none, new Noise.Gaussian(1)))
                    .hasMessageContaining("cannot be added behind '" + none + "'; it can be behind [");
        }
        Block noisy = Noisy.at(resNet(), "stem", new Noise.Gaussian(1));
        assertThatThrownBy(() -> Noisy.at(noisy, "stem", new Noise.Gaussian(1))).hasMessageContaining("already");
        assertThatThrownBy(() -> new NoisePenalty(Loss.l2Loss(), 1, resNet()))
                .hasMessageContaining("no information dropout");
    }
}
