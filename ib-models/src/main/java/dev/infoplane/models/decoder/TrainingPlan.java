package dev.infoplane.models.decoder;

import ai.djl.Device;

/**
 * How one training runs; the public options of each family are turned into this.
 *
 * @param decays whether the learning rate falls to zero, in a line, over the second half of the steps
 * @param keepBest whether to end with the weights that did best on validation rows, instead of the last
 * @param patience checks without improvement after which training ends early, 0 for never
 */
record TrainingPlan(
        int steps,
        int batchSize,
        double learningRate,
        boolean decays,
        double averaging,
        double clipNorm,
        int checks,
        boolean keepBest,
        int patience,
        Device device) {

    /** The learning rate at a step, counted from 1: a warm-up over the first twentieth, then the plateau, then the fall. */
    double rate(int step) {
        double warmUp = Math.min(1, step / Math.max(1, steps / 20.0));
        double fall = decays ? Math.min(1, 2.0 * (steps - step + 1) / (steps + 1)) : 1;
        return learningRate * warmUp * fall;
    }

    /** Whether the validation rows are looked at after a step. */
    boolean checksAfter(int step) {
        return step == steps || (long) step * checks / steps != (long) (step - 1) * checks / steps;
    }
}
