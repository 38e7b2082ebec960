package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.infoplane.estimate.Samples;
import dev.infoplane.study.data.LabelledImages;
import dev.infoplane.study.network.EpochActivations;
import dev.infoplane.study.network.Networks;
import dev.infoplane.study.network.Regimes;
import dev.infoplane.study.spec.ModelSpec;
import dev.infoplane.study.spec.TrainingSpec;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that ends in the middle and is started again. */
class ResumedTrainingTest {
    private static final List<Integer> EPOCHS = List.of(0, 2, 5, 9);
    private static final List<String> HOOKS = List.of("Linear#1.out", "Linear#2.out");

    @TempDir
    private Path folder;

    /** A network with state beside its weights: moving averages, and random numbers in every step. */
    public static final class Net implements BlockFactory {
        private static final long serialVersionUID = 1;

        @Override
        public Block newBlock(Model model, Path modelPath, Map<String, ?> arguments) {
            return new SequentialBlock()
                    .add(Blocks.batchFlattenBlock())
                    .add(Linear.builder().setUnits(8).build())
                    .add(BatchNorm.builder().build())
                    .add(Dropout.builder().optRate(0.3f).build())
                    .add(Linear.builder().setUnits(3).build());
        }
    }

    /** What was heard of a training. */
    private static final class Heard implements EpochActivations.Listener {
        private final Map<String, float[]> activations = new HashMap<>();
        private final Map<Integer, Map<String, Double>> metrics = new HashMap<>();
        private final List<Integer> trained = new ArrayList<>();
        private final int end;

        Heard(int end) {
            this.end = end;
        }

        @Override
        public void activations(int epoch, Map<String, Samples> byHookPoint) {
            byHookPoint.forEach((hook, t) -> activations.put(epoch + hook, t.toArray()));
        }

        @Override
        public void metrics(int epoch, Map<String, Double> values) {
            metrics.put(epoch, values);
        }

        @Override
        public void epochDone(int done) {
            trained.add(done);
            if (done == end) {
                throw new IllegalStateException("killed");
            }
        }
    }

    @Test
    void givesTheSameBitsWhereverItEnded() throws Exception {
        Heard whole = new Heard(-1);
        training().train(EPOCHS, HOOKS, whole);
        for (int end : List.of(1, 2, 4, 7, 9)) {
            Path own = folder.resolve("killed-" + end);
            assertThatThrownBy(() -> training().train(EPOCHS, HOOKS, own, new Heard(end)))
                    .hasMessage("killed");
            Heard resumed = new Heard(-1);
            training().train(EPOCHS, HOOKS, own, resumed);
            assertSame(resumed, whole);
        }
    }

    @Test
    void goesOnInsteadOfStartingOver() throws Exception {
        Heard first = new Heard(9);
        assertThatThrownBy(() -> training().train(EPOCHS, HOOKS, folder, first)).hasMessage("killed");
        Heard resumed = new Heard(-1);
        training().train(EPOCHS, HOOKS, folder, resumed);
        assertThat(first.trained).hasSize(9);
        assertThat(resumed.trained)
                .as("the state after the first epoch at least was kept")
                .hasSizeLessThan(9);
    }

    @Test
    void startsOverWhenAFileIsDamagedOrMissing() throws Exception {
        Heard whole = new Heard(-1);
        training().train(EPOCHS, HOOKS, whole);
        for (Damage damage : List.<Damage>of(
                Files::delete,
                file -> Files.write(file, new byte[0]),
                file -> Files.write(file, new byte[(int) Files.size(file)]),
                file -> {
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(file, bytes);
                })) {
            for (String name : List.of("training", "epoch-2")) {
                Path own = Files.createTempDirectory(folder, "damaged");
                assertThatThrownBy(() -> training().train(EPOCHS, HOOKS, own, new Heard(7)))
                        .hasMessage("killed");
                damage.to(own.resolve(name));
                Heard resumed = new Heard(-1);
                training().train(EPOCHS, HOOKS, own, resumed);
                assertSame(resumed, whole);
            }
        }
    }

