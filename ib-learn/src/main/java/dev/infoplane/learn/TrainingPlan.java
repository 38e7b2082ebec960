package dev.infoplane.learn;

import ai.djl.Device;
import dev.infoplane.storage.Identity;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a training runs: steps, batches, the learning rate and when the validation rows are scored. Immutable; each option
 * returns a changed copy.
 */
public final class TrainingPlan implements Cloneable {
    private static final int IDENTITY_VERSION = 3;

    /** Over which share of the steps the learning rate falls. */
    private static final double FALL = 0.5;

    /** The smallest budget whose end is shown has been halved so often. */
    private static final int HALVINGS = 2;

    /** The same for a training of many passes. */
    private static final int MOST_HALVINGS = 8;

    /** The state is kept at least so often. */
    private static final int KEPT = 10;

    private final int steps;
    private final int batchSize;
    private final double learningRate;
    private boolean decays;
    private boolean showsSmaller;
    private boolean isOrthogonal;
    private boolean checksHalvings;
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

    /** Anneals: over the second half of the steps the learning rate falls linearly to zero. */
    public TrainingPlan decaying() {
        return with(p -> p.decays = true);
    }

    /**
     * {@linkplain #decaying Anneals}, and shows what doubling the steps brings: the training also ends as if it had half or a
     * quarter of its steps ({@link dev.infoplane.estimate.LearningCurve#annealed}). Where a budget of so many steps would begin to
     * anneal, it does so on the side, on the batches that come next; then the validation rows are scored, and the training
     * returns to where it was. So each of these ends costs the steps in which it anneals, three eighths of a training in all, and
     * takes none from the training itself.
     */
    public TrainingPlan showingSmallerBudgets() {
        return with(p -> {
            p.decays = true;
            p.showsSmaller = true;
        });
    }

    /**
     * Matrices that the layout declares as {@linkplain ParameterLayout#addHidden hidden} take orthogonal steps (Muon, Jordan et al.
     * 2024) instead of Adam's; all other parameters stay with Adam. Small networks on images learn several times faster so, for
     * some milliseconds a step. The singular values of a step are about 0.02, as in the published code, whatever
     * the learning rate; they follow its schedule.
     */
    public TrainingPlan orthogonalSteps() {
        return with(p -> p.isOrthogonal = true);
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

    /** Scores the validation rows this many times, at even intervals, and where it ends on the side. Default 20, or every step if there are fewer. */
    public TrainingPlan checks(int count) {
        require(count >= 1 && count <= steps, "checks must lie between 1 and the " + steps + " steps", count);
        return with(p -> p.checks = count);
    }

    /**
     * Also scores the validation rows after 1/2, 1/4, … 1/256 of the steps. With {@link #showingSmallerBudgets}, the training also anneals
     * on the side for each of these budgets, which costs half of its steps in all. Training that passes over few rows many times does
     * best long before its end; with these checks, too many steps cost little accuracy.
     */
    public TrainingPlan checksAtHalvings() {
        return with(p -> p.checksHalvings = true);
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
        Identity identity = Identity.of("training plan", IDENTITY_VERSION)
                .with("steps", steps)
                .with("batchSize", batchSize)
                .with("learningRate", learningRate)
                .with("decays", decays)
                .with("showsSmaller", showsSmaller)
                .with("averaging", averaging)
                .with("clipNorm", clipNorm)
                .with("checks", checks)
                .with("patience", patience)
                .with(
                        "device",
                        Optional.ofNullable(device)
                                .map(d -> d.getDeviceType() + d.getDeviceId())
                                .orElse("default"));
        Identity halvings = checksHalvings ? identity.with("endsAtHalvings", true) : identity;
        return isOrthogonal ? halvings.with("orthogonalSteps", true) : halvings;
    }

    /** The learning rate at a step, counted from 1. */
    double rate(int step) {
        return decays ? rate(step, steps) : learningRate * warmUp(step);
    }

    private double warmUp(int step) {
        return Math.min(1, step / Math.max(1, steps / 20.0));
    }

    /** What is left of the learning rate at a step of a budget of so many steps. */
    private static double left(int step, int budget) {
        return Math.min(1, (budget - step + 1) / (FALL * (budget + 1)));
    }

    /** The learning rate at a step of an ending, on the side, after so many steps. */
    double rate(int step, int end) {
        return learningRate * warmUp(step) * left(step, end);
    }

    /** After how many steps the training would end if it ended on the side after this step; nothing if it does not end there. */
    OptionalInt endsAfter(int step) {
        return showsSmaller
                ? IntStream.rangeClosed(1, checksHalvings ? MOST_HALVINGS : HALVINGS)
                        .map(h -> steps >> h)
                        .filter(end -> end > 0 && step == (int) ((1 - FALL) * end))
                        .max()
                : OptionalInt.empty();
    }

    /** Whether the validation rows are scored after a step. */
    boolean checksAfter(int step) {
        return step == steps
                || endsAfter(step).isPresent()
                || isHalving(step)
                || (long) step * checks / steps != (long) (step - 1) * checks / steps;
    }

    private boolean isHalving(int step) {
        return checksHalvings
                && IntStream.rangeClosed(1, MOST_HALVINGS).map(h -> steps >> h).anyMatch(half -> half == step);
    }

    /** Whether the state is kept after a step, scored or not, so that little is lost when a training is killed. */
    boolean keepsAfter(int step) {
        return (long) step * KEPT / steps != (long) (step - 1) * KEPT / steps;
    }

    boolean decays() {
        return decays;
    }

    boolean isOrthogonal() {
        return isOrthogonal;
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
