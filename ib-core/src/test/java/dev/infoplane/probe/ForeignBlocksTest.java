package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blocks that have a forward of their own. */
class ForeignBlocksTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDList run(Block net) {
        return net.forward(new ParameterStore(manager, false), new NDList(manager.ones(new Shape(2, 4))), false);
    }

    /** Overrides the labelled forward, which is not final, and calls the inherited one. */
    private static final class Overriding extends LambdaBlock {
        Overriding() {
            super(in -> new NDList(in.head().mul(2)), "twice");
        }

        @Override
        public NDList forward(ParameterStore ps, NDList data, NDList labels, PairList<String, Object> params) {
            return super.forward(ps, data, labels, params);
        }
    }

    @Test
    void anOverriddenForwardIsHeardOnce() {
        Block net = new SequentialBlock().add(new Overriding());
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
        NDList in = new NDList(manager.ones(new Shape(2, 4)));
        try (Capture capture = Probes.capture(net, "*.out")) {
            net.forward(new ParameterStore(manager, false), in, in, null);
            assertThat(capture.names()).containsExactly("Overriding.out");
            assertThat(capture.samples("Overriding.out").rows()).isEqualTo(2);
        }
    }

    @Test
    void aBlockThatExtendsNothingIsHeardAndWhatItCallsToo() {
        Block net = new SequentialBlock()
                .add(new BareBlock(Linear.builder().setUnits(3).build()));
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
        try (Capture capture = Probes.capture(net, "**")) {
            NDList out = run(net);
            assertThat(capture.names()).containsExactly("BareBlock.inner.out", "BareBlock.out", "out");
            assertThat(capture.samples("BareBlock.out").toArray())
                    .isEqualTo(out.head().toFloatArray());
        }
    }

    @Test
    void aRootThatExtendsNothingIsFollowed() {
        Block net = new BareBlock(Linear.builder().setUnits(3).build());
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
        try (Capture capture = Probes.capture(net, "**")) {
            run(net);
            assertThat(capture.names()).containsExactly("inner.out", "out");
        }
    }
}