    @Test
    void layersAreSeenOfAllImagesInTheirOrder() throws Exception {
        LabelledImages few = images(40, 2);
        LabelledImages many = images(620, 2); // three batches, the last a smaller one
        Heard ofFew = new Heard(-1);
        training(few).train(EPOCHS, HOOKS, ofFew);
        Heard ofMany = new Heard(-1);
        training(many).train(EPOCHS, HOOKS, ofMany);
        float[] layer = ofMany.activations.get("9Linear#1.out");
        assertThat(layer).hasSize(620 * 8);
        assertThat(Arrays.copyOf(layer, 40 * 8))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(ofFew.activations.get("9Linear#1.out"));

        LabelledImages turned = new LabelledImages(
                many.images().select(IntStream.range(0, 620).map(i -> 619 - i).toArray()),
                many.labels().select(IntStream.range(0, 620).map(i -> 619 - i).toArray()));
        Heard ofTurned = new Heard(-1);
        training(turned).train(EPOCHS, HOOKS, ofTurned);
        float[] backwards = ofTurned.activations.get("9Linear#1.out");
        for (int i = 0; i < 620; i++) {
            assertThat(Arrays.copyOfRange(backwards, 8 * (619 - i), 8 * (620 - i)))
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(Arrays.copyOfRange(layer, 8 * i, 8 * i + 8));
        }
    }

    /** A network that sees each image as four quarters. */
    public static final class Quarters implements BlockFactory {
        private static final long serialVersionUID = 1;

        @Override
        public Block newBlock(Model model, Path modelPath, Map<String, ?> arguments) {
            return new SequentialBlock()
                    .add(new LambdaBlock(in -> new NDList(in.head().reshape(-1, 4)), "quarters"))
                    .add(Linear.builder().setUnits(2).build())
                    .add(new LambdaBlock(in -> new NDList(in.head().reshape(-1, 8)), "whole"))
                    .add(Linear.builder().setUnits(3).build());
        }
    }

    @Test
    void aLayerThatDoesNotComputeOneRowOfEachImageIsRefused() {
        EpochActivations training = new EpochActivations(
                new Networks(new ModelSpec(Quarters.class.getName(), Map.of()), 3, List.of(1, 4, 4)),
                Regimes.CLASSIFIER,
                new TrainingSpec(16, 1e-2),
                images(96, 1),
                images(40, 2),
                7);
        assertThatThrownBy(() -> training.train(List.of(0), List.of("Linear#1.out"), new Heard(-1)))
                .hasStackTraceContaining("'Linear#1.out' has computed 160 rows of 40 images");
    }

    /** The engine has one stream of random numbers, which two trainings would otherwise share. */
    @Test
    void twoTrainingsThatAreStartedAtOnceDoNotDisturbEachOther() throws Exception {
        Heard alone = new Heard(-1);
        training().train(EPOCHS, HOOKS, alone);
        List<Heard> together = List.of(new Heard(-1), new Heard(-1));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (Heard heard : together) {
                ends.add(threads.submit(() -> {
                    training().train(EPOCHS, HOOKS, heard);
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        together.forEach(heard -> assertSame(heard, alone));
    }

    @Test
    void theOptimizerIsTheAdamOfDjlBitForBit() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            Constructor<?> own = Class.forName("dev.infoplane.study.network.ResumableAdam")
                    .getDeclaredConstructor(NDManager.class, float.class);
            own.setAccessible(true);
            Optimizer resumable = (Optimizer) own.newInstance(manager, 3e-3f);
            Optimizer djl = Optimizer.adam()
                    .optLearningRateTracker(Tracker.fixed(3e-3f))
                    .build();
            NDArray one = manager.ones(new Shape(7));
            NDArray other = one.duplicate();
            for (int step = 0; step < 20; step++) {
                NDArray gradient = manager.randomNormal(new Shape(7));
                resumable.update("w", one, gradient.duplicate());
                djl.update("w", other, gradient.duplicate());
            }
            assertThat(one.toFloatArray()).isEqualTo(other.toFloatArray());
            assertThat(one.toFloatArray()[0]).isNotEqualTo(1);
        }
    }

    @FunctionalInterface
    private interface Damage {
        void to(Path file) throws IOException;
    }

    private static void assertSame(Heard one, Heard other) {
        assertThat(one.activations.keySet()).isEqualTo(other.activations.keySet());
        one.activations.forEach((name, t) -> assertThat(t).as(name).isEqualTo(other.activations.get(name)));
        assertThat(one.metrics).isEqualTo(other.metrics);
    }

    private static EpochActivations training() {
        return training(images(40, 2));
    }

    private static EpochActivations training(LabelledImages heldOut) {
        return new EpochActivations(
                new Networks(new ModelSpec(Net.class.getName(), Map.of()), 3, List.of(1, 4, 4)),
                Regimes.CLASSIFIER,
                new TrainingSpec(16, 1e-2),
                images(96, 1),
                heldOut,
                7);
    }

    private static LabelledImages images(int count, long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[count * 16];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int p = 0; p < 16; p++) {
                pixels[16 * i + p] = random.nextFloat() + (p % 3 == labels[i] ? 0.5f : 0);
            }
        }
        return new LabelledImages(Samples.of(pixels, 1, 4, 4), Samples.ofLabels(labels));
    }
}
