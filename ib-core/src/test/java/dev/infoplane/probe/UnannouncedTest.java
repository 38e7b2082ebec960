package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlaneStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops of one's own that announce no epochs, or not all that a session needs to know. */
class UnannouncedTest {
    private final Samples x = Nets.inputs(40, 7);
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

    private ProbeBuilder probe() {
        return Probes.on(trainer).tap("head.out").evaluateOn(x).inputInformation(new Nets.MeanOfT());
    }

    /** A loop that tells no listener anything. */
    private void trainInSilence() throws Exception {
        for (Batch batch : trainer.iterateDataset(Nets.data(trainer.getManager(), 64, 1))) {
            try (batch) {
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    collector.backward(trainer.getLoss().evaluate(batch.getLabels(), trainer.forward(batch.getData())));
                }
                trainer.step();
            }
        }
    }

    /** Announces batches and no epochs. */
    private void trainByBatches() throws Exception {
        for (Batch batch : trainer.iterateDataset(Nets.data(trainer.getManager(), 64, 1))) {
            try (batch) {
                EasyTrain.trainBatch(trainer, batch);
                trainer.step();
            }
        }
    }

    @Test
    void measuringAgainAfterTrainingThatNobodyAnnouncedIsRefused() throws Exception {
        try (ProbeSession probes = probe().attach()) {
            trainInSilence();
            assertThatThrownBy(probes::measureNow)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has changed since the probe was attached")
                    .hasMessageContaining("trainer.notifyListeners(l -> l.onEpoch(trainer))")
                    .hasMessageContaining("measureNow(epoch)");
            probes.measureNow(1);
            assertThat(probes.plane().epochs("net")).containsExactly(0, 1);
            trainInSilence();
            assertThatThrownBy(() -> probes.measureNow(1))
                    .hasMessageContaining("has changed since epoch 1 of run 'net' was measured");
            assertThat(probes.plane().points()).hasSize(2);
        }
    }

    @Test
    void theFirstMeasurementOnDemandIsNotFiledUnderEpochZeroAfterTraining() throws Exception {
        try (ProbeSession probes = probe().onDemand().attach()) {
            trainByBatches();
            assertThatThrownBy(probes::measureNow).hasMessageContaining("has changed since the probe was attached");
            assertThat(probes.plane().points()).isEmpty();
        }
    }

    @Test
    void announcedEpochsAreMeasuredOnDemandAndMidEpochIsRefused() throws Exception {
        try (ProbeSession probes = probe().onDemand().attach()) {
            probes.measureNow();
            trainInSilence();
            trainer.notifyListeners(l -> l.onEpoch(trainer));
            probes.measureNow();
            probes.measureNow();
            assertThat(probes.plane().epochs("net")).containsExactly(0, 1);
            trainInSilence();
            assertThatThrownBy(probes::measureNow).hasMessageContaining("has changed since epoch 1 was announced");
        }
    }

    @Test
    void aLoopThatAnnouncesNothingIsToldAtTheEnd() throws Exception {
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().attach()) {
                        trainByBatches();
                        assertThat(probes.plane().epochs("net")).containsExactly(0);
                    }
                }))
                .contains("WARN")
                .contains(
                        "run 'net': the network was trained, but no epoch was announced, so nothing was measured after"
                                + " epochs 0")
                .contains("trainer.notifyListeners(l -> l.onEpoch(trainer))");
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().named("batches")
                            .everyBatches(1)
                            .startingAtEpoch(4)
                            .attach()) {
                        trainInSilence();
                        assertThat(probes.plane().epochs("batches")).containsExactly(4);
                    }
                }))
                .contains("no batch was announced");
    }

    @Test
    void nothingIsToldWithoutTrainingOrWhenEpochsWereAnnounced() throws Exception {
        assertThat(said(() -> {
                    probe().attach().close();
                    try (ProbeSession probes =
                            probe().named("second").startingAtEpoch(0).attach()) {
                        Nets.train(trainer, 1);
                        assertThat(probes.plane().epochs("second")).containsExactly(0, 1);
                    }
                }))
                .doesNotContain("announced");
    }

    private void announceEpoch() {
        trainer.notifyListeners(l -> l.onEpoch(trainer));
    }

    @Test
    void aLoopThatAnnouncesOneEpochOfFiveIsToldAtTheEnd() throws Exception {
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().attach()) {
                        trainInSilence();
                        announceEpoch();
                        for (int i = 0; i < 4; i++) {
                            trainInSilence();
                        }
                        assertThat(probes.plane().epochs("net")).containsExactly(0, 1);
                    }
                }))
                .contains("the network was trained further after epoch 1 was announced, but no further epoch was");
    }

    /** It is what the warning recommends. */
    @Test
    void aLoopThatCountsForItselfIsNotTold() throws Exception {
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().attach()) {
                        for (int e = 1; e <= 3; e++) {
                            trainInSilence();
                            probes.measureNow(e);
                        }
                        assertThat(probes.plane().epochs("net")).containsExactly(0, 1, 2, 3);
                    }
                }))
                .doesNotContain("announced");
        assertThat(said(() -> {
                    try (ProbeSession probes =
                            probe().named("second").startingAtEpoch(3).attach()) {
                        trainInSilence();
                        probes.measureNow(4);
                        trainInSilence();
                        assertThatThrownBy(probes::measureNow).hasMessageContaining("since the probe was attached");
                    }
                }))
                .contains("the network was trained further after it was measured under epoch 4");
    }

    @Test
    void batchesThatNobodyAnnouncedAreNotFiledUnderTheLastThatWas() throws Exception {
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().everyBatches(1).attach()) {
                        trainByBatches();
                        trainInSilence();
                        assertThatThrownBy(probes::measureNow)
                                .hasMessageContaining("has made a training pass since batch 4 was announced")
                                .hasMessageContaining("how many batches it has completed");
                        announceEpoch();
                        assertThat(probes.plane().epochs("net")).containsExactly(0, 1, 2, 3);
                    }
                }))
                .contains("its end is not measured under batches 4")
                .contains("the network was trained further after batch 4 was announced");
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().named("counted")
                            .startingAtEpoch(8)
                            .everyBatches(1)
                            .attach()) {
                        trainByBatches();
                        trainInSilence();
                        probes.measureNow(16);
                        assertThat(probes.plane().epochs("counted")).containsExactly(8, 9, 10, 11, 16);
                    }
                }))
                .doesNotContain("trained further");
    }

    @Test
    void stepsBetweenAnnouncedBatchesMakeTheirNumberDoubtful() throws Exception {
        try (ProbeSession probes = probe().everyBatches(1).attach()) {
            trainByBatches();
            probes.measureNow();
            assertThat(warningsAt(probes, 4)).isEmpty();
            trainInSilence();
            trainByBatches();
            assertThat(warningsAt(probes, 6)).singleElement().asString().contains("5 before batch 5");
        }
        try (ProbeSession probes =
                probe().named("unasked").startingAtEpoch(0).everyBatches(1).attach()) {
            trainByBatches();
            trainInSilence();
            trainByBatches();
            assertThat(warningsAt(probes, 3)).isEmpty();
            assertThat(warningsAt(probes, 4))
                    .as("measured when batch 5 was announced")
                    .hasSize(1);
        }
    }

    @Test
    void theMeasurementThatIsDueAfterTheLastBatchIsNotDroppedInSilence() throws Exception {
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().everyBatches(2).attach()) {
                        trainByBatches();
                        assertThat(probes.plane().epochs("net")).containsExactly(0, 2);
                    }
                }))
                .contains("batch 4 was due and was not measured")
                .contains("call measureNow() after the last step");
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().named("last")
                            .startingAtEpoch(4)
                            .everyBatches(2)
                            .attach()) {
                        trainByBatches();
                        probes.measureNow();
                        assertThat(probes.plane().epochs("last")).containsExactly(4, 6, 8);
                    }
                }))
                .doesNotContain("was due");
    }

    @Test
    void epochsThatWereAskedForAndNeverCameAreNamed() throws Exception {
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().atEpochs(1, 5, 7).attach()) {
                        Nets.train(trainer, 2);
                        assertThat(probes.plane().epochs("net")).containsExactly(1);
                    }
                }))
                .contains("epochs [5, 7] were to be measured and were not")
                .contains("ended at epoch 2");
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().named("rare")
                            .everyEpochs(10)
                            .startingAtEpoch(2)
                            .attach()) {
                        Nets.train(trainer, 2);
                        assertThat(probes.plane().points()).isEmpty();
                    }
                }))
                .contains("nothing was measured: the schedule is every 10 epochs");
    }

    @Test
    void oneNetworkUnderTwoEpochsIsToldInTheLogAndOnTheLaterEstimates() throws Exception {
        assertThat(said(() -> {
                    try (ProbeSession probes = probe().attach()) {
                        probes.measureNow(3);
                        assertThat(warningsAt(probes, 0)).isEmpty();
                        assertThat(warningsAt(probes, 3))
                                .singleElement()
                                .asString()
                                .contains("the parameters of the network are exactly those after 0 epochs");
                    }
                }))
                .contains("net, epochs 3: the parameters of the network are exactly those after 0 epochs");
        try (ProbeSession probes = probe().named("twice").startingAtEpoch(0).attach()) {
            trainInSilence();
            announceEpoch();
            announceEpoch();
            trainInSilence();
            announceEpoch();
            assertThat(warningsAt(probes, 1)).isEmpty();
            assertThat(warningsAt(probes, 2)).hasSize(1);
            assertThat(warningsAt(probes, 3)).isEmpty();
        }
    }

    @Test
    void anEstimatorWithoutSettingsIsToldWhereResultsAreStored(@TempDir Path folder) throws Exception {
        assertThat(said(() -> probe().attach().close())).doesNotContain("does not declare its settings");
        assertThat(said(() -> probe().storeIn(PlaneStore.open(folder))
                        .named("stored")
                        .onDemand()
                        .attach()
                        .close()))
                .contains("the estimator 'mean-of-t' does not declare its settings");
    }

    private static List<String> warningsAt(ProbeSession probes, int epoch) {
        return probes.plane().points().stream()
                .filter(p -> p.key().epoch() == epoch)
                .findFirst()
                .orElseThrow()
                .inputInformation()
                .orElseThrow()
                .warnings();
    }

    /** DJL's models are often closed before anything else. */
    @Test
    void closingAfterTheModelIsHarmless() throws Exception {
        Model other = Nets.model(new Nets.Staged());
        Trainer its = Nets.trainer(other, 3);
        ProbeSession probes = Probes.on(its)
                .tap("out")
                .evaluateOn(x)
                .inputInformation(new Nets.MeanOfT())
                .attach();
        other.close();
        probes.close();
        its.close();
    }

    private interface Action {
        void run() throws Exception;
    }

    /** What the simple logger of the tests prints meanwhile. */
    private static String said(Action action) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
