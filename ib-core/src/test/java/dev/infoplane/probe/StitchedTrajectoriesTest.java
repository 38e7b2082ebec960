package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.Trainer;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlaneStore;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is stored up to epoch 0 is not continued at epoch 1 by a session that watches something else. Other initial values
 * stand for an epoch of training.
 */
class StitchedTrajectoriesTest {
    private static final Tap FIRST = Tap.glob("Linear#1.out");

    @TempDir
    private Path folder;

    private final Samples x = Nets.inputs(40, 7);

    private interface Watching {
        ProbeBuilder apply(ProbeBuilder builder);
    }

    private void measure(int units, UnaryOperator<NDList> function, int epoch, Watching session) {
        measure(units, function, "f", epoch, session);
    }

    private void measure(int units, UnaryOperator<NDList> function, String name, int epoch, Watching session) {
        SequentialBlock net = new SequentialBlock()
                .add(Linear.builder().setUnits(units).build())
                .add(new LambdaBlock(function::apply, name))
                .add(Linear.builder().setUnits(3).build());
        try (Model model = Nets.model(net);
                Trainer trainer = Nets.trainer(model, 3 + epoch)) {
            session.apply(Probes.on(trainer)
                            .named("run")
                            .evaluateOn(x)
                            .inputInformation(new Nets.MeanOfT())
                            .storeIn(PlaneStore.open(folder))
                            .startingAtEpoch(epoch))
                    .attach()
                    .close();
        }
    }

    private void measureFive(int epoch, Watching session) {
        measure(5, Activation::relu, epoch, session);
    }

    private void assertRefused(String difference, Runnable session) {
        assertThatThrownBy(session::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(difference)
                .hasMessageContaining("another run name or another folder");
        assertThat(PlaneStore.open(folder).plane().epochs("run")).containsExactly(0);
    }

    @Test
    void anAliasThatMovesToAnotherLayerIsRefused() {
        measureFive(0, b -> b.tap(FIRST.as("q")));
        assertRefused(
                "activations path: \"Linear#2.out\", was \"Linear#1.out\"",
                () -> measureFive(1, b -> b.tap(Tap.glob("Linear#2.out").as("q"))));
    }

    @Test
    void anotherViewIsRefused() {
        measureFive(0, b -> b.tap(FIRST.as("q")));
        assertRefused(
                "activations view: \"firstChannels(1)\"",
                () -> measureFive(
                        1, b -> b.tap(FIRST.view(View.firstChannels(1)).as("q"))));
    }

    @Test
    void anInterventionThatBeginsInMidRunIsRefused() {
        measureFive(0, b -> b.tap(FIRST));
        assertRefused(
                "activations interventions: ",
                () -> measureFive(1, b -> b.tap(FIRST).intervene(Intervention.gaussianNoise("Linear#1.out", 0.1))));
    }

    @Test
    void anotherArchitectureIsRefused() {
        measureFive(0, b -> b.tap("f.out"));
        assertRefused("network layout: ", () -> measure(50, Activation::tanh, 1, b -> b.tap("f.out")));
    }

    /** The layer that is added comes from another network too, though its own trajectory begins there. */
    @Test
    void anotherArchitectureIsRefusedAtAnotherLayerToo() {
        measureFive(0, b -> b.tap("f.out"));
        assertRefused("network layout: ", () -> measure(50, Activation::relu, 1, b -> b.tap("Linear#2.out")));
    }

    /** No parameter shows it, and the alias is at the same path. */
    @Test
    void anotherActivationFunctionIsRefused() {
        measure(5, Activation::relu, "ReLU", 0, b -> b.tap(FIRST.as("q")));
        assertRefused("network blocks: ", () -> measure(5, Activation::tanh, "tanh", 1, b -> b.tap(FIRST.as("q"))));
    }

    @Test
    void theSameLayerOfTheSameArchitectureGoesOn() {
        measureFive(0, b -> b.tap(FIRST.as("q")));
        measureFive(1, b -> b.tap(FIRST.as("q")));
        assertThat(PlaneStore.open(folder).plane().epochs("run")).containsExactly(0, 1);
    }
}
