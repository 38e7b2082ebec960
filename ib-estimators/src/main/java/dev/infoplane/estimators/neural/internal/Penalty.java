package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/**
 * The sum of squared weights, without biases and scales, that keeps a network from learning its rows by heart. It sets in over the first
 * batches: at once, it would pull all weights to zero before a weak dependence is found.
 */
final class Penalty {
    private static final int SETS_IN = 300;

    private Penalty() {}

    /** Adds to losses the sum of squares times a factor; to those of scoring, whose pass is 0, nothing. */
    static NDArray added(NDArray losses, ParameterLayout layout, Weights weights, float factor, int pass) {
        if (factor == 0 || pass == 0) {
            return losses;
        }
        NDArray sum = layout.slots().keySet().stream()
                .filter(name -> name.endsWith("weight"))
                .map(name -> weights.get(name).square().sum())
                .reduce(NDArray::add)
                .orElseThrow();
        return losses.add(EngineArrays.times(sum, factor * Math.min(1, pass / (float) SETS_IN)));
    }
}
