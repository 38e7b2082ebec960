package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import dev.infoplane.estimate.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
                        "the network of run 'net' was trained, but no epoch was announced, so nothing was measured after"
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
