package dev.infoplane.learn;

/** Hears of every step of a training, for a progress bar or a log. Called on the training thread. */
@FunctionalInterface
public interface TrainingProgress {
    /** A listener that does nothing. */
    TrainingProgress NONE = (step, steps) -> {};

    /**
     * Called after each step. After a rollback, and after a resume from a checkpoint, the count continues from the step that
     * was restored, so that some steps are reported twice.
     *
     * @param step steps taken in this training, from 1
     * @param steps steps this training takes in all
     */
    void step(int step, int steps);
}
