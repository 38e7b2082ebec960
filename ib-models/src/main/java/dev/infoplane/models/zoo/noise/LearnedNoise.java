package dev.infoplane.models.zoo.noise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.models.zoo.internal.ShapedBlock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Information dropout of activations {@code [batch, channels]} or {@code [batch, channels, height, width]}. */
final class LearnedNoise extends ShapedBlock {
    private static final float LEAST_SHARE = 1e-6f;

    private final float maximum;
    private final Parameter weight;
    private final Parameter bias;
    private @Nullable NDArray penalty;

    LearnedNoise(float maximum) {
        this.maximum = maximum;
        this.weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .build());
        this.bias = addParameter(
                Parameter.builder().setName("bias").setType(Parameter.Type.BIAS).build());
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        int dimensions = inputShapes[0].dimension();
        if (dimensions != 2 && dimensions != 4) {
            throw new IllegalArgumentException("information dropout takes activations [batch, channels] or [batch,"
                    + " channels, height, width], got " + inputShapes[0]);
        }
        long channels = inputShapes[0].get(1);
        weight.setShape(new Shape(channels, channels));
        bias.setShape(new Shape(channels));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        NDArray matrix = store.getValue(weight, x.getDevice(), training);
        NDArray offset = store.getValue(bias, x.getDevice(), training);
        boolean maps = x.getShape().dimension() == 4;
        NDArray last = maps ? x.transpose(0, 2, 3, 1) : x;
        NDArray share = Activation.sigmoid(Linear.linear(last, matrix, offset).singletonOrThrow());
        NDArray alpha = EngineArrays.times(maps ? share.transpose(0, 3, 1, 2) : share, maximum);
        penalty = cost(x, alpha);
        NDArray normal = x.getManager().randomNormal(0, 1, x.getShape(), x.getDataType());
        return new NDList(x.mul(alpha.mul(normal).exp()));
    }

    /** The divergence from a log-uniform prior, up to a constant: -ln(α / maximum) of every activation that is not zero. */
    private NDArray cost(NDArray x, NDArray alpha) {
        NDArray active = x.stopGradient().gt(0).toType(x.getDataType(), false);
        NDArray divergence =
                EngineArrays.over(alpha, maximum).add(LEAST_SHARE).log().neg().mul(active);
        return EngineArrays.over(divergence.sum(), x.getShape().get(0));
    }

    /** The cost of the latest pass, nats per sample. */
    Optional<NDArray> penalty() {
        return Optional.ofNullable(penalty);
    }
}
