package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.training.listener.TrainingListenerAdapter;
import dev.infoplane.estimate.Samples;
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
