package dev.infoplane.study.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * The mean over pixels and images of the squared error: twice the {@code SquaredError} of ib-models, which has the values of DJL's L2
 * loss. That one multiplies by a plain number, in memory that may be gone when the gradient is taken (see
 * docs/decisions/0005-numbers-in-gradients.md); this one needs no number, and studies need no decoders.
 */
final class MeanSquaredError extends Loss {
    MeanSquaredError() {
        super("MeanSquaredError");
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray wanted = labels.singletonOrThrow();
        NDArray predicted = predictions.singletonOrThrow();
        if (wanted.size() != predicted.size()) {
            throw new IllegalArgumentException("the network should answer with as many values as an image has, "
                    + wanted.getShape() + ", got " + predicted.getShape());
        }
        return predicted.sub(wanted.reshape(predicted.getShape())).square().mean();
    }
}
