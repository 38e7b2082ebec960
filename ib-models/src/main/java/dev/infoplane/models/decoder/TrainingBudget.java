package dev.infoplane.models.decoder;

/**
 * How long densities are trained. Every point of a comparison gets the same budget.
 *
 * @param parentSteps optimiser steps of the shared parent, which sees x alone
 * @param steps further steps of every density that starts from it, conditional or not
 * @param batchSize images a step
 * @param learningRate of Adam, after a warm-up over the first twentieth of the steps; except for the parent, it falls linearly to
 *     zero over the second half of the steps
 * @param checks how many points the learning curve has after its start
 */
public record TrainingBudget(int parentSteps, int steps, int batchSize, double learningRate, int checks) {
    /** A thousand steps for the parent and three hundred for each point, on batches of 32. */
    public static final TrainingBudget DEFAULT = new TrainingBudget(1000, 300, 32, 2e-3, 8);

    /** Refuses what cannot be trained. */
    public TrainingBudget {
        if (parentSteps < 1 || steps < 1 || batchSize < 1 || checks < 1) {
            throw new IllegalArgumentException("parentSteps, steps, batchSize and checks must be at least 1, got "
                    + parentSteps + ", " + steps + ", " + batchSize + ", " + checks);
        }
        if (!(learningRate > 0) || learningRate > 1) {
            throw new IllegalArgumentException("the learning rate must lie in (0, 1], got " + learningRate);
        }
    }
}
