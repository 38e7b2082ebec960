package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.infoplane.probe.internal.BlockNames;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks that override or overload {@code forward}: what counts is what the caller gives and gets. */
class OverloadsTest {
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

    /** Doubles. */
    private static class Doubling extends LambdaBlock {
        Doubling() {
            super(in -> new NDList(in.head().mul(2)), "twice");
        }
    }

    /** What is doubled, and a hundred. */
    private static class Adding extends Doubling {
        @Override
        public NDList forward(ParameterStore ps, NDList in, boolean training) {
            return new NDList(super.forward(ps, in, training).head().add(100));
        }
    }

    /** Inherits the override. */
    private static final class Inheriting extends Adding {}

    /** Overrides what is overridden. */
    private static final class Again extends Adding {
        @Override
        public NDList forward(ParameterStore ps, NDList in, boolean training) {
            return new NDList(super.forward(ps, in, training).head().mul(1));
        }
    }

    /** Never comes to the four-argument method. */
    private static final class Alone extends Doubling {
        @Override
        public NDList forward(ParameterStore ps, NDList in, boolean training) {
            return new NDList(in.head().mul(2).add(100));
        }
    }

    /** Declares what it returns more exactly than it must. */
    private static final class Exact extends Doubling {
        private static final class Result extends NDList {
            private static final long serialVersionUID = 1;

            Result(NDArray only) {
                super(only);
            }
        }

        @Override
        public Result forward(ParameterStore ps, NDList in, boolean training) {
            return new Result(super.forward(ps, in, training).head().add(100));
        }
    }

    /** Has its override from an interface. */
    private interface Hundred extends Block {
        @Override
        default NDList forward(ParameterStore ps, NDList in, boolean training) {
            return new NDList(forward(ps, in, training, null).head().add(100));
        }
    }

    private static final class ByInterface extends BareBlock implements Hundred {
        ByInterface() {
            super(Blocks.identityBlock());
        }
    }

    /** Extends nothing, and overrides both. */
    private static final class BareBoth extends BareBlock {
        BareBoth() {
            super(Blocks.identityBlock());
        }

        @Override
        public NDList forward(ParameterStore ps, NDList in, boolean training) {
            return new NDList(inner.forward(ps, in, training).head().mul(2).add(100));
        }
    }

    /** Each doubles its input and adds 100. */
    private enum Kind {
        ADDING(Adding::new),
        INHERITING(Inheriting::new),
        AGAIN(Again::new),
        ALONE(Alone::new),
        EXACT(Exact::new),
        BY_INTERFACE(ByInterface::new),
        BARE_BOTH(BareBoth::new);

        private final Supplier<Block> made;

