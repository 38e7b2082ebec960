package dev.infoplane.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.infoplane.models.zoo.mlp.Mlp;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import dev.infoplane.models.zoo.mlp.MlpSpec.Nonlinearity;
import dev.infoplane.models.zoo.mlp.Precision;
import dev.infoplane.models.zoo.noise.Noise;
import dev.infoplane.models.zoo.noise.NoisePenalty;
import dev.infoplane.models.zoo.noise.Noisy;
import dev.infoplane.models.zoo.quantised.Quantisation;
import dev.infoplane.models.zoo.quantised.QuantisedResNet;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import dev.infoplane.models.zoo.rir.Rir;
import dev.infoplane.models.zoo.rir.RirSpec;
import dev.infoplane.models.zoo.training.LabelSmoothing;
import dev.infoplane.models.zoo.training.SquaredError;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The backward pass must not read memory of the JVM: what the garbage collector frees after the forward pass is overwritten here
 * before the backward pass begins, and the gradients must not change by a bit.
 */
class GradientsAfterGarbageTest {
    private static final Shape IMAGES = new Shape(4, 3, 8, 8);
    private static final Shape VECTORS = new Shape(4, 12);
    private static final Cleaner CLEANER = Cleaner.create();

    record Case(String name, Shape input, Supplier<Block> network, Function<Block, Loss> loss) {
        static Case of(String name, Shape input, Supplier<Block> network) {
            return new Case(name, input, network, of -> Loss.softmaxCrossEntropyLoss());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Supplier<Block> plain = () -> mlp(Nonlinearity.RELU, Precision.FLOAT);
        return Stream.of(
                Case.of("ResNet", IMAGES, () -> ResNet.classifier(ResNetSpec.cifar(8), 3)),
                Case.of("pre-activation", IMAGES, () -> ResNet.classifier(ResNetSpec.preactivationBottleneck(11), 3)),
                Case.of(
                        "Resnet in Resnet",
                        IMAGES,
                        () -> Rir.classifier(new RirSpec(List.of(new RirSpec.Stage(4, 1))), 3)),
                Case.of(
                        "quantised",
                        IMAGES,
                        () -> QuantisedResNet.classifier(ResNetSpec.cifar(8), 3, new Quantisation(3, 1))),
                Case.of("low bits", VECTORS, () -> mlp(Nonlinearity.TANH, Precision.lowBit(4, 1))),
                Case.of("low bits, ReLU", VECTORS, () -> mlp(Nonlinearity.RELU, Precision.lowBit(4, 1))),
                Case.of("binary", VECTORS, () -> Mlp.of(MlpSpec.binary(12, List.of(8), 3))),
                Case.of("Gaussian noise", VECTORS, () -> Noisy.at(plain.get(), "layer1", new Noise.Gaussian(0.1))),
                new Case(
                        "information dropout",
                        VECTORS,
                        () -> Noisy.at(plain.get(), "layer1", new Noise.InformationDropout(0.7)),
                        block -> new NoisePenalty(Loss.softmaxCrossEntropyLoss(), 0.3, block)),
                new Case("label smoothing", VECTORS, plain, block -> new LabelSmoothing(0.1)),
                new Case(
                        "squared error",
                        VECTORS,
                        () -> Mlp.of(new MlpSpec(12, List.of(8), 1, Nonlinearity.TANH, Precision.FLOAT)),
                        block -> new SquaredError()));
    }

    private static Block mlp(Nonlinearity nonlinearity, Precision precision) {
        return Mlp.of(new MlpSpec(12, List.of(8, 6), 3, nonlinearity, precision));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreThoseWithoutGarbageCollection(Case of) {
        List<float[]> untouched = gradients(of, () -> {});

        assertThat(untouched).isNotEmpty();
        assertThat(gradients(of, GradientsAfterGarbageTest::overwriteWhatIsFreed))
                .usingRecursiveComparison()
                .isEqualTo(untouched);
    }

    /** Without it, the test above would show nothing. */
    @Test
    void aPlainNumberInTheGraphIsNoticed() {
        Case of =
                new Case("plain number", VECTORS, () -> mlp(Nonlinearity.TANH, Precision.FLOAT), block -> new Loss("") {
                    @Override
                    public NDArray evaluate(NDList labels, NDList predictions) {
                        return predictions.singletonOrThrow().square().mul(0.5f).mean();
                    }
                });

        assertThat(gradients(of, GradientsAfterGarbageTest::overwriteWhatIsFreed))
                .usingRecursiveComparison()
                .isNotEqualTo(gradients(of, () -> {}));
    }

    /** Of all parameters, in the second of two training passes. */
    private static List<float[]> gradients(Case of, Runnable betweenPasses) {
        Engine.getInstance().setRandomSeed(3);
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = of.network.get();
            network.initialize(manager, DataType.FLOAT32, of.input);
            Loss loss = of.loss.apply(network);
            NDArray x = manager.randomUniform(-1, 1, of.input);
            NDArray labels = manager.arange(of.input.get(0)).mod(3);
            ZooBlocks.forward(manager, network, x, true);
            List<Parameter> trained = network.getParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .toList();
            trained.forEach(p -> p.getArray().setRequiresGradient(true));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray value =
                        loss.evaluate(new NDList(labels), new NDList(ZooBlocks.forward(manager, network, x, true)));
                betweenPasses.run();
                collector.backward(value);
            }
            return trained.stream()
                    .map(p -> p.getArray().getGradient().toFloatArray())
                    .toList();
        }
    }

    private static void overwriteWhatIsFreed() {
        CountDownLatch collected = new CountDownLatch(1);
        CLEANER.register(ByteBuffer.allocateDirect(4), collected::countDown);
        List<ByteBuffer> garbage = new ArrayList<>();
        try {
            do {
                System.gc();
            } while (!collected.await(20, TimeUnit.MILLISECONDS));
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < 200; i++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(4 << i % 3).order(ByteOrder.nativeOrder());
            while (buffer.remaining() >= Float.BYTES) {
                buffer.putFloat(777 + i); // unlike one another, so that no two faults cancel
            }
            garbage.add(buffer);
        }
        assertThat(garbage).hasSize(200);
    }
}
