package dev.infoplane.density;

import dev.infoplane.estimate.Samples;
import java.util.SplittableRandom;

/**
 * Noise relative to a layer: σ is a share of the root mean square deviation of all its values. One σ serves all channels, so that
 * neither an offset, nor a common scale, nor a rotation of the layer changes what the noise hides; a channel that hardly varies
 * counts as little as it weighs in the layer.
 *
 * @param activations centred, without noise
 * @param noise to add to them
 */
public record LayerNoise(Samples activations, ConditionNoise noise) {
    /**
     * Noise for activations.
     *
     * @param taught how many of the first rows the deviation is measured on
     * @param relative σ as a share of the deviation; of 1 if nothing varies
     */
    public static LayerNoise of(Samples t, int taught, double relative, long seed) {
        int d = t.dimensions();
        double[] mean = new double[d];
        for (int i = 0; i < taught; i++) {
            for (int j = 0; j < d; j++) {
                mean[j] += (double) t.get(i, j) / taught;
            }
        }
        double squares = 0;
        float[] centred = new float[Math.multiplyExact(t.rows(), d)];
        for (int i = 0; i < t.rows(); i++) {
            for (int j = 0; j < d; j++) {
                double value = t.get(i, j) - mean[j];
                centred[i * d + j] = (float) value;
                squares += i < taught ? value * value : 0;
            }
        }
        double deviation = Math.sqrt(squares / taught / d);
        long own = new SplittableRandom(seed).split().nextLong();
        return new LayerNoise(
                Samples.of(centred, t.rowShape()), new ConditionNoise(relative * (deviation > 0 ? deviation : 1), own));
    }

    /** A check of what is asked for. */
    public static double requireRelative(double relative) {
        if (!(relative >= 0) || Double.isInfinite(relative)) {
            throw new IllegalArgumentException(
                    "noise is given as a share of the layer's deviation, 0 or more, got " + relative);
        }
        return relative;
    }
}
