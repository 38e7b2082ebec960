package dev.infoplane.examples.classic;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.initializer.TruncatedNormalInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * The network of Shwartz-Ziv and Tishby (2017): 12-10-7-5-4-3-2, weights truncated normal with standard deviation
 * 1 / √width, Adam at 4e-4, batches of 512, four fifths of the inputs to train on.
 */
final class ToyNetwork {
    static final int[] HIDDEN = {10, 7, 5, 4, 3};

    private ToyNetwork() {}

    /** The hook point after the nonlinearity of a hidden layer, counted from 0. */
    static String path(int layer) {
        return "SequentialBlock#" + (layer + 1) + ".out";
    }

    /** Trains from one seed, and lets somebody attach to the trainer before the first step. */
    static void train(Nonlinearity nonlinearity, ToyData data, int epochs, int seed, Consumer<Trainer> attach) {
        Engine.getInstance().setRandomSeed(seed);
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(4e-4f))
                        .build());
        try (Model model = Model.newInstance(nonlinearity.name())) {
            model.setBlock(block(nonlinearity));
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

    private static Block block(Nonlinearity nonlinearity) {
        SequentialBlock network = new SequentialBlock();
        int width = ToyData.BITS;
        for (int units : HIDDEN) {
            network.add(new SequentialBlock().add(linear(width, units)).add(nonlinearity.block()));
            width = units;
        }
        return network.add(linear(width, 2));
    }

    private static Block linear(int width, int units) {
        Block linear = Linear.builder().setUnits(units).build();
        linear.setInitializer(new TruncatedNormalInitializer((float) (1 / Math.sqrt(width))), Parameter.Type.WEIGHT);
        return linear;
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

    /** What follows each linear layer. */
    enum Nonlinearity {
        TANH,
        RELU;

        Block block() {
            return this == TANH ? Activation.tanhBlock() : Activation.reluBlock();
        }
    }
}
