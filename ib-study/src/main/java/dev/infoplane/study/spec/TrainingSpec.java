package dev.infoplane.study.spec;

/**
 * How networks are trained: by Adam.
 *
 * @param batchSize images a step
 * @param learningRate of Adam
 */
public record TrainingSpec(int batchSize, double learningRate) {
    /** Batches of 64 at 0.001. */
    public static final TrainingSpec DEFAULT = new TrainingSpec(64, 1e-3);

    private static final double LEAST_RATE = 1e-7;

    /** Refuses what cannot be trained. */
    public TrainingSpec {
        Checks.atLeast("training.batchSize", 1, batchSize);
        Checks.between("training.learningRate", LEAST_RATE, 1, learningRate, "");
    }
}
