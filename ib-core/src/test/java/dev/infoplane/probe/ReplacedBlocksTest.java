package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.util.PairList;
import dev.infoplane.probe.internal.CallTracker;
import dev.infoplane.probe.internal.Hooks;
import dev.infoplane.probe.internal.PassSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Networks whose blocks are exchanged, or made anew, while probes are attached. */
class ReplacedBlocksTest {
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
        return net.forward(new ParameterStore(manager, false), new NDList(manager.ones(new Shape(2, 3))), false);
    }

    private Linear linear() {
        Linear linear = Linear.builder().setUnits(2).build();
        linear.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
        return linear;
    }

    @Test
    void aBlockThatTakesTheLastPlaceTakesItsPathAndItsInterventions() {
        SequentialBlock net = new SequentialBlock().add(linear());
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
        try (Attachment nought = Probes.intervene(net, Intervention.replace("Linear.out", v -> v.zerosLike()));
                Capture capture = Probes.capture(net, "**")) {
            run(net);
            net.replaceLastBlock(linear());
            assertThat(run(net).head().toFloatArray()).containsOnly(0);
            assertThat(nought).isNotNull();
            assertThat(capture.names()).containsExactly("Linear.out", "out");
            assertThat(capture.samples("Linear.out").rows()).isEqualTo(4);
        }
    }

    /** Makes what it calls. */
    private static final class Maker extends AbstractBlock {
        @Override
        protected NDList forwardInternal(
                ParameterStore ps, NDList in, boolean training, PairList<String, Object> params) {
            NDList once = new LambdaBlock(x -> new NDList(x.head().add(1))).forward(ps, in, training);
            return new LambdaBlock(x -> new NDList(x.head().mul(2))).forward(ps, once, training);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return shapes;
        }
    }

    @Test
    void blocksMadeInEveryPassKeepTheNamesOfTheFirst() {
        Maker net = new Maker();
        try (Attachment nought = Probes.intervene(net, Intervention.replace("LambdaBlock.out", v -> v.zerosLike()));
                Capture capture = Probes.capture(net, "**")) {
            for (int pass = 0; pass < 5; pass++) {
                assertThat(run(net).head().toFloatArray()).containsOnly(0);
            }
            assertThat(nought).isNotNull();
            assertThat(capture.names()).containsExactly("LambdaBlock.out", "LambdaBlock#2.out", "out");
            assertThat(capture.samples("LambdaBlock#2.out").rows()).isEqualTo(10);
        }
    }

    /** Makes a whole branch in every pass. */
    private static final class BranchMaker extends AbstractBlock {
        @Override
        protected NDList forwardInternal(
                ParameterStore ps, NDList in, boolean training, PairList<String, Object> params) {
            SequentialBlock branch =
                    new SequentialBlock().add(new LambdaBlock(x -> x, "first")).add(new LambdaBlock(x -> x, "second"));
            return branch.forward(ps, in, training);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return shapes;
        }
    }

    @Test
    void branchesMadeInEveryPassAreNotRememberedOneByOne() {
        BranchMaker net = new BranchMaker();
        List<String> reached = new ArrayList<>();
        CallTracker.Visitor visitor = (path, block) -> {
            reached.add(path);
            return null;
        };
        Runnable detach = Hooks.followHere(PassSubscription.looking(net, PassSubscription.Passes.ALL, () -> visitor));
        for (int pass = 0; pass < 4; pass++) {
            run(net);
        }
        detach.run();
        assertThat(reached).containsExactly("", "SequentialBlock", "SequentialBlock.first", "SequentialBlock.second");
    }

    /** Keeps a block in an optional. */
    private static final class Perhaps extends AbstractBlock {
        private final Optional<Block> inner;

        Perhaps(Block inner) {
            this.inner = Optional.of(inner);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore ps, NDList in, boolean training, PairList<String, Object> params) {
            return inner.orElseThrow().forward(ps, in, training);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return shapes;
        }
    }

    @Test
    void aBlockOfSomebodysOwnInAnOptionalIsFound() {
        Block net = new Perhaps(new BareBlock(linear()));
        try (Capture capture = Probes.capture(net, "**")) {
            run(net);
            assertThat(capture.names()).containsExactly("inner.inner.out", "inner.out", "out");
        }
    }

    @Test
    @SuppressWarnings("try") // the session is closed, not used
    void anExchangedNetworkNeedsANewSession() throws Exception {
        try (Model model = Nets.model(new Nets.Staged());
                Trainer trainer = Nets.trainer(model, 3);
                ProbeSession session = Probes.on(trainer)
                        .tap("out")
                        .evaluateOn(Nets.inputs(8, 1))
                        .inputInformation(new Nets.MeanOfT())
                        .intervene(Intervention.gaussianNoise("stem.out", 0.1))
                        .attach()) {
            Nets.train(trainer, 1);
            Block other = new Nets.Staged();
            other.initialize(trainer.getManager(), DataType.FLOAT32, new Shape(1, Nets.FEATURES));
            model.setBlock(other);
            assertThatThrownBy(() -> Nets.train(trainer, 1))
                    .hasMessageContaining("the block of the model was exchanged after the probe session 'net'");
        }
    }
}
