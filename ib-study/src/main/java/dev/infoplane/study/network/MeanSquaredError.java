package dev.infoplane.study.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * The mean over pixels and images of the squared error. DJL's own L2 loss multiplies by a plain number, in memory that may be
 * gone when the gradient is taken (see docs/decisions/0005-numbers-in-gradients.md).
 */
final class MeanSquaredError extends Loss {
    MeanSquaredError() {
        super("MeanSquaredError");
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        return predictions
                .singletonOrThrow()
                .sub(labels.singletonOrThrow())
                .square()
                .mean();
    }
}
