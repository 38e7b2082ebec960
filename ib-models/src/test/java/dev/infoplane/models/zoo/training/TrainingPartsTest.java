package dev.infoplane.models.zoo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSize;
import dev.infoplane.models.zoo.rir.PartialIdentity;
import dev.infoplane.models.zoo.rir.Rir;
import dev.infoplane.models.zoo.rir.RirSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class TrainingPartsTest {
    private static final float RATE = 0.5f;
    private static final double DECAY = 0.1;

    @Test
    void stepsChangeTheRateAfterTheirUpdatesWhoeverAsks() {
        Tracker rate = Schedules.steps(0.1, 0.1, 3, 5);
        for (int repeat = 0; repeat < 2; repeat++) {
            assertThat(rates(rate, 1, 3, 4, 5, 6, 100)).containsExactly(0.1f, 0.1f, 0.01f, 0.01f, 0.001f, 0.001f);
        }
    }

    @Test
    void aCosineFallsFromTheRateToNearZero() {
        Tracker rate = Schedules.cosine(0.2, 100);
        assertThat(rates(rate, 1, 51)).containsExactly(0.2f, 0.1f);
        assertThat(rate.getNewValue(100)).isBetween(0f, 1e-4f).isEqualTo(rate.getNewValue(500));
    }

    @Test
    void aWarmUpRisesLinearlyAndThenStartsTheSchedule() {
        Tracker rate = Schedules.warmedUp(4, Schedules.steps(0.8, 0.5, 2));
        assertThat(rates(rate, 1, 2, 3, 4)).containsExactly(0.2f, 0.4f, 0.6f, 0.8f);
        assertThat(rates(rate, 5, 6, 7)).containsExactly(0.8f, 0.8f, 0.4f);
    }

    private static float[] rates(Tracker tracker, int... updates) {
        float[] rates = new float[updates.length];
        for (int i = 0; i < updates.length; i++) {
            rates[i] = Math.round(tracker.getNewValue(updates[i]) * 1e6f) / 1e6f;
        }
        return rates;
    }

    @Test
    void decaySparesNormsAndBiases() {
        Block network = ResNet.classifier(ResNetSize.RESNET_8, 3);
        Map<String, float[]> moved = moved(network, (block, sgd) -> SelectiveDecay.of(DECAY, block, sgd));
        Map<String, float[]> plain = moved(network, (block, sgd) -> sgd);
        Set<Parameter.Type> decayed = new HashSet<>();
        for (var entry : network.getParameters()) {
            if (!Arrays.equals(moved.get(entry.getKey()), plain.get(entry.getKey()))) {
                decayed.add(entry.getValue().getType());
            }
        }
        assertThat(decayed).containsExactly(Parameter.Type.WEIGHT);
    }

    @Test
    void decayMovesAWeightByItsShare() {
        Block network = ResNet.classifier(ResNetSize.RESNET_8, 3);
        Map<String, float[]> decayed = moved(network, (block, sgd) -> SelectiveDecay.of(DECAY, block, sgd));
        Map<String, float[]> plain = moved(network, (block, sgd) -> sgd);
        String name = name(network, "stage2_01unit1_01residual_01conv1");
        assertThat(plain.get(name)[7] - decayed.get(name)[7])
                .isCloseTo((float) (RATE * DECAY * started.get(name)[7]), within(1e-6f));
    }

    /** ResNet init: the identity is subtracted before the penalty. */
    @Test
    void decayOfAPartialIdentityPullsTowardsIt() {
        Block network = Rir.plainWithResNetInit(new RirSpec(List.of(new RirSpec.Stage(8, 1))), 3);
        Map<String, float[]> decayed = moved(network, (b, sgd) -> Rir.decayTowardsIdentity(DECAY, b, sgd));
        Map<String, float[]> plain = moved(network, (b, sgd) -> sgd);
        String name = name(network, "stage1_01unit1_01conv");
        float[] identity;
        try (NDManager manager = NDManager.newBaseManager()) {
            identity =
                    PartialIdentity.identity(manager, new Shape(16, 16, 3, 3)).toFloatArray();
        }
        for (int i : new int[] {4, 13, 500}) {
            assertThat(plain.get(name)[i] - decayed.get(name)[i])
                    .isCloseTo((float) (RATE * DECAY * (started.get(name)[i] - identity[i])), within(1e-6f));
        }
    }

    private final Map<String, float[]> started = new HashMap<>();

    /** The parameters after one step from {@link #started}, which is the same at every call. */
    private Map<String, float[]> moved(Block network, BiFunction<Block, Optimizer, Optimizer> decay) {
        Map<String, float[]> values = new HashMap<>();
        Optimizer sgd =
                Optimizer.sgd().setLearningRateTracker(Tracker.fixed(RATE)).build();
        try (Model model = Model.newInstance("decay")) {
            model.setBlock(network);
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(decay.apply(network, sgd)))) {
                step(trainer, network);
                network.getParameters()
                        .forEach(p ->
                                values.put(p.getKey(), p.getValue().getArray().toFloatArray()));
            }
            network.clear();
        }
        return values;
    }

    private void step(Trainer trainer, Block network) {
        Shape images = new Shape(2, 1, 8, 8);
        trainer.initialize(images);
        network.getParameters().forEach(p -> {
            NDArray array = p.getValue().getArray();
            if (started.containsKey(p.getKey())) {
                array.set(started.get(p.getKey()));
            } else {
                started.put(p.getKey(), array.toFloatArray());
            }
        });
        NDArray x = trainer.getManager().arange(128f).div(128).reshape(images);
        NDArray y = trainer.getManager().create(new float[] {0, 2});
        try (GradientCollector collector = trainer.newGradientCollector()) {
            collector.backward(trainer.getLoss().evaluate(new NDList(y), trainer.forward(new NDList(x))));
        }
        trainer.step();
    }

    private static String name(Block network, String part) {
        return network.getParameters().keys().stream()
                .filter(n -> n.contains(part))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void smoothedLabelsAreCrossEntropyWithEveryClass() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] logits = {1, -2, 0.5f, 3, 0, -1};
            NDList predictions = new NDList(manager.create(logits, new Shape(2, 3)));
            NDList labels = new NDList(manager.create(new float[] {2, 0}));
            double expected = 0;
            for (int i = 0; i < 2; i++) {
                double norm = 0;
                for (int c = 0; c < 3; c++) {
                    norm += Math.exp(logits[3 * i + c]);
                }
                for (int c = 0; c < 3; c++) {
                    double wanted = 0.1 / 3 + (c == (i == 0 ? 2 : 0) ? 0.9 : 0);
                    expected -= wanted * (logits[3 * i + c] - Math.log(norm)) / 2;
                }
            }
            assertThat((double) new LabelSmoothing(0.1)
                            .evaluate(labels, predictions)
                            .getFloat())
                    .isCloseTo(expected, within(1e-5));
            assertThat(new LabelSmoothing(0).evaluate(labels, predictions).getFloat())
                    .isCloseTo(
                            Loss.softmaxCrossEntropyLoss()
                                    .evaluate(labels, predictions)
                                    .getFloat(),
                            within(1e-5f));
        }
    }

    @Test
    void cropsAreWindowsOfThePaddedImageAndAllAreDrawn() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray image = manager.arange(1f, 13f).reshape(1, 3, 4);
            RandomCrop crop = new RandomCrop(1, 5);
            Set<String> places = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                NDArray window = crop.transform(image);
                assertThat(window.getShape()).isEqualTo(image.getShape());
                places.add(Arrays.toString(window.toFloatArray()));
            }
            assertThat(places)
                    .hasSize(9)
                    .contains(Arrays.toString(image.toFloatArray()))
                    .contains("[0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 0.0, 5.0, 6.0, 7.0]")
                    .contains("[6.0, 7.0, 8.0, 0.0, 10.0, 11.0, 12.0, 0.0, 0.0, 0.0, 0.0, 0.0]");
            assertThat(new RandomCrop(1, 5).transform(image)).isEqualTo(new RandomCrop(1, 5).transform(image));
        }
    }

    @Test
    void halfOfTheImagesOfABatchAreMirrored() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray batch = manager.arange(3f).reshape(1, 1, 1, 3).broadcast(new Shape(1000, 1, 1, 3));
            float[] flipped = new RandomFlip(3).transform(batch).toFloatArray();
            int mirrored = 0;
            for (int i = 0; i < 1000; i++) {
                assertThat(flipped[3 * i + 1]).isEqualTo(1);
                assertThat(flipped[3 * i] + flipped[3 * i + 2]).isEqualTo(2);
                mirrored += flipped[3 * i] == 2 ? 1 : 0;
            }
            assertThat(mirrored).isBetween(440, 560);
            assertThatThrownBy(() -> new RandomFlip(1).transform(manager.ones(new Shape(3, 4))))
                    .hasMessageContaining("got (3, 4)");
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> Schedules.steps(0.1, 0.1, 5, 5)).hasMessageContaining("increase");
        assertThatThrownBy(() -> Schedules.steps(-1, 0.1)).hasMessageContaining("positive, got -1");
        assertThatThrownBy(() -> Schedules.steps(1, Double.NaN)).hasMessageContaining("(0, 1], got NaN");
        assertThatThrownBy(() -> Schedules.cosine(0.1, 0)).hasMessageContaining("at least 1 update, got 0");
        assertThatThrownBy(() -> new LabelSmoothing(1)).hasMessageContaining("[0, 1), got 1");
        assertThatThrownBy(() -> new RandomCrop(0, 1)).hasMessageContaining("at least 1, got 0");
        assertThatThrownBy(() -> SelectiveDecay.of(-1, ResNet.classifier(ResNetSize.RESNET_8, 2), null))
                .hasMessageContaining("at least 0, got -1");
    }
}
