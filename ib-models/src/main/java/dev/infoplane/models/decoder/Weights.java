package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.HashMap;
import java.util.Map;

/**
 * The parameters of a network, cut out of one flat vector, and the weight-normalised kernels made of them: each is made once
 * and kept as long as this object lives, one step in training, one pass over the data in scoring.
 */
final class Weights {
    /** A channel that hardly varies on the first batch is not blown up to vary as much as the others. */
    private static final float LEAST_DEVIATION = 0.2f;

    private final Map<String, NDArray> parts = new HashMap<>();
    private final Map<String, NDArray> kernels = new HashMap<>();
    private final Layout layout;
    private final float[] initialising;

    /** Cuts {@code vector}; all results belong to its manager. */
    Weights(Layout layout, NDArray vector) {
        this(layout, vector, null);
    }

    /**
     * Cuts {@code vector} for a pass of data-dependent initialisation (Salimans &amp; Kingma 2016): every weight-normalised
     * layer writes its scale and bias into {@code host} as the pass reaches it.
     */
    Weights(Layout layout, NDArray vector, float[] host) {
        this.layout = layout;
        this.initialising = host;
        long[] cuts = layout.slots().values().stream()
                .skip(1)
                .mapToLong(Layout.Slot::offset)
                .toArray();
        NDList pieces = vector.split(cuts, 0);
        int i = 0;
        for (Map.Entry<String, Layout.Slot> e : layout.slots().entrySet()) {
            NDArray part = pieces.get(i++).reshape(e.getValue().shape());
            parts.put(e.getKey(), layout.isFrozen(e.getValue()) ? part.stopGradient() : part);
        }
    }

    NDArray get(String name) {
        NDArray part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("no parameter named " + name);
        }
        return part;
    }

    /** The kernel g · V / ‖V‖ of a weight-normalised layer; norms over all axes but the first. */
    NDArray kernel(String name) {
        return kernels.computeIfAbsent(name, n -> {
            NDArray v = get(n + ".v");
            NDArray norm = v.square().sum(new int[] {1, 2, 3}, true).sqrt();
            return v.mul(get(n + ".g").reshape(-1, 1, 1, 1).div(norm));
        });
    }

    /** Makes all kernels now, outside of whatever scope first asks for one. */
    Weights withKernels() {
        parts.keySet().stream()
                .filter(name -> name.endsWith(".v"))
                .map(name -> name.substring(0, name.length() - 2))
                .toList()
                .forEach(this::kernel);
        return this;
    }

    boolean isInitialising() {
        return initialising != null;
    }

    /** Sets scale and bias of a layer so that its output {@code y} would have mean 0 and the given deviation. */
    NDArray initialise(String name, NDArray y, double deviation) {
        int[] others = {0, 1, 2};
        long count = y.size() / y.getShape().get(3);
        NDArray mean = y.sum(others, true).div(count);
        NDArray centred = y.sub(mean);
        NDArray scale = centred.square()
                .sum(others, true)
                .div(count)
                .sqrt()
                .maximum(LEAST_DEVIATION)
                .pow(-1)
                .mul(deviation);
        write(name + ".g", scale.toFloatArray());
        write(name + ".b", mean.mul(scale).neg().toFloatArray());
        return centred.mul(scale);
    }

    private void write(String name, float[] values) {
        System.arraycopy(values, 0, initialising, layout.slot(name).offset(), values.length);
    }
}
