package dev.infoplane.models.zoo.quantised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.EngineArrays;
import java.util.Arrays;

/**
 * The two roundings of AQT (Abdolrashidi et al. 2021, arXiv 2105.03536, section 3). Both have a straight-through gradient: within the range
 * it is that of the identity, outside zero, and none flows through the scale.
 */
final class Quantise {
    private static final float EPSILON = 0x1p-23f;

    private Quantise() {}

    /**
     * Weights on their grid, symmetric about zero, with a scale for each output channel.
     *
     * @param w {@code [out, …]}
     */
    static NDArray weights(NDArray w, int bits) {
        NDArray scale = weightScale(w, bits);
        return weightLevels(w, scale, bits).div(scale);
    }

    /** The integers of the grid: clip(floor(s·w + 1/2)) to ±(2^(bits-1) - 1), so that ties go up. */
    static NDArray weightLevels(NDArray w, NDArray scale, int bits) {
        int most = (1 << (bits - 1)) - 1;
        NDArray scaled = w.mul(scale).add(0.5f);
        return straightThrough(scaled.floor(), scaled).clip(-most, most);
    }

    /** s = (2^(bits-1) - 1) / (max |w| + 2^-23) for each output channel. */
    static NDArray weightScale(NDArray w, int bits) {
        NDArray fixed = w.stopGradient();
        long out = w.getShape().get(0);
        long[] perChannel = new long[w.getShape().dimension()];
        Arrays.fill(perChannel, 1);
        perChannel[0] = out;
        NDArray largest = fixed.abs().reshape(out, -1).max(new int[] {1}).reshape(new Shape(perChannel));
        return largest.add(EPSILON).pow(-1).mul((1 << (bits - 1)) - 1);
    }

    /**
     * Non-negative activations on their grid q / s, s = 2^bits / (bound + 2^-23), q = clip(floor(s·x), 0, 2^bits - 1).
     *
     * @param bound broadcast against x
     */
    static NDArray activations(NDArray x, NDArray bound, int bits) {
        NDArray scale = bound.stopGradient().add(EPSILON).pow(-1).mul(1 << bits);
        NDArray scaled = x.mul(scale);
        return straightThrough(scaled.floor(), scaled).clip(0, (1 << bits) - 1).div(scale);
    }

    /** Activations between -1 and 1 on 2^bits - 1 equidistant levels, zero among them. */
    static NDArray signed(NDArray x, int bits) {
        int most = (1 << (bits - 1)) - 1;
        NDArray scaled = EngineArrays.times(x, most).add(0.5f);
        return EngineArrays.over(straightThrough(scaled.floor(), scaled).clip(-most, most), most);
    }

    /** -1 for negative numbers and 1 otherwise; the gradient is that of the identity within [-1, 1] (Hubara et al. 2016). */
    static NDArray sign(NDArray x) {
        NDArray sign =
                x.stopGradient().gte(0).toType(x.getDataType(), false).mul(2).sub(1);
        return straightThrough(sign, x.clip(-1, 1));
    }

    /** The values of {@code rounded}, exactly, with the gradient of {@code smooth}. */
    private static NDArray straightThrough(NDArray rounded, NDArray smooth) {
        return rounded.stopGradient().add(smooth.sub(smooth.stopGradient()));
    }
}
