package dev.infoplane.study.spec;

import java.util.List;
import java.util.TreeSet;

/**
 * Noise through which I(X;T) is measured too: I(X; T + N(0, σ²)), which is finite for deterministic networks. The points of the
 * chosen epochs, without noise and with each amount of it, are one more pool of the family that measures the input, by the first
 * decoder seed.
 *
 * @param sigmas amounts, each as a share of the root mean square deviation of the layer's values; empty for none
 * @param epochs of the study at which to measure through noise; empty for all
 */
public record NoiseSpec(List<Double> sigmas, List<Integer> epochs) {
    /** No noise. */
    public static final NoiseSpec NONE = new NoiseSpec(List.of(), List.of());

    private static final double LEAST = 1e-4;
    private static final double MOST = 1e4;
    private static final String LIMITS = " deviations of the layer: less is lost in rounding, and more hides the layer";

    /** Takes copies; refuses amounts that are too small or too large to say anything, and epochs without amounts. */
    public NoiseSpec {
        sigmas = List.copyOf(sigmas);
        sigmas.forEach(sigma -> Checks.between("noise.sigmas", LEAST, MOST, sigma, LIMITS));
        Checks.different("noise.epochs", epochs);
        epochs = List.copyOf(new TreeSet<>(epochs));
        Checks.different("noise.sigmas", sigmas);
        if (sigmas.isEmpty() && !epochs.isEmpty()) {
            throw new IllegalArgumentException(
                    "noise.epochs " + epochs + " need noise.sigmas, such as [0.1, 0.3, 1.0]");
        }
        sigmas = List.copyOf(new TreeSet<>(sigmas));
    }

    /** Whether points of an epoch are measured through noise. */
    public boolean measuredAt(int epoch) {
        return !sigmas.isEmpty() && (epochs.isEmpty() || epochs.contains(epoch));
    }
}
