package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.training.listener.TrainingListenerAdapter;
import com.google.common.primitives.Floats;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Training samples are measured with their own labels, whatever else runs the network in training mode. */
class TrainingRowsTest {
    private final Nets.MeanOfT mean = new Nets.MeanOfT();
    private final Nets.MeanOfT label = new Nets.MeanOfT();
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

    private ProbeSession attach(int rows) {
        return Probes.on(trainer)
                .tap("stage1.out", "out")
                .evaluateOnTraining(rows)
                .inputInformation(mean)
                .labelInformation(label)
                .attach();
    }

    private NDList strangers(int rows, int features) {
        float[] values = Nets.inputs(rows, 99).toArray();
        return new NDList(trainer.getManager().create(values).reshape(new Shape(-1, features)));
    }

    /** Runs the network in training mode whenever a batch is announced. */
    private TrainingListener strangerAtEveryBatch() {
        return new TrainingListenerAdapter() {
            @Override
            public void onTrainingBatch(Trainer trains, BatchData batch) {
                trains.forward(strangers(16, Nets.FEATURES)).close();
            }
        };
    }

    private void assertLabelsBelongToTheirRows() {
        assertThat(mean.lastX.rows()).isEqualTo(40);
        assertThat(label.lastX.toArray()).isEqualTo(Nets.labels(mean.lastX).toArray());
        Samples all = Nets.inputs(64, 1);
        for (int row = 0; row < 40; row++) {
            assertThat(contains(all, mean.lastX, row)).as("row " + row).isTrue();
        }
    }

