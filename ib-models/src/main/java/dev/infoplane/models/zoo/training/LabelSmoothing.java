package dev.infoplane.models.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;

/**
 * Cross-entropy of logits against a label that has probability 1 - ε, and ε spread evenly over all classes, its own included (Szegedy et
 * al. 2016, section 7).
 */
public final class LabelSmoothing extends Loss {
    private final float smoothing;

    /** @param smoothing ε, from 0 (plain cross-entropy) to less than 1 */
    public LabelSmoothing(double smoothing) {
        super("LabelSmoothing");
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("smoothing must lie in [0, 1), got " + smoothing);
        }
        this.smoothing = (float) smoothing;
    }

    /**
     * The mean loss of a batch.
     *
     * @param labels {@code [batch]}, classes from 0 on
     * @param predictions {@code [batch, classes]}, logits
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray logits = predictions.singletonOrThrow();
        NDArray classes = labels.singletonOrThrow();
        if (logits.getShape().dimension() != 2
                || classes.size() != logits.getShape().get(0)) {
            throw new IllegalArgumentException("expected logits [batch, classes] and one label each, got "
                    + logits.getShape() + " and " + classes.getShape());
        }
        int count = Math.toIntExact(logits.getShape().get(1));
        NDArray wanted = classes.flatten().toType(DataType.INT64, false).oneHot(count);
        NDArray smooth = wanted.mul(1 - smoothing).add(smoothing / count);
        return logits.logSoftmax(1).mul(smooth).sum(new int[] {1}).neg().mean();
    }
}
