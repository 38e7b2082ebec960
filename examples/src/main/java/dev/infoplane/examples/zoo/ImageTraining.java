package dev.infoplane.examples.zoo;

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
import ai.djl.translate.Pipeline;
import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.zoo.training.LabelSmoothing;
import dev.infoplane.models.zoo.training.RandomCrop;
import dev.infoplane.models.zoo.training.RandomFlip;
import dev.infoplane.models.zoo.training.Schedules;
import dev.infoplane.models.zoo.training.SelectiveDecay;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;

/**
 * How a classifier of images is trained: SGD with momentum 0.9, a warm-up and a cosine, weight decay of kernels, batches of 64.
 *
 * @param epochs passes over the images
 * @param rate the highest learning rate
 * @param decay of weights
 * @param smoothing of labels
 * @param augmented whether images are cropped and mirrored at random
 * @param flat whether the network takes vectors
 */
record ImageTraining(int epochs, double rate, double decay, double smoothing, boolean augmented, boolean flat) {
    private static final int BATCH = 64;
    private static final int EVALUATION_BATCH = 500;

    /** Hears of a training. */
    @FunctionalInterface
    interface EpochListener {
        /** An epoch has ended. */
        void after(int epoch) throws IOException;
    }

    /** Trains the block of a model, from its initial weights, with the engine's randomness drawn from a seed. */
    void run(Model model, LabelledImages images, int seed) throws IOException, TranslateException {
        run(model, images, seed, epoch -> {});
    }

    /** The same, telling somebody of the end of each epoch. */
    void run(Model model, LabelledImages images, int seed, EpochListener listener)
            throws IOException, TranslateException {
        Engine.getInstance().setRandomSeed(seed);
        int updates = epochs * ((images.size() + BATCH - 1) / BATCH);
        Optimizer sgd = Optimizer.sgd()
                .setLearningRateTracker(Schedules.warmedUp(
                        Math.max(1, updates / 20), Schedules.cosine(rate, Math.max(1, updates - updates / 20))))
                .optMomentum(0.9f)
                .build();
        DefaultTrainingConfig config = new DefaultTrainingConfig(new LabelSmoothing(smoothing))
                .optOptimizer(SelectiveDecay.of(decay, model.getBlock(), sgd));
        try (Trainer trainer = model.newTrainer(config);
                NDManager data = model.getNDManager().newSubManager()) {
            trainer.initialize(shape(images, BATCH));
            ArrayDataset dataset = dataset(data, images, seed);
            for (int epoch = 1; epoch <= epochs; epoch++) {
                EasyTrain.fit(trainer, 1, dataset, null);
                listener.after(epoch);
            }
        }
    }

    private ArrayDataset dataset(NDManager manager, LabelledImages images, int seed) {
        ArrayDataset.Builder builder = new ArrayDataset.Builder()
                .setData(pixels(manager, images))
                .optLabels(manager.create(images.labels().toArray()))
                .setSampling(BATCH, true);
        if (augmented) {
            builder.optPipeline(new Pipeline().add(new RandomCrop(2, seed)).add(new RandomFlip(seed + 1L)));
        }
        return builder.build();
    }

    /** The share of images whose largest logit is that of their class. */
    double accuracy(Model model, LabelledImages images) {
        int right = 0;
        for (int from = 0; from < images.size(); from += EVALUATION_BATCH) {
            int to = Math.min(images.size(), from + EVALUATION_BATCH);
            LabelledImages part = new LabelledImages(
                    images.images().slice(from, to), images.labels().slice(from, to));
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDArray logits = model.getBlock()
                        .forward(new ParameterStore(manager, false), new NDList(pixels(manager, part)), false)
                        .singletonOrThrow();
                long[] guesses = logits.argMax(1).toLongArray();
                for (int i = 0; i < guesses.length; i++) {
                    right += guesses[i] == (long) part.labels().get(i, 0) ? 1 : 0;
                }
            }
        }
        return (double) right / images.size();
    }

    private NDArray pixels(NDManager manager, LabelledImages images) {
        Samples x = images.images();
        return manager.create(x.toArray(), shape(images, x.rows())).div(255);
    }

    private Shape shape(LabelledImages images, int rows) {
        int[] row = images.images().rowShape();
        return flat ? new Shape(rows, images.images().dimensions()) : new Shape(rows, row[0], row[1], row[2]);
    }
}
