package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
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
import ai.djl.translate.NoopTranslator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A capture never breaks the model it watches: asking for what it could not record throws the error. */
class NeverBreaksTest {
    private Model model;
    private Predictor<NDList, NDList> predictor;
    private NDManager manager;

    /** Doubles sequences {@code [n, steps, 3]} of any length. */
    @BeforeEach
    void open() {
        model = Nets.model(new SequentialBlock()
                .add(new LambdaBlock(x -> new NDList(x.head().mul(2)), "twice")));
        manager = model.getNDManager().newSubManager();
        model.getBlock().initialize(manager, DataType.FLOAT32, new Shape(1, 5, 3));
        predictor = model.newPredictor(new NoopTranslator(null));
    }

    @AfterEach
    void close() {
        predictor.close();
        manager.close();
        model.close();
    }

    private NDArray predict(int rows, int steps) {
        try {
            NDArray out = predictor
                    .predict(new NDList(manager.ones(new Shape(rows, steps, 3))))
                    .head();
            assertThat(out.toFloatArray()).hasSize(rows * steps * 3).containsOnly(2);
            return out;
        } catch (Exception e) {
            throw new AssertionError("the probe broke the model", e);
        }
    }

    private Capture capture(Tap... taps) {
        return Probes.capture(model.getBlock(), taps);
    }

