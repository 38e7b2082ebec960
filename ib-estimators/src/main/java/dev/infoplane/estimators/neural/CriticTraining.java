package dev.infoplane.estimators.neural;

import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingProgress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How the networks of the neural estimators are trained. The rows are dealt out at random, by the seed: some teach, some choose the
 * step at which the networks are used, and some measure. The value is that of the measured rows under the weights that did best on the
 * validation rows.
 *
 * @param steps the most optimiser steps
 * @param batch rows a step; all pairs of a batch are scored
 * @param rate learning rate of Adam, which falls to zero over the second half of the steps
 * @param patience checks without improvement after which training ends; there are {@link #CHECKS} in all
 * @param penalty what the sum of squared weights (without biases) adds to the loss, in nats; 0 for nothing
 * @param progress hears of every step; not part of the settings
 * @param checkpoints where a killed training resumes, if anywhere; not part of the settings
 */
public record CriticTraining(
        int steps,
        int batch,
        double rate,
        int patience,
        double penalty,
        TrainingProgress progress,
        Optional<Path> checkpoints) {
    /** How often the validation rows are scored, at even intervals. */
    public static final int CHECKS = 40;

    /** Components that change no value. */
    static final String[] NO_SETTINGS = {"progress", "checkpoints"};

    /** Refuses numbers that cannot be. */
    public CriticTraining {
        Checks.atLeast("steps", 1, steps);
        Checks.atLeast("the batch", 2, batch);
        Checks.positive("the learning rate", rate);
        Checks.atLeast("patience", 1, patience);
        if (!(penalty >= 0) || Double.isInfinite(penalty)) {
            throw new IllegalArgumentException("the penalty must be a number of at least 0, got " + penalty);
        }
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(checkpoints, "checkpoints");
    }

    /** The default of critics: at most 1500 steps of 64 rows at a rate of 0.005, patience 10, penalty 0.003. */
    public static CriticTraining standard() {
        return new CriticTraining(1500, 64, 5e-3, 10, 3e-3, TrainingProgress.NONE, Optional.empty());
    }

    /** The default of estimators that learn densities: at most 1500 steps of 128 rows at a rate of 0.003. */
    static CriticTraining ofDensities() {
        return new CriticTraining(1500, 128, 3e-3, 10, 3e-3, TrainingProgress.NONE, Optional.empty());
    }

    /** This training with at most so many steps. */
    public CriticTraining withSteps(int steps) {
        return new CriticTraining(steps, batch, rate, patience, penalty, progress, checkpoints);
    }

    /** This training with so many rows a step. */
    public CriticTraining withBatch(int batch) {
        return new CriticTraining(steps, batch, rate, patience, penalty, progress, checkpoints);
    }

    /** This training at another learning rate. */
    public CriticTraining withRate(double rate) {
        return new CriticTraining(steps, batch, rate, patience, penalty, progress, checkpoints);
    }

    /** This training with another patience. */
    public CriticTraining withPatience(int patience) {
        return new CriticTraining(steps, batch, rate, patience, penalty, progress, checkpoints);
    }

    /** This training with another penalty. */
    public CriticTraining withPenalty(double penalty) {
        return new CriticTraining(steps, batch, rate, patience, penalty, progress, checkpoints);
    }

    /** This training with a listener. */
    public CriticTraining onProgress(TrainingProgress listener) {
        return new CriticTraining(steps, batch, rate, patience, penalty, listener, checkpoints);
    }

    /** This training, resumable from a folder. */
    public CriticTraining checkpointsIn(Path folder) {
        return new CriticTraining(steps, batch, rate, patience, penalty, progress, Optional.of(folder));
    }

    /** What changes a value, by name. */
    Map<String, String> settings() {
        return RecordSettings.describe(this, NO_SETTINGS);
    }

    /** The plan of the training engine. */
    TrainingPlan plan() {
        return TrainingPlan.of(steps, batch, rate)
                .decaying()
                .checks(Math.min(steps, CHECKS))
                .earlyStopping(patience)
                .clipNorm(10);
    }
}
