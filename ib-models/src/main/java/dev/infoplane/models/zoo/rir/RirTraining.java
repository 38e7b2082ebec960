package dev.infoplane.models.zoo.rir;

import ai.djl.nn.Block;
import ai.djl.training.optimizer.Optimizer;
import dev.infoplane.models.zoo.training.Schedules;
import dev.infoplane.models.zoo.training.SelectiveDecay;

/**
 * How Targ et al. 2016 train: {@value #EPOCHS} epochs of SGD with momentum 0.9, batches of {@value #BATCH} images, an L2 penalty of 1e-4, and
 * a rate that is divided by ten after epochs 42 and 62.
 */
public final class RirTraining {
    /** Images a batch. */
    public static final int BATCH = 500;

    /** Passes over the images. */
    public static final int EPOCHS = 82;

    private static final int FIRST_CHANGE = 42;
    private static final int SECOND_CHANGE = 62;
    private static final double DECAY = 1e-4;

    private RirTraining() {}

    /**
     * The optimiser of a network of two streams.
     *
     * @param network made by {@link Rir#classifier}
     * @param rate of the first 42 epochs
     * @param images that train it; CIFAR has 50,000
     */
    public static Optimizer optimizer(Block network, double rate, int images) {
        return SelectiveDecay.of(DECAY, network, sgd(rate, images));
    }

    /**
     * The optimiser of a network with ResNet init, whose partial identities are subtracted before the penalty.
     *
     * @param network made by {@link Rir#plainWithResNetInit}
     * @param rate of the first 42 epochs
     * @param images that train it
     */
    public static Optimizer optimizerWithResNetInit(Block network, double rate, int images) {
        return Rir.decayTowardsIdentity(DECAY, network, sgd(rate, images));
    }

    private static Optimizer sgd(double rate, int images) {
        if (images < 1) {
            throw new IllegalArgumentException("there must be at least 1 image to train with, got " + images);
        }
        int updates = (images + BATCH - 1) / BATCH;
        return Optimizer.sgd()
                .setLearningRateTracker(Schedules.steps(rate, 0.1, FIRST_CHANGE * updates, SECOND_CHANGE * updates))
                .optMomentum(0.9f)
                .build();
    }
}
