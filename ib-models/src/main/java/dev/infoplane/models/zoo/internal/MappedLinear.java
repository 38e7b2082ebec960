package dev.infoplane.models.zoo.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.function.UnaryOperator;

/** A linear layer with bias whose matrix is mapped before it is used, for quantised networks. Its parameters are those of {@code Linear}. */
public final class MappedLinear extends Linear {
    private final UnaryOperator<NDArray> matrixMap;

    /**
     * @param units values of the output
     * @param matrixMap applied to the matrix {@code [units, in]}
     */
    public MappedLinear(int units, UnaryOperator<NDArray> matrixMap) {
        super(Linear.builder().setUnits(requirePositive(units)));
        this.matrixMap = matrixMap;
    }

    private static int requirePositive(int units) {
        if (units < 1) {
            throw new IllegalArgumentException("a linear layer needs at least 1 unit, got " + units);
        }
        return units;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        NDArray matrix = store.getValue(getDirectParameters().get("weight"), x.getDevice(), training);
        NDArray bias = store.getValue(getDirectParameters().get("bias"), x.getDevice(), training);
        return new NDList(Scoped.in(
                x.getManager(), () -> linear(x, matrixMap.apply(matrix), bias).singletonOrThrow()));
    }
}
