package dev.infoplane.estimators.internal;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import java.util.Arrays;
import org.hipparchus.special.Erf;

/** Sample matrices as the estimators work on them: flat rows of floats, each column mapped as {@link MarginalTransform} say. */
public final class ColumnTransforms {
    /** Rows that quartiles are taken from. */
    private static final int LOOKED_AT = 2000;

    /** Of a standard normal variable. */
    static final double BETWEEN_QUARTILES = 1.349;

    private ColumnTransforms() {}

    /** The rows, mapped; columns with heavy tails too are shifted and scaled where they are to be standardised. */
    public static float[] rows(Samples samples, MarginalTransform margins) {
        float[] rows = samples.toArray();
        int d = samples.dimensions();
        if (margins == MarginalTransform.AS_THEY_ARE) {
            return rows;
        }
        int n = samples.rows();
        float[] column = new float[n];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < n; i++) {
                column[i] = rows[i * d + j];
            }
            if (margins == MarginalTransform.NORMAL_SCORES) {
                rank(column, new SortedValues(column, 0, 1), quantiles(n));
            }
            standardise(column);
            for (int i = 0; i < n; i++) {
                rows[i * d + j] = column[i];
            }
        }
        return rows;
    }

    /** Maps a column for distances: one that is to be standardised is bent where its tails are heavy. */
    public static void map(float[] column, SortedValues sorted, MarginalTransform margins) {
        if (margins == MarginalTransform.NORMAL_SCORES) {
            rank(column, sorted, quantiles(column.length));
            standardise(column);
        } else if (margins == MarginalTransform.STANDARDISED) {
            standardise(column);
            HeavyTails tails = new HeavyTails(sorted, column.length);
            if (tails.found(column)) {
                tails.bend(column, quantiles(column.length));
                standardise(column);
            }
        }
    }

    /**
     * The standard deviation of the widest of mapped columns, from their quartiles, which a few far values do not move; from
     * all values where the quartiles are equal.
     */
    public static double scale(float[] rows, int d, MarginalTransform margins) {
        if (margins == MarginalTransform.NORMAL_SCORES) {
            return 1;
        }
        double widest = 0;
        for (int j = 0; j < d; j++) {
            widest = Math.max(widest, Quartiles.of(rows, d, j).deviation());
        }
        return widest > 0 ? widest : 1;
    }

    /**
     * Where the middle of a column is and how wide, from the quartiles of at most {@link #LOOKED_AT} values.
     *
     * @param deviation the standard deviation of a normal column with these quartiles; that of the values if they are equal
     */
    public record Quartiles(double median, double deviation) {
        /** The quartiles of column {@code j} of rows of {@code d} values. */
        public static Quartiles of(float[] rows, int d, int j) {
            int n = rows.length / d;
            int looked = Math.min(n, LOOKED_AT);
            float[] column = new float[looked];
            for (int i = 0; i < looked; i++) {
                column[i] = rows[(int) ((long) i * n / looked) * d + j];
            }
            Arrays.sort(column);
            double between = (column[3 * looked / 4] - (double) column[looked / 4]) / BETWEEN_QUARTILES;
            return new Quartiles(column[looked / 2], between > 0 ? between : ColumnTransforms.deviation(column));
        }
    }

    private static double deviation(float[] column) {
        double mean = 0;
        for (float v : column) {
            mean += (double) v / column.length;
        }
        double variance = 0;
        for (float v : column) {
            variance += (v - mean) * (v - mean) / column.length;
        }
        return Math.sqrt(variance);
    }

    /** To mean 0 and (population) standard deviation 1; to 0 if constant. */
    private static void standardise(float[] column) {
        int n = column.length;
        double mean = 0;
        for (float v : column) {
            mean += v;
        }
        mean /= n;
        double squares = 0;
        for (float v : column) {
            squares += (v - mean) * (v - mean);
        }
        double deviation = Math.sqrt(squares / n);
        double scale = deviation > 1e-12 * Math.abs(mean) ? 1 / deviation : 0;
        for (int i = 0; i < n; i++) {
            column[i] = (float) ((column[i] - mean) * scale);
        }
    }

    /** Replaces values by normal scores. */
    private static void rank(float[] column, SortedValues sorted, double[] quantiles) {
        int to;
        for (int from = 0; from < column.length; from = to) {
            to = sorted.endOfEqual(from);
            double score = quantiles[from + to];
            for (int rank = from; rank < to; rank++) {
                column[sorted.at(rank)] = (float) score;
            }
        }
    }

    /** The normal quantile of i / 2n, for i from 0 to 2n; the ends are not used. */
    private static double[] quantiles(int n) {
        double[] quantiles = new double[2 * n + 1];
        for (int i = 1; i < n; i++) {
            double q = Math.sqrt(2) * Erf.erfInv((double) i / n - 1);
            quantiles[i] = q;
            quantiles[2 * n - i] = -q;
        }
        return quantiles;
    }

    /** Rows of x and t side by side. */
    public static float[] join(float[] x, int dx, float[] t, int dt) {
        int n = x.length / dx;
        float[] joined = new float[Math.multiplyExact(n, dx + dt)];
        for (int i = 0; i < n; i++) {
            System.arraycopy(x, i * dx, joined, i * (dx + dt), dx);
            System.arraycopy(t, i * dt, joined, i * (dx + dt) + dx, dt);
        }
        return joined;
    }
}