    private static boolean contains(Samples all, Samples x, int row) {
        for (int i = 0; i < all.rows(); i++) {
            boolean same = true;
            for (int j = 0; j < all.dimensions(); j++) {
                same &= all.get(i, j) == x.get(row, j);
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    /** What {@code rows} says after an epoch of training, which must end in the same weights as without any probe. */
    private String refusedAfterTraining(Tap tap) throws Exception {
        float[][] expected = trained();
        close();
        open(); // from the same seed
        try (TrainingSource rows = new TrainingSource(model.getBlock(), 40, List.of(tap), List.of())) {
            rows.begin(true);
            Runnable announces = TrainerListeners.add(trainer, new TrainingListenerAdapter() {
                @Override
                public void onTrainingBatch(Trainer trains, BatchData batch) {
                    rows.announced(batch);
                }
            });
            Nets.train(trainer, 1);
            announces.run();
            assertThat(Nets.weights(model)).isDeepEqualTo(expected);
            return catchThrowable(() -> rows.rows(Set.of("seen"))).getMessage();
        }
    }

    private static float[][] trained() throws Exception {
        try (Model other = Nets.model(new Nets.Staged());
                Trainer trains = Nets.trainer(other, 3)) {
            Nets.train(trains, 1);
            return Nets.weights(other);
        }
    }

    @Test
    void aTapThatMatchesNothingFailsTheMeasurementAndNotTheTraining() throws Exception {
        assertThat(refusedAfterTraining(Tap.glob("stage9.out").as("seen")))
                .startsWith("no hook point matches 'stage9.out'");
    }

    @Test
    void aViewThatFailsFailsTheMeasurementAndNotTheTraining() throws Exception {
        assertThat(refusedAfterTraining(
                        Tap.glob("stage1.out").view(View.everyPixel(2)).as("seen")))
                .contains("everyPixel needs at least 4 extents");
    }

    @Test
    void rowsThatChangeTheirShapeFailTheMeasurementAndNotTheTraining() throws Exception {
        int[] pass = {0};
        View ragged = View.of("ragged", v -> v.get(":, 0:" + (2 + pass[0]++)));
        assertThat(refusedAfterTraining(Tap.glob("stage1.out").view(ragged).as("seen")))
                .contains("what is captured at 'seen'")
                .contains("every row must have the shape of the first, (2), but a later one has (3)");
    }

    @Test
    void aViewThatFailsInAPassOutsideOfTheTrainingChangesNothing() throws Exception {
        View narrow = View.of("narrow", v -> {
            if (v.getShape().get(0) == 7) {
                throw new IllegalArgumentException("seven");
            }
            return v;
        });
        try (ProbeSession probes = Probes.on(trainer)
                .tap(Tap.glob("stage1.out").view(narrow))
                .evaluateOnTraining(40)
                .inputInformation(mean)
                .attach()) {
            trainer.forward(strangers(7, Nets.FEATURES)).close();
            Nets.train(trainer, 1);
            assertThat(probes.plane().epochs("net")).containsExactly(1);
        }
    }

    @Test
    void aPassOutsideOfTheTrainingDoesNotShiftLabels() throws Exception {
        try (ProbeSession probes = attach(40)) {
            trainer.forward(strangers(16, Nets.FEATURES)).close();
            trainer.forward(strangers(7, Nets.FEATURES)).close();
            Nets.train(trainer, 2);
            assertThat(probes.plane().epochs("net")).containsExactly(1, 2);
            assertLabelsBelongToTheirRows();
        }
    }

    @Test
    void aListenerThatRunsTheNetworkBetweenBatchesDoesNotShiftLabels() throws Exception {
        Runnable before = TrainerListeners.add(trainer, strangerAtEveryBatch());
        try (ProbeSession probes = attach(40)) {
            Runnable after = TrainerListeners.add(trainer, strangerAtEveryBatch());
            Nets.train(trainer, 1);
            assertThat(probes.plane().epochs("net")).containsExactly(1);
            assertLabelsBelongToTheirRows();
            after.run();
        }
        before.run();
    }

    @Test
    void aPassThatFailsLeavesNoRows() throws Exception {
        try (ProbeSession probes = attach(40)) {
            assertThatThrownBy(() -> trainer.forward(strangers(14, Nets.FEATURES + 1)));
            Nets.train(trainer, 1);
            assertThat(probes.plane().epochs("net")).containsExactly(1);
            assertLabelsBelongToTheirRows();
        }
    }

    private NDList inputs(int seed) {
        float[] values = Nets.inputs(20, seed).toArray();
        return new NDList(trainer.getManager().create(values, new Shape(20, Nets.FEATURES)));
    }

    private NDList labels(int seed) {
        return new NDList(
                trainer.getManager().create(Nets.labels(Nets.inputs(20, seed)).toArray()));
    }

    private void announce(Batch batch, Map<Device, NDList> labels) {
        trainer.notifyListeners(l -> l.onTrainingBatch(trainer, new BatchData(batch, labels, Map.of())));
    }

    private void epochEnds() {
        trainer.notifyListeners(l -> l.onEpoch(trainer));
    }

    private void assertMeasured(int first, int second) {
        float[] expected = Floats.concat(
                Nets.inputs(20, first).toArray(), Nets.inputs(20, second).toArray());
        assertThat(mean.lastX.toArray()).isEqualTo(expected);
        assertThat(label.lastX.toArray()).isEqualTo(Nets.labels(mean.lastX).toArray());
    }

    @Test
    void aBatchInPartsOnSeveralDevicesAndThreadsKeepsTheLabelsOfEachPart() {
        try (ProbeSession probes = attach(40)) {
            NDList first = labels(1);
            NDList second = labels(2);
            CompletableFuture.runAsync(() -> trainer.forward(inputs(1), first)).join();
            CompletableFuture.runAsync(() -> trainer.forward(inputs(99), labels(99)))
                    .join();
            CompletableFuture.runAsync(() -> trainer.forward(inputs(2), second)).join();
            NDList whole = new NDList(inputs(1).head().concat(inputs(2).head()));
            announce(
                    new Batch(trainer.getManager().newSubManager(), whole, labels(3), 40, null, null, 0, 1),
                    Map.of(Device.cpu(), first, Device.gpu(), second));
            epochEnds();
            assertMeasured(1, 2);
            assertThat(probes.plane().epochs("net")).containsExactly(1);
        }
    }

    @Test
    @SuppressWarnings("try") // the session is closed, not used
    void aLoopOfOnesOwnThatAnnouncesItsBatchesIsMeasuredToo() {
        try (ProbeSession probes = attach(40)) {
            for (int seed = 1; seed <= 2; seed++) {
                trainer.forward(inputs(99)).close();
                trainer.forward(inputs(seed)).close();
                announce(
                        new Batch(
                                trainer.getManager().newSubManager(), inputs(seed), labels(seed), 20, null, null, 0, 1),
                        Map.of());
            }
            epochEnds();
            assertMeasured(1, 2);
        }
    }

    @Test
    void noiseAtTheInputOfTheNetworkIsSeenByTheLayersAndIsNoPartOfX() throws Exception {
        Nets.Given t = new Nets.Given();
        try (ProbeSession probes = Probes.on(trainer)
                .tap("in")
                .evaluateOnTraining(40)
                .inputInformation(t)
                .labelInformation(label)
                .intervene(Intervention.replace("in", v -> v.add(100)).duringTraining())
                .attach()) {
            Nets.train(trainer, 1);
            assertThat(probes.plane().epochs("net")).containsExactly(1);
            for (int i = 0; i < 40; i++) {
                assertThat(t.x.get(i, 0)).isBetween(-10f, 10f);
                assertThat(t.t.get(i, 0)).isEqualTo(t.x.get(i, 0) + 100);
            }
            assertThat(label.lastX.toArray()).isEqualTo(Nets.labels(t.x).toArray());
        }
    }

    @Test
    void theNoiseOfTheTrainingIsSaid() throws Exception {
        try (ProbeSession probes = Probes.on(trainer)
                .tap("stem.out", "out")
                .evaluateOnTraining(40)
                .inputInformation(mean)
                .intervene(Intervention.gaussianNoise("stem.out", 0.5))
                .attach()) {
            Nets.train(trainer, 1);
            Estimate at = probes.plane()
                    .trajectory("net", "stem.out")
                    .get(0)
                    .inputInformation()
                    .orElseThrow();
            Estimate after = probes.plane()
                    .trajectory("net", "out")
                    .get(0)
                    .inputInformation()
                    .orElseThrow();
            assertThat(at.noise()).isEqualTo(NoiseModel.gaussian(0.5));
            assertThat(after.warnings()).singleElement().asString().contains("the network was changed by gaussian");
        }
    }

    @Test
    void onDemandRowsOfEveryEpochCanBeAskedFor() throws Exception {
        try (ProbeSession probes = Probes.on(trainer)
                .tap("out")
                .evaluateOnTraining(20)
                .inputInformation(mean)
                .onDemand()
                .attach()) {
            EasyTrain.trainBatch(trainer, wholeBatch(1));
            probes.measureNow(7);
            assertThat(probes.plane().epochs("net")).containsExactly(7);
        }
        try (ProbeSession probes = Probes.on(trainer)
                .tap("out")
                .evaluateOnTraining(20)
                .inputInformation(mean)
                .atEpochs(2)
                .attach()) {
            EasyTrain.trainBatch(trainer, wholeBatch(1));
            assertThatThrownBy(() -> probes.measureNow(1))
                    .hasMessageContaining("no training rows are kept in an epoch that the schedule does not measure");
        }
    }

    private Batch wholeBatch(int seed) {
        return new Batch(trainer.getManager().newSubManager(), inputs(seed), labels(seed), 20, null, null, 0, 1);
    }

    @Test
    void whatHasNoEffectOnTrainingRowsIsRefused() {
        ProbeBuilder sized = Probes.on(trainer)
                .tap("out")
                .evaluateOnTraining(20)
                .inputInformation(mean)
                .batchSize(4);
        assertThatThrownBy(sized::attach).hasMessageContaining("no batchSize(...) with evaluateOnTraining(...)");
        ProbeBuilder evaluating = Probes.on(trainer)
                .tap("out")
                .evaluateOnTraining(20)
                .inputInformation(mean)
                .intervene(Intervention.gaussianNoise("out", 1).duringEvaluation());
        assertThatThrownBy(evaluating::attach).hasMessageContaining("is for evaluations, and there are none");
    }

    @Test
    void passesThatNobodyAnnouncesAreNotCounted() {
        try (ProbeSession probes = attach(20)) {
            for (int pass = 0; pass < 10; pass++) {
                trainer.forward(strangers(16, Nets.FEATURES)).close();
            }
            assertThat(probes.hookPoints()).isEmpty();
            assertThatThrownBy(() -> trainer.notifyListeners(l -> l.onEpoch(trainer)))
                    .hasMessageContaining("only 0 of 20 rows have passed in training");
        }
    }
}
