package dev.infoplane.models.zoo.quantised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.infoplane.models.zoo.internal.Scoped;
import dev.infoplane.models.zoo.internal.ShapedBlock;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds what a ReLU gives, {@code [batch, channels, …]}, to 2^bits levels for each channel. Training passes keep a moving mean of each
 * channel's largest value in a batch; batches in which a channel is zero everywhere do not count for it, and the first one that counts
 * starts the mean. After {@link Quantisation#boundStep} training passes the means become the bounds for good. Before that, values
 * pass unchanged.
 *
 * <p>Bounds that are computed too early clip what the network needs later, and clipped values have no gradient: after one pass
 * instead of a thousand, a small network stays ten per cent less accurate. So training passes 2, 4, 8, … look at what is clipped,
 * and too much of it is a warning in the log, as is a channel that will always be zero because it has been so until the bounds
 * were computed, and inference with a network in training whose activations are not quantised yet.
 */
public final class ActivationQuantiser extends ShapedBlock {
    private static final Logger LOG = LoggerFactory.getLogger(ActivationQuantiser.class);
    private static final float NEWEST = 0.1f;
    /** Means of maxima clip few of the values that are not zero. */
    private static final double MOST_CLIPPED = 0.25;

    private final int bits;
    private final long boundStep;
    private final Parameter maxima;
    private final Parameter bounds;
    private final Parameter steps;
    private boolean clipsTooMuch;
    private boolean usedTooEarly;

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
        if (inputShapes[0].dimension() < 2) {
            throw new IllegalArgumentException(
                    "activations to be quantised have the form [batch, channels, …], got " + inputShapes[0]);
        }
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
        float passes = passed.getFloat();
        boolean fixed = passes >= boundStep;
        if (fixed) {
            if (training) {
                passed.addi(1);
                watch(x, bound, (long) passed.getFloat());
            }
            return new NDList(Scoped.in(x.getManager(), () -> Quantise.activations(x, perChannel(bound, x), bits)));
        }
        if (training) {
            NDArray means = store.getValue(maxima, x.getDevice(), true);
            Scoped.run(() -> observe(x.stopGradient(), means));
            passed.addi(1);
            if (passed.getFloat() >= boundStep) {
                means.copyTo(bound);
                warnOfZeros(means.toFloatArray());
            }
        } else if (passes > 0 && !usedTooEarly) {
            usedTooEarly = true;
            LOG.warn(
                    "activations are not quantised yet: bounds are computed after training pass {}, {} are done",
                    boundStep,
                    (long) passes);
        }
        return inputs;
    }

    /** Whether it has warned that it was used in inference between the first training pass and the one of the bounds. */
    boolean usedTooEarly() {
        return usedTooEarly;
    }

    private static void observe(NDArray x, NDArray means) {
        Shape s = x.getShape();
        NDArray largest = x.reshape(s.get(0), s.get(1), -1).max(new int[] {2}).max(new int[] {0});
        NDArray first = means.eq(0).toType(means.getDataType(), false);
        NDArray weight = first.mul(1 - NEWEST).add(NEWEST);
        NDArray counts = largest.gt(0).toType(means.getDataType(), false);
        means.addi(largest.sub(means).mul(weight).mul(counts));
    }

    private static void warnOfZeros(float[] bounds) {
        int zeros = 0;
        for (float bound : bounds) {
            zeros += bound == 0 ? 1 : 0;
        }
        if (zeros > 0) {
            LOG.warn(
                    "{} of {} channels were zero in every training pass before their bounds were computed and will stay"
                            + " zero; compute bounds later",
                    zeros,
                    bounds.length);
        }
    }

    private void watch(NDArray x, NDArray bound, long pass) {
        if (clipsTooMuch || Long.bitCount(pass) != 1) {
            return;
        }
        double share = clippedShare(x, bound);
        if (share > MOST_CLIPPED) {
            clipsTooMuch = true;
            LOG.warn(
                    "in training pass {}, {} % of the activations that are not zero exceed the bounds computed after pass"
                            + " {}: they are clipped and have no gradient; compute bounds later, or lower the learning rate",
                    pass, Math.round(100 * share), boundStep);
        }
    }

    /** Whether it has warned that it clips too many values. */
    boolean clipsTooMuch() {
        return clipsTooMuch;
    }

    /** Of the values that are not zero. */
    private static double clippedShare(NDArray x, NDArray bound) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray fixed = x.stopGradient();
            long active = fixed.gt(0).sum().getLong();
            return active == 0
                    ? 0
                    : (double) fixed.gt(perChannel(bound, fixed)).sum().getLong() / active;
        }
    }

    private static NDArray perChannel(NDArray bound, NDArray x) {
        long[] shape = new long[x.getShape().dimension()];
        Arrays.fill(shape, 1);
        shape[1] = bound.size();
        return bound.reshape(new Shape(shape));
    }
}