        Kind(Supplier<Block> made) {
            this.made = made;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChildIsCapturedAsTheNextBlockReceivesIt(Kind kind) {
        Block net = new SequentialBlock().add(kind.made.get()).add(new LambdaBlock(x -> x, "next"));
        String name = BlockNames.ofChildren(net).get(0).name();
        try (Capture capture = Probes.capture(net, name + ".in", name + ".out", "next.in", "out")) {
            assertThat(run(net).head().toFloatArray()).containsOnly(102);
            assertThat(capture.samples(name + ".in").toArray()).hasSize(8).containsOnly(1);
            assertThat(capture.samples(name + ".out").toArray()).hasSize(8).containsOnly(102);
            assertThat(capture.samples("next.in").toArray()).hasSize(8).containsOnly(102);
            assertThat(capture.samples("out").toArray()).hasSize(8).containsOnly(102);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRootIsCapturedAsItsCallerReceivesIt(Kind kind) {
        Block net = kind.made.get();
        try (Capture capture = Probes.capture(net, "in", "out")) {
            assertThat(run(net).head().toFloatArray()).containsOnly(102);
            assertThat(capture.samples("in").toArray()).hasSize(8).containsOnly(1);
            assertThat(capture.samples("out").toArray()).hasSize(8).containsOnly(102);
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("try") // attachments are closed, not used
    void anInterventionActsOnceOnWhatTheCallerGivesAndReceives(Kind kind) {
        if (kind == Kind.EXACT) {
            return; // may not return anything else than its own class
        }
        Block net = new SequentialBlock().add(kind.made.get());
        String name = BlockNames.ofChildren(net).get(0).name();
        try (Attachment in = Probes.intervene(net, Intervention.replace(name + ".in", v -> v.add(1)));
                Attachment out = Probes.intervene(net, Intervention.replace(name + ".out", v -> v.add(1000)))) {
            assertThat(run(net).head().toFloatArray()).containsOnly(1104);
        }
        assertThat(run(net).head().toFloatArray()).containsOnly(102);
    }

    /** A class that nobody has loaded when the probe is attached. */
    private static final class LoadedLater extends Doubling {
        @Override
        public NDList forward(ParameterStore ps, NDList in, boolean training) {
            return new NDList(super.forward(ps, in, training).head().add(100));
        }
    }

    @Test
    void aClassThatIsLoadedAfterAttachingIsHeardFromItsFirstCall() {
        Block net = new SequentialBlock()
                .add(new LambdaBlock(
                        x -> new LoadedLater().forward(new ParameterStore(manager, false), x, false), "maker"));
        try (Capture capture = Probes.capture(net, "maker.*.out")) {
            run(net);
            assertThat(capture.samples("maker.LoadedLater.out").toArray())
                    .hasSize(8)
                    .containsOnly(102);
        }
    }

    /** Convenience methods of the same name, by which no block is called. */
    @SuppressWarnings("unused")
    private static final class Convenient extends Doubling {
        NDArray forward(NDArray in) {
            return in.mul(2);
        }

        static NDList forward(ParameterStore ps, NDList in, boolean training, String unit) {
            return in;
        }

        NDList forward(ParameterStore ps, NDList in, NDList mask, boolean training) {
            return in;
        }

        NDArray forward(ParameterStore ps, NDArray in, boolean training, PairList<String, Object> params) {
            return in;
        }

        NDList forward(int heads, NDList in, boolean training, PairList<String, Object> params) {
            return in;
        }

        void forward(ParameterStore ps, NDList in, boolean training, int times) {}

        NDList forward() {
            return new NDList();
        }
    }

    /** A static method with the very descriptor of a block's. */
    private static final class StaticTwin implements Hundredfold {
        public static NDList forward(ParameterStore ps, NDList in, boolean training, PairList<String, Object> params) {
            return new NDList(in.head().mul(100));
        }
    }

    private interface Hundredfold {}

    @Test
    void overloadsThatAreNoCallsOfTheBlockAreLeftAlone() {
        Block net = new SequentialBlock().add(new Convenient());
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
        assertThat(Probes.list(net, new NDList(manager.ones(new Shape(2, 4)))))
                .extracting(HookPoint::path)
                .containsExactly("in", "Convenient.in", "Convenient.out", "out");
        try (Capture capture = Probes.capture(net, "**")) {
            NDList in = new NDList(manager.ones(new Shape(2, 4)));
            assertThat(StaticTwin.forward(null, in, false, null).head().toFloatArray())
                    .containsOnly(100);
            assertThat(capture.names()).isEmpty();
            run(net);
            assertThat(capture.samples("Convenient.out").toArray()).hasSize(8).containsOnly(2);
        }
    }

    /** Called with labels, by an override that goes on to the inherited method. */
    private static final class Labelled extends Doubling {
        @Override
        public NDList forward(ParameterStore ps, NDList in, NDList labels, PairList<String, Object> params) {
            return new NDList(super.forward(ps, in, labels, params).head().add(labels.head()));
        }
    }

    @Test
    void aCallWithLabelsIsCapturedAsItsCallerReceivesIt() {
        Block net = new Labelled();
        NDList in = new NDList(manager.ones(new Shape(2, 4)));
        try (Capture capture = Probes.capture(net, "out")) {
            net.forward(new ParameterStore(manager, false), in, in, null);
            assertThat(capture.samples("out").toArray()).hasSize(8).containsOnly(3);
        }
    }
}