    @Test
    void rowsThatChangeTheirShapeAreTheCapturesErrorAndTellOfPooling() {
        try (Capture capture = capture(
                Tap.glob("twice.out"), Tap.glob("out").view(View.averageOver(1)).as("pooled"))) {
            predict(2, 5);
            predict(3, 7);
            predict(1, 7);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> capture.samples("twice.out"))
                    .withMessage(
                            "what is captured at 'twice.out' cannot be kept as rows of numbers: every row must have"
                                    + " the shape of the first, (5, 3), but a later one has (7, 3); look through a view that"
                                    + " pools over what varies, such as View.averageOver(1), or clear the capture before"
                                    + " passes of another shape");
            assertThat(capture.samples("pooled").rows()).isEqualTo(6);
            assertThat(capture.samples("pooled").rowShape()).containsExactly(3);
            capture.clear();
            predict(4, 7);
            assertThat(capture.samples("twice.out").rows()).isEqualTo(4);
        }
    }

    @Test
    void onTheDeviceArraysOfEveryShapeAreKept() {
        try (Capture capture = Probes.capture(model.getBlock(), manager, Tap.glob("out"))) {
            predict(2, 5);
            predict(3, 7);
            assertThat(capture.arrays("out"))
                    .extracting(NDArray::getShape)
                    .containsExactly(new Shape(2, 5, 3), new Shape(3, 7, 3));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> capture.samples("out"))
                    .withMessageContaining("every row must have the shape of the first, (5, 3)");
        }
    }

    @Test
    void aViewThatFailsOrDoesNotFitIsTheCapturesError() {
        List<UnaryOperator<NDArray>> bad = List.of(
                v -> null,
                v -> {
                    throw new IllegalStateException("no idea");
                },
                v -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                v -> {
                    throw new StackOverflowError();
                },
                v -> {
                    v.close();
                    return v;
                });
        for (UnaryOperator<NDArray> each : bad) {
            try (Capture capture = capture(Tap.glob("twice.out").view(View.of("bad", each)), Tap.glob("out"))) {
                predict(2, 5);
                predict(2, 5);
                assertThat(capture.names()).contains("out");
                assertThatThrownBy(() -> capture.samples("twice.out:bad")).isInstanceOf(RuntimeException.class);
                assertThat(capture.samples("out").rows()).isEqualTo(4);
            }
        }
        try (Capture capture = capture(Tap.glob("out").view(View.everyPixel(2)))) {
            predict(2, 5);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> capture.samples("out:everyPixel(2)"))
                    .withMessageContaining("everyPixel needs at least 4 extents");
        }
    }

    @Test
    void memoryThatRunsOutIsSaidAndTheRowsAreLetGo() {
        try (Capture capture = capture(Tap.glob("out").view(View.of("huge", v -> {
            throw new OutOfMemoryError("Java heap space");
        })))) {
            predict(2, 5);
            assertThatIllegalStateException()
                    .isThrownBy(() -> capture.samples("out:huge"))
                    .withMessageStartingWith("no memory was left to record 'out:huge'; record fewer rows");
        }
    }

    @Test
    void aTapThatMatchesNothingIsTheCapturesError() {
        try (Capture capture = capture(Tap.glob("thrice.out"), Tap.glob("out"))) {
            assertThat(capture.names()).isEmpty();
            predict(2, 5);
            assertThatIllegalArgumentException()
                    .isThrownBy(capture::names)
                    .withMessageContaining("no hook point matches 'thrice.out'; nearest: twice.out");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> capture.samples("thrice.out"))
                    .withMessageContaining("no hook point matches 'thrice.out'");
            assertThat(capture.samples("out").rows()).isEqualTo(2);
        }
    }

    @Test
    void aPredicateOfATapThatFailsIsTheCapturesError() {
        try (Capture capture = capture(Tap.where(p -> {
            throw new IllegalStateException("cannot decide");
        }))) {
            predict(2, 5);
            assertThatIllegalStateException()
                    .isThrownBy(() -> capture.samples("out"))
                    .withMessage("cannot decide");
        }
    }

    @Test
    void aManagerThatIsClosedMeanwhileIsTheCapturesError() {
        NDManager keeper = manager.newSubManager();
        try (Capture capture = Probes.capture(model.getBlock(), keeper, Tap.glob("out"))) {
            predict(2, 5);
            keeper.close();
            assertThatIllegalStateException()
                    .isThrownBy(() -> capture.samples("out"))
                    .withMessageStartingWith("what was captured under 'out' was freed");
            predict(2, 5);
            assertThatThrownBy(() -> capture.samples("out")).isInstanceOf(RuntimeException.class);
        }
    }

    /** Cannot say what it holds. */
    private static final class Secretive extends BareBlock {
        Secretive(Block inner) {
            super(inner);
        }

        @Override
        public ai.djl.nn.BlockList getChildren() {
            throw new UnsupportedOperationException("no children here");
        }

        @Override
        public ai.djl.nn.ParameterList getDirectParameters() {
            throw new IllegalStateException("no parameters either");
        }
    }

    @Test
    void aBlockThatCannotSayWhatItHoldsIsWatchedAllTheSame() throws Exception {
        try (Model secretive = Nets.model(new Secretive(model.getBlock()));
                Predictor<NDList, NDList> other = secretive.newPredictor(new NoopTranslator(null));
                Capture capture = Probes.capture(secretive.getBlock(), "**", "in")) {
            NDList out = other.predict(new NDList(manager.ones(new Shape(2, 5, 3))));
            assertThat(out.head().toFloatArray()).containsOnly(4);
            assertThat(capture.names()).contains("in", "out");
            assertThat(capture.samples("out").toArray()).containsOnly(4);
        }
    }

    @Test
    void aTrainingGoesOnWhateverAViewDoes() throws Exception {
        List<float[][]> weights = new ArrayList<>();
        for (View view : new View[] {View.of("good", v -> v), View.of("bad", v -> v.reshape(-1, 12345))}) {
            try (Model trained = Nets.model(new Nets.Staged());
                    ai.djl.training.Trainer trainer = Nets.trainer(trained, 1);
                    Capture capture = Probes.capture(
                            trained.getBlock(),
                            Tap.glob("stage1.out").view(view).as("seen"))) {
                Nets.train(trainer, 1);
                weights.add(Nets.weights(trained));
                assertThat(capture.names()).containsExactly("seen");
            }
        }
        assertThat(weights.get(1)).isDeepEqualTo(weights.get(0));
    }
}
