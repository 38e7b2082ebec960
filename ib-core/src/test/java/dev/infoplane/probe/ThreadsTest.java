package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.Trainer;
import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trainer on several devices runs the parts of a batch on several threads. */
class ThreadsTest {
    private final ExecutorService pool = Executors.newFixedThreadPool(3);
    private Model model;
    private Trainer trainer;

    @BeforeEach
    void open() {
        model = Nets.model(new Nets.Staged());
        trainer = Nets.trainer(model, 3);
    }

    @AfterEach
    void close() {
        pool.shutdownNow();
        trainer.close();
        model.close();
    }

    private float[] evaluate(Samples x) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDArray in = manager.create(x.toArray(), new Shape(x.rows(), Nets.FEATURES));
            return trainer.evaluate(new NDList(in)).head().toFloatArray();
        }
    }

    @Test
    @SuppressWarnings("try") // the attachment is closed, not used
    void interventionsReachThePassesOfAllThreads() throws Exception {
        AtomicInteger changed = new AtomicInteger();
        Intervention count = Intervention.replace("stage1.out", v -> {
            changed.incrementAndGet();
            return v;
        });
        try (Attachment attached = Probes.intervene(model.getBlock(), count)) {
            List<Future<float[]>> done = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                done.add(pool.submit(() -> evaluate(Nets.inputs(4, 1))));
            }
            for (Future<float[]> each : done) {
                each.get();
            }
        }
        assertThat(changed).hasValue(30);
    }

    @Test
    void measuringIsUndisturbedByPassesOfOtherThreads() throws Exception {
        Samples x = Nets.inputs(60, 7);
        double[] alone = measured(x);
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch underWay = new CountDownLatch(3);
        List<Future<Integer>> noise = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int seed = i;
            noise.add(pool.submit(() -> {
                int passes = 0;
                while (!stop.get()) {
                    evaluate(Nets.inputs(3, seed));
                    passes++;
                    underWay.countDown();
                }
                return passes;
            }));
        }
        assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(measured(x)).isEqualTo(alone);
        }
        stop.set(true);
        for (Future<Integer> each : noise) {
            assertThat(each.get()).isPositive();
        }
    }

    private double[] measured(Samples x) {
        Nets.MeanOfT mean = new Nets.MeanOfT();
        try (ProbeSession probes = Probes.on(trainer)
                .tap("**")
                .batchSize(7)
                .evaluateOn(x)
                .inputInformation(mean)
                .attach()) {
            return probes.plane().points().stream()
                    .mapToDouble(p -> p.inputInformation().orElseThrow().value().nats())
                    .toArray();
        }
    }
}
