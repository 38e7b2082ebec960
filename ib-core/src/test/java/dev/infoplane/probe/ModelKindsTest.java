package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.basicmodelzoo.cv.object_detection.ssd.SingleShotDetection;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.transformer.BertBlock;
import ai.djl.training.ParameterStore;
import dev.infoplane.probe.internal.BlockGraph;
import dev.infoplane.probe.internal.CallTracker;
import dev.infoplane.probe.internal.Hooks;
import dev.infoplane.probe.internal.PassSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models that nobody wrote with probes in mind. */
class ModelKindsTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDList run(Block net, NDList in) {
        return net.forward(new ParameterStore(manager, false), in, false);
    }

    /** Every block that can be reached by looking for blocks is heard of when the network computes. */
    private void assertEveryBlockIsHeardOf(Block net, NDList in) {
        List<Block> heard = new ArrayList<>();
        CallTracker.Visitor visitor = (path, block) -> {
            heard.add(block);
            return null;
        };
        Runnable end = Hooks.followHere(PassSubscription.looking(net, PassSubscription.Passes.ALL, () -> visitor));
        run(net, in);
        end.run();
        Set<Block> expected = BlockGraph.reachable(net);
        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(heard).containsExactlyInAnyOrderElementsOf(expected);
    }

    private Block resNet() {
        Block net = ResNetV1.builder()
                .setNumLayers(20)
                .setOutSize(10)
                .setImageShape(new Shape(3, 16, 16))
                .build();
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 16, 16));
        return net;
    }

    @Test
    void resNetV1() {
        Block net = resNet();
        NDList in = new NDList(manager.randomUniform(0, 1, new Shape(2, 3, 16, 16)));
        assertEveryBlockIsHeardOf(net, in);
        List<Block> children = net.getChildren().values();
        NDList byHand = in;
        List<NDArray> expected = new ArrayList<>();
        for (Block child : children) {
            byHand = run(child, byHand);
            expected.add(byHand.head());
        }
        try (Capture capture = Probes.capture(net, "*.out")) {
            run(net, in);
            assertThat(capture.names()).hasSize(children.size());
            for (int i = 0; i < expected.size(); i++) {
                assertThat(capture.samples(capture.names().get(i)).toArray())
                        .isEqualTo(expected.get(i).toFloatArray());
            }
        }
    }

    @Test
    void mobileNetV2() {
        Block net = MobileNetV2.builder().setOutSize(10).build();
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
        assertEveryBlockIsHeardOf(net, new NDList(manager.ones(new Shape(2, 3, 32, 32))));
    }

    @Test
    void singleShotDetection() {
        SequentialBlock base = new SequentialBlock();
        for (int filters : new int[] {4, 8, 8}) {
            base.add(SingleShotDetection.getDownSamplingBlock(filters));
        }
        List<List<Float>> sizes = new ArrayList<>();
        List<List<Float>> ratios = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ratios.add(List.of(1f, 2f, 0.5f));
            sizes.add(List.of(0.2f + 0.1f * i, 0.25f + 0.1f * i));
        }
        Block net = SingleShotDetection.builder()
                .setNumClasses(1)
                .setNumFeatures(3)
                .optGlobalPool(true)
                .setRatios(ratios)
                .setSizes(sizes)
                .setBaseNetwork(base)
                .build();
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 64, 64));
        NDList in = new NDList(manager.ones(new Shape(2, 3, 64, 64)));
        assertEveryBlockIsHeardOf(net, in);
        assertThat(Probes.list(net, in)).extracting(HookPoint::path).contains("out", "out2", "out3");
    }

    @Test
    void bertEncoderBlocks() {
        Block net = BertBlock.builder()
                .setTokenDictionarySize(30)
                .optEmbeddingSize(8)
                .optHiddenSize(16)
                .optAttentionHeadCount(2)
                .optTransformerBlockCount(2)
                .optMaxSequenceLength(5)
                .build();
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 5), new Shape(2, 5), new Shape(2, 5));
        NDArray tokens = manager.arange(10).reshape(2, 5);
        NDList in = new NDList(tokens, tokens.zerosLike(), tokens.onesLike());
        assertEveryBlockIsHeardOf(net, in);
        assertThat(Probes.list(net, in)).extracting(HookPoint::path).contains("out", "out2");
        NDArray expected = run(net, in).head();
        try (Capture capture = Probes.capture(net, "**")) {
            run(net, in);
            assertThat(capture.samples("out").toArray()).isEqualTo(expected.toFloatArray());
            String last = capture.names().stream()
                    .filter(n -> capture.hookPoint(n).blockType().equals("TransformerEncoderBlock"))
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertThat(capture.samples(last).toArray()).isEqualTo(expected.toFloatArray());
        }
    }
}
