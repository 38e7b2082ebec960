package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.internal.BlockGraph;
import dev.infoplane.probe.internal.ForwardHook;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe leaves no trace in what the network is or does. */
class InvisibleTest {
    private final Samples x = Nets.inputs(24, 7);
    private Model model;
    private Block net;
    private Trainer trainer;

    @BeforeEach
    void open() {
        model = Nets.model(new Nets.Staged());
        net = model.getBlock();
        trainer = Nets.trainer(model, 3);
    }

    @AfterEach
    void close() {
        trainer.close();
        model.close();
    }

    private ProbeSession attach(Trainer to) {
        return Probes.on(to)
                .tap("**")
                .evaluateOn(x)
                .inputInformation(new Nets.MeanOfT())
                .attach();
    }

    private NDList input() {
        return new NDList(trainer.getManager().create(x.toArray(), new Shape(24, Nets.FEATURES)));
    }

    /** What a fresh network computes in inference and training, and its gradients. */
    private float[][] outputsAndGradients(boolean probed) {
        List<float[]> all = new ArrayList<>();
        try (Model fresh = Nets.model(new Nets.Staged());
                Trainer trains = Nets.trainer(fresh, 3)) {
            List<AutoCloseable> probes =
                    probed ? List.of(attach(trains), Probes.capture(fresh.getBlock(), "**")) : List.of();
            NDList in = new NDList(trains.getManager().create(x.toArray(), new Shape(24, Nets.FEATURES)));
            all.add(trains.evaluate(in).head().toFloatArray());
            try (GradientCollector collector = trains.newGradientCollector()) {
                NDArray y = trains.forward(in).head();
                all.add(y.toFloatArray());
                collector.backward(y.square().sum());
            }
            fresh.getBlock().getParameters().values().stream()
                    .filter(p -> p.requiresGradient())
                    .forEach(p -> all.add(p.getArray().getGradient().toFloatArray()));
            for (AutoCloseable probe : probes) {
                probe.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return all.toArray(float[][]::new);
    }

    private String whatItSaysOfItself() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        net.saveParameters(new DataOutputStream(bytes));
        return net.getParameters().keys() + " " + net.describeInput() + " " + Arrays.toString(net.getInputShapes())
                + " "
                + Arrays.toString(net.getOutputShapes(net.getInputShapes())) + " " + net + " "
                + net.getChildren().keys()
                + Arrays.hashCode(bytes.toByteArray());
    }

    @Test
    void outputsAndGradientsAreTheSameToTheBit() {
        assertThat(outputsAndGradients(true)).isDeepEqualTo(outputsAndGradients(false));
    }

    @Test
    void namesShapesDescriptionAndSavedBytesAreTheSameWhileAttached() throws Exception {
        String plain = whatItSaysOfItself();
        try (ProbeSession probes = attach(trainer)) {
            assertThat(whatItSaysOfItself()).isEqualTo(plain);
            probes.measureNow(1);
            net.freezeParameters(true);
            assertThat(net.getParameters().values()).noneMatch(p -> p.requiresGradient());
            net.freezeParameters(false);
        }
        assertThat(whatItSaysOfItself()).isEqualTo(plain);
    }

    @Test
    void savedModelsAreTheSameBytesAndLoadIntoEitherKind(@TempDir Path folder) throws Exception {
        model.save(folder.resolve("plain"), "net");
        try (ProbeSession probes = attach(trainer)) {
            model.save(folder.resolve("probed"), "net");
            assertThat(probes.hookPoints()).isNotEmpty();
        }
        byte[] plain = Files.readAllBytes(folder.resolve("plain/net-0000.params"));
        assertThat(Files.readAllBytes(folder.resolve("probed/net-0000.params"))).isEqualTo(plain);
        try (Model loaded = Nets.model(new Nets.Staged())) {
            loaded.load(folder.resolve("probed"), "net");
            assertThat(Nets.weights(loaded)).isDeepEqualTo(Nets.weights(model));
            try (Trainer trains = loaded.newTrainer(Nets.config())) {
                trains.initialize(new Shape(1, Nets.FEATURES));
                try (ProbeSession probes = attach(trains)) {
                    assertThat(probes.plane().points()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void theObjectGraphStaysTheSame() throws Exception {
        List<Block> before = List.copyOf(BlockGraph.reachable(net));
        Object listeners = listeners();
        ProbeSession first = attach(trainer);
        ProbeSession second = attach(trainer);
        assertThat(List.copyOf(BlockGraph.reachable(net)))
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .isEqualTo(before);
        first.close();
        second.close();
        first.close();
        assertThat(List.copyOf(BlockGraph.reachable(net)))
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .isEqualTo(before);
        assertThat(listeners()).isSameAs(listeners);
        assertThat(handler()).isNull();
    }

    @Test
    void anExceptionInMidTrainingLeavesTheModelClean() throws Exception {
        Object listeners = listeners();
        int[] batches = {0};
        assertThatThrownBy(() -> {
                    try (ProbeSession probes = attach(trainer);
                            Capture capture = Probes.capture(net, "**")) {
                        trainer.notifyListeners(l -> assertThat(l).isNotNull());
                        Runnable remove = TrainerListeners.add(trainer, new TrainingListenerAdapter() {
                            @Override
                            public void onTrainingBatch(Trainer t, BatchData batch) {
                                if (++batches[0] == 2) {
                                    throw new IllegalStateException("power cut");
                                }
                            }
                        });
                        try {
                            Nets.train(trainer, 1);
                        } finally {
                            remove.run();
                        }
                        assertThat(probes.hookPoints()).hasSize(capture.names().size());
                    }
                })
                .hasMessage("power cut");
        assertThat(listeners()).isSameAs(listeners);
        assertThat(handler()).isNull();
        assertThat(trainer.evaluate(input()).head().getShape()).isEqualTo(new Shape(24, 3));
    }

    @Test
    void anAttachThatFailsLeavesNothingBehind() throws Exception {
        Object listeners = listeners();
        assertThatThrownBy(() -> Probes.on(trainer)
                .tap("nowhere")
                .evaluateOn(x)
                .inputInformation(new Nets.MeanOfT())
                .attach());
        assertThatThrownBy(() -> Probes.on(trainer)
                        .tap("out")
                        .evaluateOn(x)
                        .inputInformation((new Nets.Failing()))
                        .attach())
                .hasMessage("cannot estimate");
        assertThat(listeners()).isSameAs(listeners);
        assertThat(handler()).isNull();
    }

    private Object listeners() throws Exception {
        return field(Trainer.class, "listeners").get(trainer);
    }

    private static Object handler() throws Exception {
        return field(ForwardHook.class, "handler").get(null);
    }

    private static Field field(Class<?> type, String name) throws Exception {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
