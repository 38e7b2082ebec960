package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.Trainer;
import ai.djl.util.RandomUtils;
import dev.infoplane.estimate.Samples;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A trainer on two devices, as far as one machine without accelerators can tell. DJL knows one CPU and refuses to take it
 * twice, so the second device here is made behind its back; the engine puts what is meant for it on the same CPU. Batches
 * are split, and each part is a pass of its own, one after the other; passes on several threads are in {@link ThreadsTest}.
 * Such a trainer does not end in the same weights twice, probed or not, so that is not compared here. Rows of training batches on several devices
 * are in {@link TrainingRowsTest}.
 */
class SeveralDevicesTest {
    private final Samples x = Nets.inputs(40, 7);
    private final Nets.MeanOfT mean = new Nets.MeanOfT();

    private static Trainer trainer(Model model) throws Exception {
        Constructor<Device> constructor = Device.class.getDeclaredConstructor(String.class, int.class);
        constructor.setAccessible(true);
        Engine.getEngine("PyTorch").setRandomSeed(3);
        RandomUtils.RANDOM.setSeed(3);
        Device second = constructor.newInstance("cpu", 0);
        Trainer trainer = model.newTrainer(Nets.config().optDevices(new Device[] {Device.cpu(), second}));
        trainer.initialize(new Shape(1, Nets.FEATURES));
        assertThat(trainer.getDevices()).hasSize(2);
        return trainer;
    }

    @Test
    void everyScheduledMeasurementIsOfAllHeldOutSamples() throws Exception {
        for (boolean countsBatches : new boolean[] {false, true}) {
            try (Model model = Nets.model(new Nets.Staged());
                    Trainer trainer = trainer(model);
                    ProbeSession probes = builder(trainer, countsBatches).attach()) {
                Nets.train(trainer, 2);
                Integer[] expected = countsBatches ? new Integer[] {0, 4, 8} : new Integer[] {0, 1, 2};
                assertThat(probes.plane().epochs("net")).containsExactly(expected);
                assertThat(mean.lastX.rows()).isEqualTo(40);
                NDList in = new NDList(trainer.getManager().create(x.toArray(), new Shape(40, Nets.FEATURES)));
                double now = trainer.evaluate(in).head().sum().getFloat() / 40;
                assertThat(probes.plane()
                                .trajectory("net", "out")
                                .get(2)
                                .inputInformation()
                                .orElseThrow()
                                .value()
                                .nats())
                        .isCloseTo(now, within(1e-5));
            }
        }
    }

    private ProbeBuilder builder(Trainer trainer, boolean countsBatches) {
        ProbeBuilder builder = Probes.on(trainer).tap("**").evaluateOn(x).inputInformation(mean);
        return countsBatches ? builder.everyBatches(4) : builder.everyEpochs(1);
    }

    @Test
    void interventionsAndCapturesReachEveryPart() throws Exception {
        AtomicInteger changed = new AtomicInteger();
        try (Model model = Nets.model(new Nets.Staged());
                Trainer trainer = trainer(model);
                Attachment change = Probes.intervene(model.getBlock(), Intervention.replace("stage1.out", v -> {
                    changed.incrementAndGet();
                    return v;
                }));
                Capture capture = Probes.capture(model.getBlock(), "stage1.out")) {
            Nets.train(trainer, 1);
            assertThat(change).isNotNull();
            assertThat(changed).as("two parts of each of 4 batches").hasValue(8);
            assertThat(capture.samples("stage1.out").rows()).isEqualTo(64);
        }
    }

    @Test
    void djlTakesNoDeviceTwice() {
        Device[] twice = {Device.cpu(), Device.of("cpu", 1)};
        assertThat(Arrays.stream(twice).distinct()).hasSize(1);
        try (Model model = Nets.model(new Nets.Staged())) {
            assertThatThrownBy(() -> model.newTrainer(Nets.config().optDevices(twice)))
                    .hasMessage("Duplicated devices are not allowed.");
        }
    }
}
