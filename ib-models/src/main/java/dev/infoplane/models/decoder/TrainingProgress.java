package dev.infoplane.models.decoder;

/** Is told of every step while a density is learned, for a progress bar or a log. Called on the learning thread. */
@FunctionalInterface
public interface TrainingProgress {
    /** A listener that does nothing. */
    TrainingProgress NONE = (step, steps) -> {};

    /**
     * After a step. Where a training has gone back to its last good state, or goes on from a checkpoint, steps are told from there
     * on, some of them again.
     *
     * @param step steps taken in this training, from 1
     * @param steps steps this training takes in all
     */
    void step(int step, int steps);
}
