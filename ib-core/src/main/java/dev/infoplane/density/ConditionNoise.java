package dev.infoplane.density;

import dev.infoplane.estimate.Samples;
import java.util.SplittableRandom;

/**
 * Gaussian noise that is added to activations before they condition a density. All its randomness comes from the seed.
 *
 * @param sigma its standard deviation, the same for all values, positive and finite
 * @param seed of all draws
 */
public record ConditionNoise(double sigma, long seed) {
    /** Refuses a sigma that is not a positive number. */
    public ConditionNoise {
        if (!(sigma > 0) || Double.isInfinite(sigma)) {
            throw new IllegalArgumentException("sigma must be a positive number, got " + sigma);
        }
    }

    /** Adds one draw of the noise to a row, in place; the same number gives the same draw. */
    public void add(float[] row, long draw) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed ^ draw).nextLong());
        for (int j = 0; j < row.length; j++) {
            row[j] += (float) (sigma * random.nextGaussian());
        }
    }

    /** Rows each with a draw of its own, the one of its number. */
    public Samples fixed(Samples t) {
        int d = t.dimensions();
        float[] values = new float[Math.multiplyExact(t.rows(), d)];
        float[] row = new float[d];
        for (int i = 0; i < t.rows(); i++) {
            t.copyRow(i, row, 0);
            add(row, i);
            System.arraycopy(row, 0, values, i * d, d);
        }
        return Samples.of(values, t.rowShape());
    }
}
