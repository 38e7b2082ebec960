package dev.infoplane.examples.classic;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.zoo.mlp.Mlp;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Trains a network on the toy task as Shwartz-Ziv and Tishby (2017): Adam at 4e-4, batches of 512, four fifths of the inputs to train
 * on.
 */
final class ToyNetwork {
    private ToyNetwork() {}

    /** Trains from one seed, and lets somebody attach to the trainer before the first step. */
    static void train(MlpSpec spec, ToyData data, int epochs, int seed, Consumer<Trainer> attach) {
        Engine.getInstance().setRandomSeed(seed);
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(4e-4f))
                        .build());
        try (Model model = Model.newInstance("toy")) {
            model.setBlock(Mlp.of(spec));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(512, ToyData.BITS));
                attach.accept(trainer);
                EasyTrain.fit(trainer, epochs, trainingSet(model.getNDManager(), data), null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TranslateException e) {
            throw new IllegalStateException("training failed", e);
        }
    }

    private static ArrayDataset trainingSet(NDManager manager, ToyData data) {
        int rows = ToyData.INPUTS * 4 / 5;
        Samples x = data.inputs().slice(0, rows);
        return new ArrayDataset.Builder()
                .setData(manager.create(x.toArray(), new Shape(rows, ToyData.BITS)))
                .optLabels(manager.create(data.labels().slice(0, rows).toArray()))
                .setSampling(512, true)
                .build();
    }
}
