package dev.infoplane.density;

import dev.infoplane.estimate.Samples;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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

    /**
     * A row with one of its draws. No two rows and no two draws share noise.
     *
     * @param draw 0 for that of {@link #fixed}
     */
    public float[] row(Samples t, int row, long draw) {
        float[] values = new float[t.dimensions()];
        t.copyRow(row, values, 0);
        add(values, draw * t.rows() + row);
        return values;
    }

    /** Rows each with a draw of its own, the one of its number. */
    public Samples fixed(Samples t) {
        return drawn(t, IntStream.range(0, t.rows()).toArray(), 0);
    }

    /**
     * The number of one of many further draws, for rows that teach. None of them is given to any row by {@link #fixed}, even if
     * these rows are a part of those.
     *
     * @param draw from 0
     */
    public static long fresh(int draw) {
        return -1L - draw;
    }

    /** Some rows, each with one of its draws, see {@link #row}. */
    public Samples drawn(Samples t, int[] rows, long draw) {
        int d = t.dimensions();
        float[] values = new float[Math.multiplyExact(rows.length, d)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(row(t, rows[i], draw), 0, values, i * d, d);
        }
        return Samples.of(values, t.rowShape());
    }
}
