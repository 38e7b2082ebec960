package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.util.PairList;
import dev.infoplane.probe.internal.BlockGraph;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Networks that do what hardly any does. */
class OddBlocksTest {
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

    /** Calls what it finds in collections that contain themselves, beside one that does not let itself be read. */
    private static final class Knotted extends AbstractBlock {
        private final List<Object> list = new ArrayList<>();
        private final Map<String, Object> map = new HashMap<>();
        private final Object[] array = new Object[2];
        private final Object unreadable = new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new IllegalStateException("not to be read");
            }

            @Override
            public int size() {
                return 1;
            }
        };

        Knotted(Block inner) {
            map.put("list", list);
            map.put("nothing", null);
            array[0] = array;
            list.add(map);
            list.add(list);
            list.add(array);
            list.add(inner);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore ps, NDList in, boolean training, PairList<String, Object> params) {
            assertThat(unreadable).isNotNull();
            return ((Block) list.get(3)).forward(ps, in, training);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return shapes;
        }
    }

    @Test
    void collectionsThatContainThemselvesAreLookedThroughOnce() {
        Block inner = new BareBlock(Blocks.identityBlock());
        Block net = new Knotted(inner);
        assertThat(BlockGraph.reachable(net)).contains(net, inner);
        try (Capture capture = Probes.capture(net, "**")) {
            run(net);
            assertThat(capture.names()).contains("list[3].out", "out");
            assertThat(capture.samples("out").get(0, 0)).isEqualTo(2);
        }
    }

    @Test
    void emptyPlacesInAListAreNoPointsAndStay() {
        NDArray[] first = {null};
        Block net = new SequentialBlock()
                .add(new LambdaBlock(in -> new NDList(first[0], in.head(), null), "gaps"))
                .add(new LambdaBlock(in -> in, "on"));
        try (Capture capture = Probes.capture(net, "**")) {
            NDList out = run(net);
            assertThat(out).hasSize(3);
            assertThat(out.get(0)).isNull();
            assertThat(out.get(2)).isNull();
            assertThat(capture.names()).containsExactly("gaps.out2", "on.out2", "out2");
            first[0] = manager.zeros(new Shape(2, 1));
            run(net);
            assertThat(capture.names()).contains("gaps.out", "on.out", "out");
            assertThat(capture.samples("gaps.out2").rows()).isEqualTo(4);
            assertThat(capture.samples("gaps.out").rows()).isEqualTo(2);
        }
    }

    @Test
    void aBlockThatGivesNoListHasNoOutput() {
        Block net = new SequentialBlock().add(new LambdaBlock(in -> null, "nothing"));
        try (Capture capture = Probes.capture(net, "in")) {
            assertThat(run(net)).isNull();
            assertThat(capture.names()).containsExactly("in");
        }
    }

    @Test
    void anOutputWithoutValuesCanBeListedButIsNoSample() {
        LambdaBlock empty = new LambdaBlock(
                in -> new NDList(
                        in.head(),
                        in.head()
                                .getManager()
                                .zeros(new Shape(in.head().getShape().get(0), 0))),
                "empty");
        Block net = new SequentialBlock().add(empty);
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
        assertThat(Probes.list(net, new NDList(manager.ones(new Shape(2, 3)))))
                .filteredOn(p -> p.path().equals("empty.out2"))
                .singleElement()
                .satisfies(p -> assertThat(p.values()).isZero());
        try (Capture heap = Probes.capture(net, "**");
                Capture device = Probes.capture(net, manager, Tap.glob("**"))) {
            run(net);
            assertThat(heap.samples("out").rows()).isEqualTo(2);
            assertThatThrownBy(() -> heap.samples("empty.out2"))
                    .hasMessage("what is captured at 'empty.out2' cannot be kept as rows of numbers: a row of shape"
                            + " (0) holds no value");
            assertThat(device.arrays("empty.out2").head().getShape()).isEqualTo(new Shape(2, 0));
        }
        try (Model model = Nets.model(net);
                Trainer trainer = model.newTrainer(Nets.config())) {
            trainer.initialize(new Shape(1, 3));
            assertThatThrownBy(() -> Probes.on(trainer)
                            .tap("empty.out2")
                            .evaluateOn(Nets.inputs(4, 1))
                            .inputInformation(new Nets.MeanOfT())
                            .attach())
                    .hasMessageContaining("'empty.out2'")
                    .hasMessageContaining("holds no value");
        }
    }

    @Test
    void textIsNoNumber() {
        Block net = new SequentialBlock()
                .add(new LambdaBlock(in -> new NDList(in.head(), manager.create(new String[] {"a", "b"})), "text"));
        try (Capture capture = Probes.capture(net, "text.out2")) {
            assertThat(capture.names()).isEmpty();
            run(net);
            assertThatThrownBy(() -> capture.samples("text.out2"))
                    .hasMessage("what is captured at 'text.out2' cannot be kept as rows of numbers: its values are of"
                            + " type string");
        }
    }

    @Test
    void whoAsksForAnInputIsToldOfInputs() {
        Block net = new SequentialBlock().add(Nets.dense(4));
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
        HookPoints points = Probes.list(net, new NDList(manager.ones(new Shape(2, 3))));
        for (Tap tap : new Tap[] {Tap.glob("stem.in"), Tap.glob("stem.*.in"), Tap.regex("stem\\..*\\.in\\d*")}) {
            assertThatThrownBy(() -> points.choose(tap))
                    .hasMessageContaining("; available: in, SequentialBlock.in, SequentialBlock.Linear.in, ")
                    .hasMessageNotContaining(".out");
        }
        assertThatThrownBy(() -> points.choose(Tap.glob("stem.out")))
                .hasMessageContaining("; available: SequentialBlock.Linear.out, ")
                .hasMessageNotContaining(".in,");
    }
}
