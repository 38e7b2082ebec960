package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.internal.ForwardHook;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several probes, several models, several ends. */
class TogetherTest {
    private final Samples x = Nets.inputs(24, 7);
    private Model model;
    private Trainer trainer;

    @BeforeEach
    void open() {
        model = Nets.model(new Nets.Staged());
        trainer = Nets.trainer(model, 3);
    }

    @AfterEach
    void close() {
        trainer.close();
        model.close();
    }

    private ProbeBuilder probe(Trainer of) {
        return Probes.on(of).tap("**").evaluateOn(x).inputInformation(new Nets.MeanOfT());
    }

    private static Object hidden(Class<?> type, String name, Object of) throws Exception {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    private void assertClean(Object listeners) throws Exception {
        assertThat(hidden(Trainer.class, "listeners", trainer)).isSameAs(listeners);
        assertThat(hidden(ForwardHook.class, "handler", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "3210", "1302", "2031", "0012233", "31203"})
    void probesOfOneModelAreClosedInAnyOrder(String order) throws Exception {
        Object listeners = hidden(Trainer.class, "listeners", trainer);
        NDList in = new NDList(trainer.getManager().create(x.toArray(), new Shape(24, Nets.FEATURES)));
        float[] expected = trainer.evaluate(in).head().toFloatArray();
        List<AutoCloseable> open = new ArrayList<>(List.of(
                probe(trainer).attach(),
                probe(trainer).everyBatches(2).attach(),
                Probes.capture(model.getBlock(), "**"),
                Probes.intervene(model.getBlock(), Intervention.replace("stem.out", v -> v))));
        for (char next : order.toCharArray()) {
            assertThat(trainer.evaluate(in).head().toFloatArray()).isEqualTo(expected);
            open.get(next - '0').close();
        }
        assertThat(trainer.evaluate(in).head().toFloatArray()).isEqualTo(expected);
        assertClean(listeners);
    }

    @Test
    void sessionsOfTwoTrainersMeasureEachItsOwn() throws Exception {
        try (Model other = Nets.model(Nets.dense(3));
                Trainer its = Nets.trainer(other, 4);
                ProbeSession first =
                        probe(trainer).named("first").everyBatches(3).attach();
                ProbeSession second = probe(its).named("second").attach()) {
            for (int epoch = 0; epoch < 3; epoch++) {
                Nets.train(trainer, 1);
                Nets.train(its, 1);
            }
            assertThat(first.plane().epochs("first")).containsExactly(0, 3, 6, 9, 12);
            assertThat(second.plane().epochs("second")).containsExactly(0, 1, 2, 3);
            assertThat(first.plane().hookPoints()).contains("stage1.out").doesNotContain("Dropout.out");
            assertThat(second.plane().hookPoints()).contains("Dropout.out").doesNotContain("stage1.out");
        }
    }

    @Test
    void trainersThatShareAListenerAreKeptApart() throws Exception {
        TrainingListener shared = Probes.trainingListener();
        try (Model one = Nets.model(new Nets.Staged());
                Model two = Nets.model(new Nets.Staged());
                Trainer first = one.newTrainer(Nets.config().addTrainingListeners(shared));
                Trainer second = two.newTrainer(Nets.config().addTrainingListeners(shared))) {
            first.initialize(new Shape(1, Nets.FEATURES));
            second.initialize(new Shape(1, Nets.FEATURES));
            try (ProbeSession session = probe(first).named("first").attach()) {
                Nets.train(second, 2);
                assertThat(session.plane().epochs("first")).containsExactly(0);
                Nets.train(first, 1);
                assertThat(session.plane().epochs("first")).containsExactly(0, 1);
            }
        }
    }

    @Test
    void twoSessionsOfOneTrainerAndOneClosedByTheOthersListener() throws Exception {
        ProbeSession first = probe(trainer).named("first").attach();
        try (ProbeSession second = probe(trainer)
                .named("second")
                .listener(new ProbeListener() {
                    @Override
                    public void onMeasured(dev.infoplane.plane.PlanePoint point) {
                        if (point.key().epoch() == 1) {
                            first.close();
                        }
                    }
                })
                .attach()) {
            Nets.train(trainer, 3);
            assertThat(first.plane().epochs("first")).endsWith(1);
            assertThat(second.plane().epochs("second")).containsExactly(0, 1, 2, 3);
        }
    }

    @Test
    void aBlockThatFailsInMidTrainingLeavesNothingUnderWay() throws Exception {
        int[] passes = {0};
        SequentialBlock fragile = Nets.dense(3)
                .add(new LambdaBlock(
                        in -> {
                            if (++passes[0] == 12) {
                                throw new IllegalStateException("power cut");
                            }
                            return in;
                        },
                        "fragile"));
        try (Model breaks = Nets.model(fragile);
                Trainer its = Nets.trainer(breaks, 3)) {
            Object listeners = hidden(Trainer.class, "listeners", its);
            passes[0] = 0;
            assertThatThrownBy(() -> {
                        try (ProbeSession probes = probe(its)
                                        .everyBatches(2)
                                        .intervene(Intervention.gaussianNoise("Linear.out", 0.1))
                                        .attach();
                                Capture capture = Probes.capture(fragile, "**")) {
                            assertThat(probes.plane().epochs("net")).hasSize(1);
                            assertThat(capture.names()).isEmpty();
                            Nets.train(its, 9);
                        }
                    })
                    .hasMessage("power cut");
            assertThat(hidden(Trainer.class, "listeners", its)).isSameAs(listeners);
            assertThat(hidden(ForwardHook.class, "handler", null)).isNull();
            Nets.train(its, 1);
        }
    }

    @Test
    void initialisingUnderACaptureIsTheSame() {
        List<float[][]> weights = new ArrayList<>();
        for (boolean captured : new boolean[] {false, true}) {
            try (Model fresh = Nets.model(new Nets.Staged());
                    Capture capture = captured
                            ? Probes.capture(fresh.getBlock(), "**")
                            : Probes.capture(new Nets.Staged(), "out");
                    Trainer its = Nets.trainer(fresh, 5)) {
                weights.add(Nets.weights(fresh));
                assertThat(capture.names()).isEmpty();
                assertThat(fresh.getBlock().getOutputShapes(new Shape[] {new Shape(2, Nets.FEATURES)}))
                        .containsExactly(new Shape(2, 3));
                its.evaluate(new NDList(its.getManager().ones(new Shape(2, Nets.FEATURES))));
                assertThat(capture.names().isEmpty()).isNotEqualTo(captured);
            }
        }
        assertThat(weights.get(1)).isDeepEqualTo(weights.get(0));
    }

    @Test
    void frozenParametersStayFrozenAndKeepTheirValues() throws Exception {
        model.getBlock().getChildren().get(0).getValue().freezeParameters(true);
        float[] stem =
                model.getBlock().getParameters().get(0).getValue().getArray().toFloatArray();
        try (ProbeSession probes = probe(trainer).attach()) {
            Nets.train(trainer, 2);
            assertThat(probes.plane().epochs("net")).hasSize(3);
        }
        assertThat(model.getBlock().getParameters().get(0).getValue().requiresGradient())
                .isFalse();
        assertThat(model.getBlock().getParameters().get(0).getValue().getArray().toFloatArray())
                .isEqualTo(stem);
    }

    @Test
    void aRunIsMeasuredAtTheEpochsItLists() throws Exception {
        try (ProbeSession listed = probe(trainer).named("listed").atEpochs(3, 1).attach();
                ProbeSession spaced =
                        probe(trainer).named("spaced").atLogSpacedEpochs(2).attach()) {
            Nets.train(trainer, 4);
            assertThat(listed.plane().epochs("listed")).containsExactly(1, 3);
            assertThat(spaced.plane().epochs("spaced")).containsExactly(0, 1, 3);
        }
    }

    @Test
    void pointsAreFiledUnderTheirAliasAndView() {
        try (ProbeSession probes = Probes.on(trainer)
                .tap(
                        Tap.glob("stage1.out").as("middle"),
                        Tap.glob("stem.out").view(View.firstChannels(2)),
                        Tap.regex("head\\.(in|out)"))
                .evaluateOn(x)
                .inputInformation(new Nets.MeanOfT())
                .attach()) {
            assertThat(probes.plane().hookPoints())
                    .containsExactly("stem.out:firstChannels(2)", "middle", "head.in", "head.out");
            assertThat(probes.hookPoints().get(0).shape()).isEqualTo(new Shape(24, 2));
        }
    }

    @Test
    void nothingIsComputedForWhatNobodyAskedFor() {
        int[] shown = {0};
        View counts = View.of("counts", v -> {
            shown[0]++;
            return v.stopGradient();
        });
        try (Capture capture =
                Probes.capture(model.getBlock(), Tap.glob("head.out").view(counts))) {
            model.getBlock()
                    .forward(
                            new ParameterStore(trainer.getManager(), false),
                            new NDList(trainer.getManager().create(new Shape(2, Nets.FEATURES), DataType.FLOAT32)),
                            false);
            assertThat(shown[0]).isEqualTo(1);
            assertThat(capture.names()).containsExactly("head.out:counts");
        }
    }
}
