package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.translate.NoopTranslator;
import ai.djl.util.PairList;
import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureTest {
    private Model model;
    private Block net;
    private NDManager manager;

    @BeforeEach
    void open() {
        model = Nets.model(new Nets.Staged());
        net = model.getBlock();
        manager = model.getNDManager().newSubManager();
        net.initialize(manager, DataType.FLOAT32, new Shape(1, Nets.FEATURES));
    }

    @AfterEach
    void close() {
        manager.close();
        model.close();
    }

    private NDList input(int rows, int seed) {
        return new NDList(manager.create(Nets.inputs(rows, seed).toArray(), new Shape(rows, Nets.FEATURES)));
    }

    private NDArray run(NDList in) {
        return net.forward(new ParameterStore(manager, false), in, false).head();
    }

    @Test
    void keepsTheRowsOfAllPassesInOrder() {
        try (Capture capture = Probes.capture(net, "head.in", "out")) {
            NDArray first = run(input(3, 1));
            NDArray second = run(input(2, 2));
            assertThat(capture.names()).containsExactly("head.in", "out");
            assertThat(capture.samples("out").toArray())
                    .isEqualTo(first.concat(second).toFloatArray());
            assertThat(capture.samples("head.in").rowShape()).containsExactly(8);
            capture.clear();
            assertThat(capture.names()).isEmpty();
            run(input(4, 3));
            assertThat(capture.samples("out").rows()).isEqualTo(4);
        }
    }

    @Test
    void aCallThatNotEveryPassMakesIsNoted() {
        Linear inner = Linear.builder().setUnits(Nets.FEATURES).build();
        LambdaBlock unused = new LambdaBlock(x -> x, "unused");
        SequentialBlock twice = new SequentialBlock() {
            @Override
            protected NDList forwardInternal(
                    ParameterStore ps, NDList inputs, boolean training, PairList<String, Object> params) {
                NDList once = inner.forward(ps, inputs, training);
                return inputs.head().getShape().get(0) == 3 ? inner.forward(ps, once, training) : once;
            }
        };
        twice.add(inner).add(unused);
        twice.initialize(manager, DataType.FLOAT32, new Shape(1, Nets.FEATURES));
        try (Capture capture = Probes.capture(twice, "Linear*.out")) {
            twice.forward(new ParameterStore(manager, false), input(3, 1), false);
            assertThat(capture.warnings()).isEmpty();
            twice.forward(new ParameterStore(manager, false), input(2, 2), false);
            assertThat(capture.warnings())
                    .singleElement()
                    .asString()
                    .contains("'Linear@2.out' has 3 rows and 'Linear.out' has 5");
        }
    }

    @Test
    void seesNothingAfterClosing() {
        Capture capture = Probes.capture(net, "out");
        run(input(3, 1));
        capture.close();
        capture.close();
        run(input(3, 1));
        assertThat(capture.samples("out").rows()).isEqualTo(3);
    }

    @Test
    void keepsArraysOnTheDeviceInTheirOwnTypeIfGivenAManager() {
        try (NDManager keeper = manager.newSubManager();
                Capture capture = Probes.capture(
                        net, keeper, Tap.glob("stem.out").view(View.half()).as("half"), Tap.glob("out"))) {
            NDArray out;
            try (NDManager batch = manager.newSubManager()) {
                NDList in = input(3, 1);
                in.attach(batch);
                out = run(in).duplicate();
                out.attach(manager);
            }
            assertThat(capture.arrays("half").head().getDataType()).isEqualTo(DataType.FLOAT16);
            assertThat(capture.arrays("out").head()).isEqualTo(out);
            assertThat(capture.arrays("out").head().getManager()).isSameAs(keeper);
            assertThat(capture.samples("half").rows()).isEqualTo(3);
        }
    }

    @Test
    void aCaptureThatIsRewoundWritesIntoTheSameArrays() {
        try (NDManager keeper = manager.newSubManager();
                Capture capture = Probes.capture(net, keeper, Tap.glob("out"), Tap.glob("stem.out"))) {
            run(input(3, 1));
            run(input(3, 2));
            NDList first = capture.arrays("out");
            capture.rewind();
            assertThat(capture.names()).isEmpty();
            NDArray again = run(input(3, 3));
            assertThat(capture.arrays("out")).hasSize(1);
            assertThat(capture.arrays("out").head()).isSameAs(first.get(0)).isEqualTo(again);
            NDArray more = run(input(5, 4));
            assertThat(capture.arrays("out").get(1)).isNotSameAs(first.get(1)).isEqualTo(more);
            assertThat(capture.samples("out").rows()).isEqualTo(8);
            capture.rewind();
            capture.clear();
            run(input(3, 5));
            assertThat(capture.arrays("out").head()).isNotSameAs(first.get(0));
        }
    }

    @Test
    void whatAViewComputesStaysWhenTheNetworkGoesOn() {
        Tap[] taps = {
            Tap.glob("stage1.out").view(View.half()),
            Tap.glob("stage1.out").view(View.project(3, 1)),
            Tap.glob("stage1.out").view(View.firstChannels(2)),
            Tap.glob("stage1.out")
        };
        try (NDManager keeper = manager.newSubManager();
                Capture onHeap = Probes.capture(net, taps);
                Capture capture = Probes.capture(net, keeper, taps)) {
            run(input(3, 1));
            capture.clear();
            Attachment overwrites = Probes.intervene(net, Intervention.replace("head.in", v -> v.muli(0)));
            run(input(3, 1));
            overwrites.close();
            for (String name : capture.names()) {
                assertThat(capture.arrays(name).head().getManager()).as(name).isSameAs(keeper);
                assertThat(capture.samples(name).toArray())
                        .as(name)
                        .isEqualTo(onHeap.samples(name).slice(0, 3).toArray());
            }
        }
    }

    @Test
    void aliasesRegularExpressionsAndPredicatesSelect() {
        Tap alias = Tap.glob("stage1.unit2.out").as("deep");
        Tap regex = Tap.regex("stage\\d\\.unit1\\.out");
        Tap wide = Tap.where(p -> p.blockType().equals("Linear") && p.values() == 3 && !p.isInput());
        try (Capture capture = Probes.capture(net, alias, regex, wide)) {
            run(input(2, 1));
            assertThat(capture.names()).containsExactly("stage1.unit1.out", "deep", "head.out");
            assertThat(capture.hookPoint("deep").path()).isEqualTo("stage1.unit2.out");
        }
    }

    @Test
    void viewsThatShowDifferentThingsNeedDifferentNames() {
        for (Tap[] taps : new Tap[][] {
            {Tap.glob("out").view(View.project(2, 1)), Tap.glob("out").view(View.project(2, 2))},
            {Tap.glob("out").view(View.of("v", v -> v.mul(1))), Tap.glob("out").view(View.of("v", v -> v.mul(2)))}
        }) {
            try (Capture capture = Probes.capture(net, taps)) {
                run(input(2, 1));
                assertThatThrownBy(() -> capture.samples(capture.names().get(0)))
                        .hasMessageContaining("a name can stand for one thing only");
            }
        }
        try (Capture capture = Probes.capture(
                net, Tap.glob("out").view(View.project(2, 1)), Tap.glob("**").view(View.project(2, 1)))) {
            run(input(2, 1));
            assertThat(capture.names()).contains("out:project(2)");
        }
    }

    @Test
    void overlappingGlobsCaptureOnce() {
        try (Capture capture = Probes.capture(net, "stem.out", "s*.out")) {
            run(input(2, 1));
            assertThat(capture.names()).containsExactly("stem.out", "stage1.out");
            assertThat(capture.samples("stem.out").rows()).isEqualTo(2);
        }
    }

    @Test
    void whatCannotBeMeantIsAnErrorOfTheCapture() {
        try (Capture capture = Probes.capture(net, "stage2.out")) {
            assertThatThrownBy(() -> capture.samples("out")).hasMessageContaining("nothing was captured under 'out'");
            run(input(2, 1));
            assertThatThrownBy(() -> capture.samples("out")).hasMessageContaining("no hook point matches 'stage2.out'");
        }
        try (Capture capture = Probes.capture(net, "out")) {
            run(input(2, 1));
            assertThatThrownBy(() -> capture.samples("in"))
                    .hasMessage("nothing was captured under 'in'; captured: out");
            assertThatThrownBy(() -> capture.arrays("out")).hasMessageContaining("open it with a manager");
        }
        try (Capture capture = Probes.capture(net, Tap.glob("s*.out").as("s"))) {
            run(input(2, 1));
            assertThatThrownBy(() -> capture.samples("s"))
                    .hasMessageContaining("'s' would be the name of both stem.out and stage1.out");
        }
        try (Capture capture = Probes.capture(
                net, Tap.glob("stem.out").as("a"), Tap.glob("head.out").as("a"))) {
            run(input(2, 1));
            assertThat(capture.names()).containsExactly("a");
            assertThatThrownBy(() -> capture.samples("a")).hasMessageContaining("would be the name of both");
        }
        assertThat(run(input(2, 1)).getShape()).isEqualTo(new Shape(2, 3));
    }

    @Test
    void aFailingForwardPassLeavesTheNextOneClean() {
        try (Capture capture = Probes.capture(net, "out")) {
            assertThatThrownBy(() -> run(new NDList(manager.ones(new Shape(2, Nets.FEATURES + 1)))));
            run(input(2, 1));
            assertThat(capture.names()).containsExactly("out");
            assertThat(capture.samples("out").rows()).isEqualTo(2);
        }
    }

    @Test
    void twoCapturesOfTheSameNetworkDoNotDisturbEachOther() {
        Capture first = Probes.capture(net, "out");
        Capture second = Probes.capture(net, "stem.out");
        run(input(2, 1));
        first.close();
        run(input(2, 1));
        second.close();
        assertThat(first.samples("out").rows()).isEqualTo(2);
        assertThat(second.samples("stem.out").rows()).isEqualTo(4);
    }

    @Test
    void concurrentPredictorsSeeTheirOwnCapturesOnly() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int seed = thread;
                done.add(pool.submit(() -> predictsWhatItCaptures(seed)));
            }
            for (Future<Boolean> each : done) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean predictsWhatItCaptures(int seed) throws Exception {
        boolean same = true;
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
                NDManager mine = NDManager.newBaseManager("PyTorch");
                Capture capture = Probes.capture(net, "out")) {
            for (int i = 0; i < 50; i++) {
                Samples x = Nets.inputs(3, 100 * seed + i);
                NDArray y = predictor
                        .predict(new NDList(mine.create(x.toArray(), new Shape(3, Nets.FEATURES))))
                        .head();
                same &= java.util.Arrays.equals(
                        y.toFloatArray(), capture.samples("out").toArray());
                capture.clear();
                y.close();
            }
        }
        return same;
    }

    @Test
    void severalModelsAtOnceAreKeptApart() {
        try (Model other = Nets.model(Nets.dense(5))) {
            other.getBlock().initialize(manager, DataType.FLOAT32, new Shape(1, Nets.FEATURES));
            try (Capture mine = Probes.capture(net, "**");
                    Capture its = Probes.capture(other.getBlock(), "**")) {
                run(input(2, 1));
                assertThat(its.names()).isEmpty();
                other.getBlock().forward(new ParameterStore(manager, false), input(3, 1), false);
                assertThat(mine.samples("out").rows()).isEqualTo(2);
                assertThat(its.samples("out").rows()).isEqualTo(3);
            }
        }
    }

    @Test
    void aRootInsideAnotherNetworkIsFollowedFromThere() {
        Block stage = net.getChildren().get(1).getValue();
        try (Capture capture = Probes.capture(stage, "unit1.out", "out")) {
            run(input(2, 1));
            assertThat(capture.names()).containsExactly("unit1.out", "out");
        }
    }

    @Test
    void passesThatAProbeRunsForItselfAreNotCaptured() {
        try (Model trained = Nets.model(new Nets.Staged());
                Trainer trainer = Nets.trainer(trained, 1);
                Capture capture = Probes.capture(trained.getBlock(), "out")) {
            Probes.list(trained, new Shape(7, Nets.FEATURES));
            try (ProbeSession session = Probes.on(trainer)
                    .tap("stem.out")
                    .evaluateOn(Nets.inputs(8, 1))
                    .inputInformation(new Nets.MeanOfT())
                    .attach()) {
                assertThat(session.plane().points()).hasSize(1);
            }
            assertThat(capture.names()).isEmpty();
            trainer.evaluate(new NDList(trainer.getManager().ones(new Shape(3, Nets.FEATURES))));
            assertThat(capture.samples("out").rows()).isEqualTo(3);
        }
    }

    @Test
    void trainingPassesOfThisThreadAreCapturedToo() throws Exception {
        try (Model trained = Nets.model(new Nets.Staged());
                Trainer trainer = Nets.trainer(trained, 1);
                Capture capture = Probes.capture(trained.getBlock(), "stage1.out")) {
            Nets.train(trainer, 1);
            assertThat(capture.samples("stage1.out").rows()).isEqualTo(64);
        }
    }
}
