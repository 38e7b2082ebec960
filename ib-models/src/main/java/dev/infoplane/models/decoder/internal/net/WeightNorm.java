package dev.infoplane.models.decoder.internal.net;

import ai.djl.ndarray.NDArray;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/**
 * Weight normalisation (Salimans &amp; Kingma 2016): the kernel of a layer is g · V / ‖V‖, with one scale g for each output. A
 * layer {@code name} has the parameters {@code name.v}, {@code name.g} and {@code name.b}.
 */
public final class WeightNorm {
    /** A channel that hardly varies on the first batch is not scaled up to vary as much as the others. */
    private static final float LEAST_DEVIATION = 0.2f;

    private WeightNorm() {}

    static void declare(ParameterLayout layout, String name, long out, long in, long height, long width) {
        layout.addHidden(name + ".v", Initializer.SMALL_NORMAL, out, in, height, width);
        layout.add(name + ".g", Initializer.ONE, out);
        layout.add(name + ".b", Initializer.ZERO, out);
    }

    /** The kernel {@code [out, in, height, width]}; norms are over all axes but the first. */
    public static NDArray kernel(Weights w, String name) {
        return w.derived(name, () -> {
            NDArray v = w.get(name + ".v");
            NDArray norm = v.square().sum(new int[] {1, 2, 3}, true).sqrt();
            return v.mul(w.get(name + ".g").reshape(-1, 1, 1, 1).div(norm));
        });
    }

    /** The bias, {@code [out]}. */
    public static NDArray bias(Weights w, String name) {
        return w.get(name + ".b");
    }

    /**
     * Data-dependent initialisation (section 3 of the paper): sets scale and bias of a layer so that its output {@code y} has
     * mean 0 and the given deviation, and returns that output.
     */
    static NDArray initialise(Weights w, String name, NDArray y, double deviation) {
        int[] allButChannels = {0, 1, 2};
        long count = y.size() / y.getShape().get(3);
        NDArray mean = y.sum(allButChannels, true).div(count);
        NDArray centred = y.sub(mean);
        NDArray scale = centred.square()
                .sum(allButChannels, true)
                .div(count)
                .sqrt()
                .maximum(LEAST_DEVIATION)
                .pow(-1)
                .mul(deviation);
        w.initialise(name + ".g", scale.toFloatArray());
        w.initialise(name + ".b", mean.mul(scale).neg().toFloatArray());
        return centred.mul(scale);
    }
}
