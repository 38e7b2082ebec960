package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/** The sum of squared weights, without biases and scales, that keeps a network from learning its rows by heart. */
final class Penalty {
    private Penalty() {}

    /** The sum of squares times a factor, {@code []}. */
    static NDArray of(ParameterLayout layout, Weights weights, float factor) {
        NDArray sum = layout.slots().keySet().stream()
                .filter(name -> name.endsWith("weight"))
                .map(name -> weights.get(name).square().sum())
                .reduce(NDArray::add)
                .orElseThrow();
        return EngineArrays.times(sum, factor);
    }
}
