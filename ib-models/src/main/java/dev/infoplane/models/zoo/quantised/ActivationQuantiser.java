package dev.infoplane.models.zoo.quantised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.infoplane.models.zoo.internal.Scoped;
import dev.infoplane.models.zoo.internal.ShapedBlock;
import java.util.Arrays;

/**
 * Rounds what a ReLU gives, {@code [batch, channels, …]}, to 2^bits levels for each channel. Training passes keep a moving mean of each
 * channel's largest value in a batch; batches in which a channel is zero everywhere do not count for it, and the first one that counts
 * starts the mean. After {@link Quantisation#boundStep} training passes the means become the bounds for good. Before that, values
 * pass unchanged.
 */
public final class ActivationQuantiser extends ShapedBlock {
    private static final float NEWEST = 0.1f;

    private final int bits;
    private final long boundStep;
    private final Parameter maxima;
    private final Parameter bounds;
    private final Parameter steps;

    /**
     * @param bits 2 to 8
     * @param boundStep the training pass after which bounds are computed
     */
    public ActivationQuantiser(int bits, long boundStep) {
        Quantisation checked = new Quantisation(bits, boundStep);
        this.bits = checked.bits();
        this.boundStep = checked.boundStep();
        this.maxima = statistic("maxima");
        this.bounds = statistic("bounds");
        this.steps = statistic("steps");
    }

    /** DJL leaves running means alone when it makes the parameters of a loaded model trainable. */
    private Parameter statistic(String name) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.RUNNING_MEAN)
                .optRequiresGrad(false)
                .build());
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        maxima.setShape(new Shape(inputShapes[0].get(1)));
        bounds.setShape(new Shape(inputShapes[0].get(1)));
        steps.setShape(new Shape(1));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        NDArray passed = store.getValue(steps, x.getDevice(), training);
        NDArray bound = store.getValue(bounds, x.getDevice(), training);
        boolean fixed = passed.getFloat() >= boundStep;
        if (fixed) {
            return new NDList(Scoped.in(x.getManager(), () -> Quantise.activations(x, perChannel(bound, x), bits)));
        }
        if (training) {
            NDArray means = store.getValue(maxima, x.getDevice(), true);
            Scoped.run(() -> observe(x.stopGradient(), means));
            passed.addi(1);
            if (passed.getFloat() >= boundStep) {
                means.copyTo(bound);
            }
        }
        return inputs;
    }

    private static void observe(NDArray x, NDArray means) {
        Shape s = x.getShape();
        NDArray largest = x.reshape(s.get(0), s.get(1), -1).max(new int[] {2}).max(new int[] {0});
        NDArray first = means.eq(0).toType(means.getDataType(), false);
        NDArray weight = first.mul(1 - NEWEST).add(NEWEST);
        NDArray counts = largest.gt(0).toType(means.getDataType(), false);
        means.addi(largest.sub(means).mul(weight).mul(counts));
    }

    private static NDArray perChannel(NDArray bound, NDArray x) {
        long[] shape = new long[x.getShape().dimension()];
        Arrays.fill(shape, 1);
        shape[1] = bound.size();
        return bound.reshape(new Shape(shape));
    }
}
