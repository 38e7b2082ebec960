package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HookPathsTest {
    private static NDManager manager;

    @BeforeAll
    static void open() {
        manager = NDManager.newBaseManager("PyTorch");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    /** Paths of the outputs in the order of computing; inputs only if asked for. */
    private static List<String> paths(Block root, boolean inputs) {
        NDArray in = manager.ones(new Shape(2, 4));
        root.initialize(manager, DataType.FLOAT32, in.getShape());
        return Probes.list(root, new NDList(in)).stream()
                .filter(p -> inputs || !p.isInput())
                .map(HookPoint::path)
                .toList();
    }

    private static Linear linear() {
        return Linear.builder().setUnits(4).build();
    }

    /** A block whose way of calling its children is given. */
    private static final class Custom extends AbstractBlock {
        private final List<Block> parts = new ArrayList<>();
        private final BiFunction<List<Block>, Call, NDList> body;

        interface Call {
            NDList of(int part, NDList in);
        }

        private NDList input;

        Custom(BiFunction<List<Block>, Call, NDList> body) {
            this.body = body;
        }

        Custom with(String name, Block part) {
            parts.add(addChildBlock(name, part));
            return this;
        }

        /** Kept, but not a child. */
        Custom keeping(Block part) {
            parts.add(part);
            return this;
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore ps, NDList in, boolean training, PairList<String, Object> params) {
            input = in;
            return body.apply(parts, (part, x) -> parts.get(part).forward(ps, x == null ? input : x, training));
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
            parts.forEach(p -> p.initialize(manager, type, shapes));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return shapes;
        }
    }

    @Test
    void childrenLoseTheirPositionsAndEqualsAreNumbered() {
        Block net = new SequentialBlock()
                .add(linear())
                .add(Activation.reluBlock())
                .add(linear())
                .addSingleton(x -> x.mul(2), "double")
                .addSingleton(x -> x.add(1));
        assertThat(paths(net, false))
                .containsExactly("Linear#1.out", "ReLU.out", "Linear#2.out", "double.out", "LambdaBlock.out", "out");
    }

    @Test
    void nestedBlocksAndParallelBranchesAreJoinedByDots() {
        Block net = new SequentialBlock()
                .add(new ParallelBlock(parts ->
                                new NDList(parts.get(0).head().add(parts.get(1).head())))
                        .add(new SequentialBlock().add(linear()))
                        .add(linear()))
                .add(linear());
        assertThat(paths(net, false))
                .containsExactly(
                        "ParallelBlock.SequentialBlock.Linear.out",
                        "ParallelBlock.SequentialBlock.out",
                        "ParallelBlock.Linear.out",
                        "ParallelBlock.out",
                        "Linear.out",
                        "out");
    }

    @Test
    void inputsAreThereToo() {
        assertThat(paths(new SequentialBlock().add(linear()), true))
                .containsExactly("in", "Linear.in", "Linear.out", "out");
    }

    @Test
    void everyCallOfABlockCalledTwiceHasItsOwnPath() {
        Block net = new Custom((parts, call) -> call.of(0, call.of(0, call.of(0, null)))).with("enc", linear());
        assertThat(paths(net, false)).containsExactly("enc.out", "enc@2.out", "enc@3.out", "out");
    }

    @Test
    void whatABlockCalledTwiceCallsIsTwicePresent() {
        Block net = new Custom((parts, call) -> call.of(0, call.of(0, null)))
                .with("enc", new SequentialBlock().add(linear()));
        assertThat(paths(net, false))
                .containsExactly("enc.Linear.out", "enc.out", "enc@2.Linear.out", "enc@2.out", "out");
    }

    @Test
    void aBlockSharedByTwoParentsHasAPathInEach() {
        Linear shared = linear();
        Block net = new Custom((parts, call) -> call.of(1, call.of(0, null)))
                .with("left", new SequentialBlock().add(shared))
                .with("right", new SequentialBlock().add(shared));
        assertThat(paths(net, false))
                .containsExactly("left.Linear.out", "left.out", "right.Linear.out", "right.out", "out");
    }

    @Test
    void aBlockThatIsAddedTwiceTakesItsNamesInTurn() {
        Linear shared = linear();
        Block net =
                new SequentialBlock().add(shared).add(Activation.reluBlock()).add(shared);
        assertThat(paths(net, false)).containsExactly("Linear#1.out", "ReLU.out", "Linear#2.out", "out");
    }

    @Test
    void aBlockThatIsNoChildIsNamedAfterThePlaceWhereItIsKept() {
        Block net = new Custom((parts, call) -> call.of(2, call.of(1, call.of(0, null))))
                .with("Linear", linear())
                .keeping(linear())
                .keeping(linear());
        assertThat(paths(net, false)).containsExactly("Linear.out", "parts[1].out", "parts[2].out", "out");
    }

    @Test
    void furtherArraysAreNumbered() {
        Block net =
                new SequentialBlock().add(in -> new NDList(in.head(), in.head().sum()), "split");
        assertThat(paths(net, false)).containsExactly("split.out", "split.out2", "out", "out2");
    }

    @Test
    void charactersOfGlobsAndPathsDoNotAppearInNames() {
        Block net = new Custom((parts, call) -> call.of(0, null)).with("a.b*c@1 d", linear());
        assertThat(paths(net, false)).containsExactly("a_b_c_1_d.out", "out");
    }

    @Test
    void pathsAreTheSameInEveryPassWhateverTheOrderOfCalls() {
        boolean[] swap = {false};
        Custom net = new Custom((parts, call) -> swap[0] ? call.of(0, call.of(1, null)) : call.of(1, call.of(0, null)))
                .with("a", linear())
                .with("b", linear());
        paths(net, false);
        try (Capture capture = Probes.capture(net, "**")) {
            for (int pass = 0; pass < 3; pass++) {
                swap[0] = pass == 1;
                net.forward(new ParameterStore(manager, false), new NDList(manager.ones(new Shape(2, 4))), false);
            }
            assertThat(capture.names()).containsExactly("a.out", "b.out", "out");
            assertThat(capture.samples("a.out").rows()).isEqualTo(6);
        }
    }

    @Test
    void theFirstCallOfABlockHasTheFirstNameWhateverElseIsCalledBefore() {
        boolean[] swap = {false};
        Custom net = new Custom((parts, call) ->
                        swap[0] ? call.of(0, call.of(1, call.of(0, null))) : call.of(0, call.of(0, call.of(1, null))))
                .with("a", linear())
                .with("b", linear());
        paths(net, false);
        NDList in = new NDList(manager.ones(new Shape(2, 4)));
        try (Capture capture = Probes.capture(net, manager, Tap.glob("a*.in"))) {
            net.forward(new ParameterStore(manager, false), in, false);
            capture.clear();
            swap[0] = true;
            net.forward(new ParameterStore(manager, false), in, false);
            assertThat(capture.arrays("a.in").head()).isEqualTo(in.head());
            assertThat(capture.arrays("a@2.in")).hasSize(1);
        }
    }

    @Test
    void whatAReplacementComputesIsNotFollowed() {
        Block net = new Custom((parts, call) -> call.of(0, null)).with("a", linear());
        paths(net, false);
        Block helper = linear();
        helper.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
        ParameterStore store = new ParameterStore(manager, false);
        Attachment change = Probes.intervene(
                net,
                Intervention.replace(
                        "a.out",
                        v -> helper.forward(store, new NDList(v), false).head()));
        try (Capture capture = Probes.capture(net, "**")) {
            net.forward(store, new NDList(manager.ones(new Shape(2, 4))), false);
            assertThat(capture.names()).containsExactly("a.out", "out");
        } finally {
            change.close();
        }
    }

    @Test
    void theTableShowsWhatThereIs() {
        Block net = new SequentialBlock().add(linear()).add(Activation.reluBlock());
        paths(net, false);
        assertThat(Probes.list(net, new NDList(manager.ones(new Shape(2, 4))))
                        .toString()
                        .lines())
                .containsExactly(
                        "path        block            shape   parameters  values",
                        "Linear.out  Linear           (2, 4)          20       4",
                        "ReLU.out    LambdaBlock      (2, 4)           0       4",
                        "out         SequentialBlock  (2, 4)          20       4");
    }
}
