package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.metric.Metrics;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlanePoint;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    private final Samples x = Nets.inputs(20, 7);
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

    private static int[] times(Schedule schedule, int until) {
        return IntStream.rangeClosed(0, until).filter(schedule::includes).toArray();
    }

    @Test
    void schedulesOfEpochs() {
        assertThat(times(Schedule.everyEpochs(3), 10)).containsExactly(0, 3, 6, 9);
        assertThat(times(Schedule.atEpochs(5, 0, 2), 10)).containsExactly(0, 2, 5);
        assertThat(times(Schedule.atPowersOfTwo(), 40)).containsExactly(0, 1, 2, 4, 8, 16, 32);
        assertThat(times(Schedule.atLogSpacedEpochs(2), 1000)).containsExactly(0, 1, 3, 10, 32, 100, 316, 1000);
        assertThat(times(Schedule.atLogSpacedEpochs(30), 12)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(times(Schedule.onDemand(), 40)).isEmpty();
        assertThatThrownBy(() -> Schedule.atEpochs(-1)).hasMessageContaining("none below 0, got [-1]");
        assertThatThrownBy(() -> Schedule.atLogSpacedEpochs(0)).hasMessageContaining("at least 1, got 0");
    }

    @Test
    void everyBatchesMeasuresTheNetworkThatHasLearnedFromSoMany() throws Exception {
        // 64 samples in batches of 16: 4 batches an epoch
        try (ProbeSession probes = Probes.on(trainer)
                .tap("head.out")
                .evaluateOn(x)
                .inputInformation(mean)
                .everyBatches(3)
                .attach()) {
            Nets.train(trainer, 3);
            assertThat(probes.plane().epochs("net")).containsExactly(0, 3, 6, 9, 12);
            double last = value(probes.plane().points().get(4));
            probes.measureNow(100);
            assertThat(value(probes.plane().points().get(5))).isEqualTo(last);
            assertThat(value(probes.plane().points().get(3))).isNotEqualTo(last);
        }
    }

    /** Batch norm has moved on by the time a batch is announced; what is measured must be the network before that pass. */
    @Test
    void everyBatchesMeasuresTheRunningStatisticsOfTheSameMoment() throws Exception {
        double[] probed = new double[4];
        try (ProbeSession probes = Probes.on(trainer)
                .tap("head.out")
                .evaluateOn(x)
                .inputInformation(mean)
                .everyBatches(1)
                .attach()) {
            Nets.train(trainer, 1);
            for (int i = 0; i < 4; i++) {
                probed[i] = value(probes.plane().points().get(i));
            }
        }
        try (Model plain = Nets.model(new Nets.Staged());
                Trainer alone = Nets.trainer(plain, 3);
                ProbeSession byHand = Probes.on(alone)
                        .tap("head.out")
                        .evaluateOn(x)
                        .inputInformation(mean)
                        .onDemand()
                        .attach()) {
            int step = 0;
            byHand.measureNow(0);
            for (Batch batch : alone.iterateDataset(Nets.data(alone.getManager(), 64, 1))) {
                try (batch) {
                    EasyTrain.trainBatch(alone, batch);
                    alone.step();
                }
                byHand.measureNow(++step);
            }
            for (int i = 0; i < 4; i++) {
                assertThat(probed[i])
                        .as("after %d batches", i)
                        .isEqualTo(value(byHand.plane().points().get(i)));
            }
        }
    }

    /** An estimator that learns collects gradients itself, and there can be one collector at a time. */
    @Test
    void anEstimatorThatLearnsCanMeasureBetweenBatches() throws Exception {
        MiEstimator learning = new MiEstimator() {
            @Override
            public String id() {
                return "learning";
            }

            @Override
            public Estimate estimate(Samples inputs, Samples t, long seed) {
                try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                    assertThat(collector).isNotNull();
                    return mean.estimate(inputs, t, seed);
                }
            }
        };
        try (ProbeSession probes = Probes.on(trainer)
                .tap("head.out")
                .evaluateOn(x)
                .inputInformation(learning)
                .everyBatches(1)
                .attach()) {
            Nets.train(trainer, 1);
            assertThat(probes.plane().epochs("net")).containsExactly(0, 1, 2, 3, 4);
        }
    }

    private static double value(PlanePoint point) {
        return point.inputInformation().orElseThrow().value().nats();
    }

    @Test
    void measuringBetweenBatchesDoesNotChangeTheWeights() throws Exception {
        try (ProbeSession probes = Probes.on(trainer)
                .tap("**")
                .evaluateOn(x)
                .inputInformation(mean)
                .everyBatches(1)
                .attach()) {
            Nets.train(trainer, 2);
            assertThat(probes.plane().epochs("net")).hasSize(9);
        }
        assertThat(Nets.weights(model)).isDeepEqualTo(trainedAlone(false));
    }

    @Test
    void oneRandomNumberMoreWouldChangeTheWeights() throws Exception {
        Nets.train(trainer, 2);
        assertThat(Nets.weights(model)).isDeepEqualTo(trainedAlone(false));
        assertThat(java.util.Arrays.deepEquals(Nets.weights(model), trainedAlone(true)))
                .isFalse();
    }

    private static float[][] trainedAlone(boolean drawOne) throws Exception {
        try (Model plain = Nets.model(new Nets.Staged());
                Trainer alone = Nets.trainer(plain, 3)) {
            if (drawOne) {
                alone.getManager().randomNormal(new ai.djl.ndarray.types.Shape(1));
            }
            Nets.train(alone, 2);
            return Nets.weights(plain);
        }
    }

    @Test
    void trainingSamplesAreMeasuredAsTheyPass() throws Exception {
        Nets.MeanOfT label = new Nets.MeanOfT();
        try (ProbeSession probes = Probes.on(trainer)
                .tap("stage1.out", "out")
                .evaluateOnTraining(40)
                .inputInformation(mean)
                .labelInformation(label)
                .everyEpochs(2)
                .attach()) {
            assertThat(probes.hookPoints()).isEmpty();
            Nets.train(trainer, 5);
            assertThat(probes.plane().epochs("net")).containsExactly(2, 4);
            assertThat(probes.plane().hookPoints()).containsExactly("stage1.out", "out");
            assertThat(mean.lastX.rows()).isEqualTo(40);
            assertThat(mean.prepared).isEqualTo(2);
            assertThat(label.lastX.toArray()).isEqualTo(Nets.labels(mean.lastX).toArray());
            assertThatThrownBy(() -> probes.measureNow(9)).hasMessageContaining("only 0 of 40 rows have passed");
        }
    }

    @Test
    void trainingSamplesNeedAScheduleInEpochs() {
        ProbeBuilder builder = Probes.on(trainer)
                .tap("out")
                .evaluateOnTraining(8)
                .inputInformation(mean)
                .everyBatches(2);
        assertThatThrownBy(builder::attach).hasMessageContaining("a schedule in epochs");
        assertThatThrownBy(() -> Probes.on(trainer).evaluateOn(x).evaluateOnTraining(8))
                .hasMessageContaining("already set");
    }

    @Test
    void resultsAreInDjlsOwnMetricsToo() {
        Metrics metrics = new Metrics();
        trainer.setMetrics(metrics);
        try (ProbeSession probes = Probes.on(trainer)
                .tap("out")
                .evaluateOn(x, Nets.labels(x))
                .inputInformation(mean)
                .labelInformation(mean)
                .attach()) {
            double bits = probes.plane()
                    .points()
                    .get(0)
                    .inputInformation()
                    .orElseThrow()
                    .value()
                    .bits();
            assertThat(metrics.getMetric("probe_out_input_bits")
                            .get(0)
                            .getValue()
                            .doubleValue())
                    .isEqualTo(bits);
            assertThat(metrics.hasMetric("probe_out_label_bits")).isTrue();
        }
    }
}
