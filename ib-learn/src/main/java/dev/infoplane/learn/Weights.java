package dev.infoplane.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The parameters of a network as arrays, cut out of one flat vector, for one pass: one step in training, one pass over all
 * rows in scoring. Arrays that layers derive from parameters, such as weight-normalised kernels, are made once and kept as
 * long as this object lives.
 */
public final class Weights {
    private final Map<String, NDArray> parts = new HashMap<>();
    private final Map<String, NDArray> derived = new HashMap<>();
    private final ParameterLayout layout;
    private final Optional<float[]> initialising;

    /** Cuts {@code vector}; the parts belong to its manager. */
    public Weights(ParameterLayout layout, NDArray vector) {
        this(layout, vector, Optional.empty());
    }

    private Weights(ParameterLayout layout, NDArray vector, Optional<float[]> initialising) {
        this.layout = layout;
        this.initialising = initialising;
        long[] cuts = layout.slots().values().stream()
                .skip(1)
                .mapToLong(ParameterLayout.Slot::offset)
                .toArray();
        NDList pieces = vector.split(cuts, 0);
        int i = 0;
        for (Map.Entry<String, ParameterLayout.Slot> e : layout.slots().entrySet()) {
            NDArray part = pieces.get(i++).reshape(e.getValue().shape());
            parts.put(e.getKey(), part);
        }
    }

    /**
     * Cuts {@code vector} for a pass of data-dependent initialisation (Salimans &amp; Kingma 2016), in which layers
     * {@link #initialise set} their parameters as the pass reaches them.
     *
     * @param host where the values go, as long as the vector
     */
    public static Weights initialising(ParameterLayout layout, NDArray vector, float[] host) {
        return new Weights(layout, vector, Optional.of(host));
    }

    /**
     * A parameter.
     *
     * @throws IllegalStateException if there is none of this name, listing what exists
     */
    public NDArray get(String name) {
        NDArray part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("no parameter named '" + name + "'; available: " + parts.keySet());
        }
        return part;
    }

    /** An array derived from parameters: made when first asked for, then kept. */
    public NDArray derived(String name, Supplier<NDArray> maker) {
        return derived.computeIfAbsent(name, n -> maker.get());
    }

    /** Whether this pass initialises parameters. */
    public boolean isInitialising() {
        return initialising.isPresent();
    }

    /**
     * Sets a parameter.
     *
     * @throws IllegalStateException if this pass does not initialise
     */
    public void initialise(String name, float... values) {
        float[] host =
                initialising.orElseThrow(() -> new IllegalStateException("this pass does not initialise parameters"));
        System.arraycopy(values, 0, host, layout.slot(name).offset(), values.length);
    }
}
