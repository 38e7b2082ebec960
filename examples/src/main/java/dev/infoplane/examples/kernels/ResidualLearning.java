package dev.infoplane.examples.kernels;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.zoo.training.Schedules;
import dev.infoplane.models.zoo.training.SelectiveDecay;
import dev.infoplane.models.zoo.training.SquaredError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains the residual network as published: SGD with momentum 0.9, batches of 50, the rate divided by ten at half of the epochs. Rate and
 * weight decay are ours; without decay the network does not learn the composite part.
 *
 * @param width of the hidden layers
 * @param epochs 800 as published
 */
record ResidualLearning(int width, int epochs) {
    private static final double RATE = 0.3;
    private static final double DECAY = 1e-3;
    private static final int BATCH = 50;
    private static final int LOOKS = 10;

    /**
     * How wrong the network was after some epochs.
     *
     * @param epoch how many
     * @param error on test rows
     */
    record Look(int epoch, double error) {}

    /** Trains from one seed, and lets somebody attach to the trainer before the first step. */
    List<Look> run(Composition training, Composition test, int seed, Consumer<Trainer> attach)
            throws IOException, TranslateException {
        Engine.getInstance().setRandomSeed(seed);
        List<Look> looks = new ArrayList<>();
        try (Model model = Model.newInstance("residual")) {
            model.setBlock(new ResidualNetwork(width, training.outputs()));
            try (Trainer trainer = model.newTrainer(config(model, training))) {
                trainer.initialize(new Shape(BATCH, training.dimensions()));
                attach.accept(trainer);
                ArrayDataset rows = new ArrayDataset.Builder()
                        .setData(array(model.getNDManager(), training.inputs()))
                        .optLabels(array(model.getNDManager(), training.targets()))
                        .setSampling(BATCH, true)
                        .build();
                int done = 0;
                looks.add(new Look(done, error(model, test)));
                for (int look = 1; look <= LOOKS; look++) {
                    int next = epochs * look / LOOKS;
                    if (next > done) {
                        EasyTrain.fit(trainer, next - done, rows, null);
                        looks.add(new Look(next, error(model, test)));
                        done = next;
                    }
                }
            }
        }
        return looks;
    }

    private DefaultTrainingConfig config(Model model, Composition training) {
        int updates = epochs * ((training.rows() + BATCH - 1) / BATCH);
        Optimizer sgd = Optimizer.sgd()
                .setLearningRateTracker(Schedules.steps(RATE, 0.1, updates / 2))
                .optMomentum(0.9f)
                .build();
        return new DefaultTrainingConfig(new SquaredError())
                .optOptimizer(SelectiveDecay.of(DECAY, model.getBlock(), sgd));
    }

    private static double error(Model model, Composition test) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray predicted = model.getBlock()
                    .forward(new ParameterStore(manager, false), new NDList(array(manager, test.inputs())), false)
                    .singletonOrThrow();
            return predicted.sub(array(manager, test.targets())).square().sum().getFloat() / test.rows();
        }
    }

    private static NDArray array(NDManager manager, double[][] rows) {
        Samples samples = Samples.of(rows);
        return manager.create(samples.toArray(), new Shape(samples.rows(), samples.dimensions()));
    }
}
