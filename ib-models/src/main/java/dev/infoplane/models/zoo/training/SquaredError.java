package dev.infoplane.models.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import dev.infoplane.learn.EngineArrays;

/**
 * Half the mean of squared differences, the values of DJL's {@code L2Loss}. Use it instead of that one: the gradient of DJL's 0.36.0 reads
 * memory that the garbage collector may have freed since the forward pass ({@link EngineArrays} says why), so that some training steps
 * are wrong, and no two runs the same. Autoencoders of studies are trained by the whole mean, which is twice as large.
 */
public final class SquaredError extends Loss {
    /** The loss; it has no settings. */
    public SquaredError() {
        super("SquaredError");
    }

    /**
     * The loss of a batch.
     *
     * @param labels values to be predicted
     * @param predictions as many values
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray wanted = labels.singletonOrThrow();
        NDArray predicted = predictions.singletonOrThrow();
        if (wanted.size() != predicted.size()) {
            throw new IllegalArgumentException("expected as many labels as predictions, got " + wanted.getShape()
                    + " and " + predicted.getShape());
        }
        NDArray squares = wanted.reshape(predicted.getShape()).sub(predicted).square();
        return EngineArrays.times(squares, 0.5f).mean();
    }
}
