package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeSessionTest {
    private final Samples x = Nets.inputs(40, 7);
    private final Samples y = Nets.labels(x);
    private final Nets.MeanOfT mean = new Nets.MeanOfT();
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

    private ProbeBuilder probe(String... globs) {
        return Probes.on(trainer).tap(globs).evaluateOn(x, y).inputInformation(mean);
    }

    @Test
    void measuresTheUntrainedNetworkAndEveryScheduledEpoch() throws Exception {
        try (ProbeSession probes =
                probe("stage1.*.out", "head.out").everyEpochs(2).batchSize(16).attach()) {
            Nets.train(trainer, 5);
            assertThat(probes.plane().runs()).containsExactly("net");
            assertThat(probes.plane().epochs("net")).containsExactly(0, 2, 4);
            assertThat(probes.plane().hookPoints()).containsExactly("stage1.unit1.out", "stage1.unit2.out", "head.out");
            assertThat(mean.calls).isEqualTo(9);
            assertThat(mean.prepared).isEqualTo(1);
        }
    }

    @Test
    void capturesWhatTheBlockComputesForEveryHeldOutRow() {
        try (ProbeSession probes =
                probe("out").atEpochs(0).seed(2).batchSize(16).attach()) {
            NDList in = new NDList(trainer.getManager().create(x.toArray(), new Shape(40, Nets.FEATURES)));
            double expected = trainer.evaluate(in).singletonOrThrow().sum().getFloat() / 40 + 0.002;
            PlanePoint point = probes.plane().points().get(0);
            assertThat(point.key()).isEqualTo(new PointKey("net", 0, "out"));
            assertThat(point.inputInformation().orElseThrow().value().nats()).isCloseTo(expected, within(1e-5));
            assertThat(point.inputInformation().orElseThrow().samples()).isEqualTo(40);
        }
    }

    @Test
    void readsADataSetInOrderWhateverItsSampling() {
        Nets.MeanOfT label = new Nets.MeanOfT();
        try (ProbeSession probes = Probes.on(trainer)
                .tap("stem.out")
                .evaluateOn(Nets.data(trainer.getManager(), 30, 5))
                .inputInformation(mean)
                .labelInformation(label)
                .attach()) {
            Samples expected = Nets.inputs(30, 5);
            assertThat(mean.lastX.toArray()).isEqualTo(expected.toArray());
            assertThat(label.lastX.toArray()).isEqualTo(Nets.labels(expected).toArray());
            assertThat(probes.plane().points().get(0).labelInformation()).isPresent();
        }
    }

    @Test
    void wholeNumbersAndDoublesReachTheNetworkAsTheyAre() {
        long[] ids = {16_777_217, 33_554_435, -(1L << 40) - 1};
        double[] fine = {0.1, 1 + 1e-12, Math.PI};
        List<Object> fed = new ArrayList<>();
        SequentialBlock net = new SequentialBlock().add(new LambdaBlock(in -> {
            if (in.get(1).getDataType() == DataType.INT64) { // shapes are found by running zeros
                fed.add(in.get(1).toLongArray());
                fed.add(in.get(0).toDoubleArray());
            }
            return new NDList(in.get(0).toType(DataType.FLOAT32, true));
        }));
        try (Model odd = Nets.model(net);
                Trainer its = odd.newTrainer(Nets.config())) {
            its.initialize(new Shape(1, 1), new Shape(1, 1));
            NDManager manager = its.getManager();
            Probes.on(its)
                    .tap("out")
                    .evaluateOn(new ArrayDataset.Builder()
                            .setData(manager.create(fine, new Shape(3, 1)), manager.create(ids, new Shape(3, 1)))
                            .setSampling(3, false)
                            .build())
                    .inputInformation(new Nets.MeanOfT())
                    .onDemand()
                    .attach()
                    .close();
            assertThat((long[]) fed.get(0)).containsExactly(ids);
            assertThat((double[]) fed.get(1)).containsExactly(fine);
        }
    }

    @Test
    void aStarStaysWithinOnePartOfAPathAndTwoCrossParts() {
        assertThat(paths("s*.out")).containsExactly("stem.out", "stage1.out");
        assertThat(paths("stage1.**")).contains("stage1.unit1.Linear.out", "stage1.unit2.out", "stage1.out");
        assertThat(paths("**"))
                .startsWith("stem.Linear.out", "stem.BatchNorm.out")
                .endsWith("head.out", "out");
    }

    private List<String> paths(String glob) {
        try (ProbeSession probes = probe(glob).onDemand().attach()) {
            return probes.hookPoints().stream().map(HookPoint::path).toList();
        }
    }

    @Test
    void hookPointsKnowTheirShapeAndParameters() {
        try (ProbeSession probes = probe("stem.Linear.out").onDemand().attach()) {
            HookPoint point = probes.hookPoints().get(0);
            assertThat(point.blockType()).isEqualTo("Linear");
            assertThat(point.sampleShape()).isEqualTo(new Shape(8));
            assertThat(point.values()).isEqualTo(8);
            assertThat(point.parameters()).isEqualTo(8 * Nets.FEATURES + 8);
        }
    }

    @Test
    void aProbedRunEndsInTheSameWeightsToTheBit() throws Exception {
        try (ProbeSession probes = probe("**").attach()) {
            Nets.train(trainer, 3);
            assertThat(probes.plane().epochs("net")).containsExactly(0, 1, 2, 3);
        }
        try (Model plain = Nets.model(new Nets.Staged());
                Trainer unprobed = Nets.trainer(plain, 3)) {
            Nets.train(unprobed, 3);
            assertThat(Nets.weights(model)).isDeepEqualTo(Nets.weights(plain));
        }
    }

    @Test
    void aStoredPointIsNotMeasuredAgain(@TempDir Path folder) {
        try (ProbeSession first =
                probe("stem.out").storeIn(PlaneStore.open(folder)).attach()) {
            assertThat(first.plane().points()).hasSize(1);
        }
        List<PointKey> measuring = new ArrayList<>();
        ProbeListener listener = new ProbeListener() {
            @Override
            public void onMeasuring(PointKey key) {
                measuring.add(key);
            }
        };
        try (ProbeSession second = probe("stem.out", "head.out")
                .storeIn(PlaneStore.open(folder))
                .listener(listener)
                .attach()) {
            assertThat(measuring).containsExactly(new PointKey("net", 0, "head.out"));
            assertThat(second.plane().points()).hasSize(2);
        }
    }

    @Test
    void measuresOnDemandUnderTheGivenEpoch() {
        try (ProbeSession probes = probe("stem.out").named("mine").onDemand().attach()) {
            assertThat(probes.plane().points()).isEmpty();
            probes.measureNow(12);
            probes.measureNow(12);
            assertThat(probes.plane().epochs("mine")).containsExactly(12);
            assertThat(mean.calls).isEqualTo(1);
        }
    }

    @Test
    void closedSessionsHearNothingInWhateverOrderTheyAreClosed() throws Exception {
        ProbeSession first = probe("stem.out").attach();
        ProbeSession second = probe("head.out").attach();
        first.close();
        first.close();
        Nets.train(trainer, 1);
        second.close();
        Nets.train(trainer, 1);
        assertThat(first.plane().epochs("net")).containsExactly(0);
        assertThat(second.plane().epochs("net")).containsExactly(0, 1);
        assertThatThrownBy(first::measureNow).hasMessageContaining("is closed");
    }

    @Test
    void closingTheTrainerDetaches() {
        ProbeSession probes = probe("stem.out").attach();
        trainer.close();
        assertThatThrownBy(probes::measureNow).hasMessageContaining("is closed");
        trainer = Nets.trainer(model, 3);
    }

    @Test
    void aSlotInTheTrainingConfigurationDoesWithoutReflection() throws Exception {
        try (Trainer slotted = model.newTrainer(Nets.config().addTrainingListeners(Probes.trainingListener()))) {
            slotted.initialize(new Shape(1, Nets.FEATURES));
            try (ProbeSession probes = Probes.on(slotted)
                    .tap("out")
                    .evaluateOn(x)
                    .inputInformation(mean)
                    .attach()) {
                Nets.train(slotted, 1);
                assertThat(probes.plane().epochs("net")).containsExactly(0, 1);
            }
            Nets.train(slotted, 1);
            assertThat(mean.calls).isEqualTo(2);
        }
    }

    @Test
    void anUnknownHookPointIsAnErrorThatListsWhatExists() {
        assertThatThrownBy(() -> probe("stage9.*").attach())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no hook point matches 'stage9.*'; nearest: ")
                .hasMessageContaining("available: stem.Linear.out, ");
        assertThatThrownBy(() -> probe("stage2.out").attach()).hasMessageContaining("nearest: stage1.out");
    }

    @Test
    void whatIsMissingIsSaidAtAttach() {
        assertThatThrownBy(() -> Probes.on(trainer).attach()).hasMessageContaining("call tap(...)");
        assertThatThrownBy(() -> Probes.on(trainer).tap("out").attach()).hasMessageContaining("call evaluateOn(...)");
        assertThatThrownBy(() -> Probes.on(trainer).tap("out").evaluateOn(x).attach())
                .hasMessageContaining("call inputInformation(...) or labelInformation(...)");
        assertThatThrownBy(() -> Probes.on(trainer)
                        .tap("out")
                        .evaluateOn(x)
                        .labelInformation(mean)
                        .attach())
                .hasMessageContaining("labels for labelInformation(...)");
        assertThatThrownBy(() -> probe("out").everyEpochs(2).atEpochs(1))
                .hasMessageContaining("already set to every 2 epochs");
        assertThatThrownBy(() -> probe("out").everyEpochs(0)).hasMessageContaining("at least 1, got 0");
    }

    @Test
    void labelsThatCannotBeMeasuredAreRefusedBeforeTheInputIsMeasured() {
        MiEstimator refuses = new MiEstimator() {
            @Override
            public String id() {
                return "refuses";
            }

            @Override
            public Estimate estimate(Samples labels, Samples t, long seed) {
                throw new AssertionError("not prepared");
            }

            @Override
            public Prepared prepare(Samples labels, long seed) {
                throw new IllegalArgumentException("labels must be from 0 to 1");
            }
        };
        assertThatThrownBy(() -> Probes.on(trainer)
                        .tap("out")
                        .evaluateOn(x, y)
                        .inputInformation(mean)
                        .labelInformation(refuses)
                        .attach())
                .hasStackTraceContaining("labels must be from 0 to 1");
        assertThat(mean.lastX).as("nothing was measured").isNull();
    }

    @Test
    void dataThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Probes.on(trainer)
                        .tap("out")
                        .evaluateOn(x, y.slice(0, 3))
                        .inputInformation(mean)
                        .attach())
                .hasMessageContaining("got 3 and 40");
        assertThatThrownBy(() -> Probes.on(trainer)
                        .tap("out")
                        .evaluateOn(x.slice(0, 0))
                        .inputInformation(mean)
                        .attach())
                .hasMessageContaining("held-out data is empty");
        assertThatThrownBy(() -> Probes.on(trainer)
                        .tap("out")
                        .evaluateOn(Samples.of(new float[40 * (Nets.FEATURES + 1)], Nets.FEATURES + 1))
                        .inputInformation(mean)
                        .attach())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot evaluate held-out inputs of shape [(40, " + (Nets.FEATURES + 1) + ")]");
        float[] broken = x.toArray();
        broken[Nets.FEATURES * 2] = Float.NaN;
        assertThatThrownBy(() -> Probes.on(trainer)
                        .tap("out")
                        .evaluateOn(Samples.of(broken, Nets.FEATURES))
                        .inputInformation(mean)
                        .attach())
                .hasMessageContaining("held-out inputs must be finite, got NaN in row 2");
    }

    @Test
    void activationsThatAreNotFiniteNamePointEpochAndRow() {
        try (ProbeSession probes = probe("head.out").onDemand().attach()) {
            model.getBlock().getParameters().values().forEach(p -> p.getArray().muli(Float.NaN));
            assertThatThrownBy(() -> probes.measureNow(4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the activations at net, epoch 4, head.out must be finite, got NaN in row 0");
        }
    }

    @Test
    void aTrainerThatIsNotInitialisedIsRefused() {
        try (Model fresh = Nets.model(new Nets.Staged());
                Trainer raw = fresh.newTrainer(Nets.config())) {
            assertThatThrownBy(() -> Probes.on(raw)
                            .tap("out")
                            .evaluateOn(x)
                            .inputInformation(mean)
                            .attach())
                    .hasMessageContaining("call trainer.initialize(inputShape)");
        }
    }
}
