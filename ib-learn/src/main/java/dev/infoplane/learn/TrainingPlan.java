package dev.infoplane.learn;

import ai.djl.Device;
import dev.infoplane.storage.Identity;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a training runs: steps, batches, the learning rate and when the validation rows are scored. Immutable; each option
 * returns a changed copy.
 */
public final class TrainingPlan implements Cloneable {
    private static final int IDENTITY_VERSION = 2;

    /** The first annealing comes after a share of the steps that has been halved so often. */
    private static final int HALVINGS = 3;

    private final int steps;
    private final int batchSize;
    private final double learningRate;
    private boolean decays;
    private double averaging = 0.99;
    private double clipNorm = 100;
    private int checks;
    private int patience;
    private @Nullable Device device;

    private TrainingPlan(int steps, int batchSize, double learningRate) {
        this.steps = steps;
        this.batchSize = batchSize;
        this.learningRate = learningRate;
        this.checks = Math.min(steps, 20);
    }

    /**
     * A plan with a warm-up of the learning rate over the first twentieth of the steps, averaged weights, clipped
     * gradients and a check at twenty even intervals, on the engine's default device. It ends with the weights that did best on
     * the validation rows, be they those of the start, so that what has overfitted counts for no less than it was.
     *
     * @param steps optimiser steps
     * @param batchSize rows a step
     * @param learningRate of Adam, in (0, 1]
     */
    public static TrainingPlan of(int steps, int batchSize, double learningRate) {
        require(steps >= 1, "steps must be at least 1", steps);
        require(batchSize >= 1, "the batch size must be at least 1", batchSize);
        require(learningRate > 0 && learningRate <= 1, "the learning rate must lie in (0, 1]", learningRate);
        return new TrainingPlan(steps, batchSize, learningRate);
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }

    /**
     * Anneals at every doubling of the steps: the learning rate is full again after an eighth, a quarter and half of the steps,
     * and over the second half of each such stretch it falls linearly to zero. The values at these ends are those of smaller
     * budgets on the same schedule ({@link dev.infoplane.estimate.LearningCurve#annealed}), so that a training shows what
     * doubling its steps brings.
     */
    public TrainingPlan decaying() {
        return with(p -> p.decays = true);
    }

    /** Decay of the running average of the weights, in [0, 1); 0 averages nothing. Default 0.99. */
    public TrainingPlan averaging(double decay) {
        require(decay >= 0 && decay < 1, "the decay of the weight average must lie in [0, 1)", decay);
        return with(p -> p.averaging = decay);
    }

    /** Scales gradients down to at most this Euclidean norm. Default 100. */
    public TrainingPlan clipNorm(double norm) {
        require(norm > 0, "the clip norm must be positive", norm);
        return with(p -> p.clipNorm = norm);
    }

    /** Scores the validation rows this many times, at even intervals, and wherever the rate was annealed. Default 20, or every step if there are fewer. */
    public TrainingPlan checks(int count) {
        require(count >= 1 && count <= steps, "checks must lie between 1 and the " + steps + " steps", count);
        return with(p -> p.checks = count);
    }

    /** Ends early after this many checks in a row without improvement. */
    public TrainingPlan earlyStopping(int checksWithoutImprovement) {
        require(checksWithoutImprovement >= 1, "the patience must be at least 1 check", checksWithoutImprovement);
        return with(p -> p.patience = checksWithoutImprovement);
    }

    /** Trains on this device; null is the engine's default. */
    public TrainingPlan device(@Nullable Device chosen) {
        return with(p -> p.device = chosen);
    }

    private TrainingPlan with(Consumer<TrainingPlan> change) {
        try {
            TrainingPlan copy = (TrainingPlan) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything that was chosen, for the name of a checkpoint. */
    Identity identity() {
        return Identity.of("training plan", IDENTITY_VERSION)
                .with("steps", steps)
                .with("batchSize", batchSize)
                .with("learningRate", learningRate)
                .with("decays", decays)
                .with("averaging", averaging)
                .with("clipNorm", clipNorm)
                .with("checks", checks)
                .with("patience", patience)
                .with(
                        "device",
                        Optional.ofNullable(device)
                                .map(d -> d.getDeviceType() + d.getDeviceId())
                                .orElse("default"));
    }

    /** The learning rate at a step, counted from 1. */
    double rate(int step) {
        double warmUp = Math.min(1, step / Math.max(1, steps / 20.0));
        return learningRate * warmUp * (decays ? fall(step) : 1);
    }

    private double fall(int step) {
        int halvings = 0;
        while (halvings < HALVINGS && step <= steps >> (halvings + 1)) {
            halvings++;
        }
        int end = steps >> halvings;
        int begin = halvings == HALVINGS ? 0 : steps >> (halvings + 1);
        return Math.min(1, 2.0 * (end - step + 1) / (end - begin + 1));
    }

    /** Whether the learning rate has fallen to zero after a step: always half of the steps that come before the next time. */
    boolean annealsAfter(int step) {
        return decays && IntStream.rangeClosed(0, HALVINGS).anyMatch(h -> step == steps >> h);
    }

    /** Whether the validation rows are scored after a step. */
    boolean checksAfter(int step) {
        return step == steps
                || annealsAfter(step)
                || (long) step * checks / steps != (long) (step - 1) * checks / steps;
    }

    int steps() {
        return steps;
    }

    int batchSize() {
        return batchSize;
    }

    double learningRate() {
        return learningRate;
    }

    double averaging() {
        return averaging;
    }

    double clipNorm() {
        return clipNorm;
    }

    /** Checks without improvement after which training ends early, 0 for never. */
    int patience() {
        return patience;
    }

    @Nullable
    Device device() {
        return device;
    }
}
