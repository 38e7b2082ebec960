package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import dev.infoplane.estimate.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LeakTest {
    private static final Shape BATCH = new Shape(8, 1, 14, 14);

    private static SequentialBlock net() {
        SequentialBlock net = new SequentialBlock();
        for (int i = 0; i < 2; i++) {
            net.add(Conv2d.builder()
                            .setKernelShape(new Shape(3, 3))
                            .optPadding(new Shape(1, 1))
                            .setFilters(16)
                            .build())
                    .add(BatchNorm.builder().build())
                    .add(Activation.reluBlock());
        }
        return net;
    }

    /** Trains on batches while capturing at all points, and measures a held-out batch now and then. */
    private static void batches(int count, Trainer trainer, Capture capture, ProbeSession probes, int from) {
        for (int i = 0; i < count; i++) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                NDArray in = manager.ones(BATCH);
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    collector.backward(
                            trainer.forward(new NDList(in)).head().square().mean());
                }
                trainer.step();
                assertThat(capture.samples("out").rows()).isEqualTo(8);
                capture.clear();
            }
            if (i % 20 == 0) {
                probes.measureNow(from + i);
                capture.clear();
            }
        }
    }

    private static long residentBytes() throws Exception {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void twoThousandBatchesWithAProbeGrowResidentMemoryByLessThanOnePercent() throws Exception {
        float[] values = new float[64 * 14 * 14];
        try (Model model = Nets.model(net());
                Trainer trainer = model.newTrainer(Nets.config())) {
            trainer.initialize(BATCH);
            try (ProbeSession probes = Probes.on(trainer)
                            .tap("**")
                            .evaluateOn(Samples.of(values, 1, 14, 14))
                            .inputInformation(new Nets.MeanOfT())
                            .onDemand()
                            .attach();
                    Capture capture = Probes.capture(model.getBlock(), "**")) {
                batches(1000, trainer, capture, probes, 0);
                double growth = 1;
                // the engine and the JIT settle in steps; a leak grows in every window
                for (int window = 1; window <= 6 && growth >= 0.01; window++) {
                    long before = residentBytes();
                    batches(2000, trainer, capture, probes, 10_000 * window);
                    growth = (double) residentBytes() / before - 1;
                }
                assertThat(growth).isLessThan(0.01);
            }
        }
    }
}
