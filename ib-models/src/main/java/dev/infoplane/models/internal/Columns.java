package dev.infoplane.models.internal;

import com.google.common.math.Stats;
import dev.infoplane.estimate.Samples;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Mean and scale of each column, measured on the rows that teach. Values are centred in double before they become floats, so
 * that a small signal on a large offset survives. Only a column that never varies is dropped.
 */
public final class Columns {
    /** How many times the variance of values that of the means of places may be, for places to be treated alike. */
    private static final double MOST_BETWEEN = 25;

    private static final double MOST_DEVIATIONS = 1e12;

    private final double[] mean;
    private final double[] factor;

    private Columns(double[] mean, double[] factor) {
        this.mean = mean;
        this.factor = factor;
    }

    /** Columns of mean 0 and deviation 1. */
    public static Columns standardised(Samples rows) {
        return standardised(rows, 0);
    }

    /**
     * Columns of mean 0 and, once noise is added, of deviation 1.
     *
     * @param noise variance that will be added to each column
     */
    public static Columns standardised(Samples rows, double noise) {
        double[] mean = means(rows);
        double[] factor = variances(rows, mean);
        for (int j = 0; j < factor.length; j++) {
            double variance = factor[j] + noise;
            factor[j] = variance > 0 ? 1 / Math.sqrt(variance) : 0;
        }
        return new Columns(mean, factor);
    }

    /** Columns of mean 0, all divided by the root of their average variance. */
    public static Columns centred(Samples rows) {
        double[] mean = means(rows);
        double deviation =
                Math.sqrt(Arrays.stream(variances(rows, mean)).average().orElseThrow());
        double[] factor = new double[mean.length];
        Arrays.fill(factor, deviation > 0 ? 1 / deviation : 1);
        return new Columns(mean, factor);
    }

    /**
     * Columns of mean 0; those of a channel are divided by the root of their average variance, so that the same value means the
     * same at every place.
     *
     * @param perChannel how many columns in a row make up a channel
     */
    public static Columns byChannel(Samples rows, int perChannel) {
        double[] mean = means(rows);
        double[] factor = variances(rows, mean);
        for (int from = 0; from < factor.length; from += perChannel) {
            double pooled =
                    Arrays.stream(factor, from, from + perChannel).average().orElseThrow();
            Arrays.fill(factor, from, from + perChannel, pooled > 0 ? 1 / Math.sqrt(pooled) : 0);
        }
        return new Columns(mean, factor);
    }

    /**
     * Columns of a channel with one mean and one scale, so that the same value is the same number at every place: zero, where a
     * rectifier is off, stays one number. If places differ by far more than their values vary, they are centred each for itself, as
     * by {@link #byChannel}.
     *
     * @param perChannel how many columns in a row make up a channel
     */
    public static Columns alikeInChannel(Samples rows, int perChannel) {
        Columns apart = byChannel(rows, perChannel);
        double[] mean = apart.mean.clone();
        double[] factor = apart.factor.clone();
        for (int from = 0; from < mean.length; from += perChannel) {
            Stats means = Stats.of(Arrays.copyOfRange(apart.mean, from, from + perChannel));
            double within = factor[from] > 0 ? 1 / (factor[from] * factor[from]) : 0;
            if (within > 0 && means.populationVariance() <= MOST_BETWEEN * within) {
                Arrays.fill(mean, from, from + perChannel, means.mean());
                Arrays.fill(factor, from, from + perChannel, 1 / Math.sqrt(within + means.populationVariance()));
            }
        }
        return new Columns(mean, factor);
    }

    private static double[] means(Samples rows) {
        double[] mean = new double[rows.dimensions()];
        float[] row = new float[mean.length];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j];
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= rows.rows();
        }
        return mean;
    }

    private static double[] variances(Samples rows, double[] mean) {
        double[] variance = new double[mean.length];
        boolean[] varies = new boolean[mean.length];
        float[] first = new float[mean.length];
        float[] row = new float[mean.length];
        rows.copyRow(0, first, 0);
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            for (int j = 0; j < mean.length; j++) {
                double centred = row[j] - mean[j];
                variance[j] += centred * centred;
                varies[j] |= row[j] != first[j];
            }
        }
        for (int j = 0; j < mean.length; j++) {
            variance[j] = varies[j] ? variance[j] / rows.rows() : 0;
        }
        return variance;
    }

    /** Writes means and factors. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(mean.length);
        for (int j = 0; j < mean.length; j++) {
            out.writeDouble(mean[j]);
            out.writeDouble(factor[j]);
        }
    }

    /** Reads what {@link #write} has written. */
    public static Columns read(DataInputStream in) throws IOException {
        double[] mean = new double[in.readInt()];
        double[] factor = new double[mean.length];
        for (int j = 0; j < mean.length; j++) {
            mean[j] = in.readDouble();
            factor[j] = in.readDouble();
        }
        return new Columns(mean, factor);
    }

    /** How many there are. */
    public int count() {
        return mean.length;
    }

    /** The mean of a column. */
    public double mean(int column) {
        return mean[column];
    }

    /** What a centred value is multiplied by; 0 for a column that never varies. */
    public double factor(int column) {
        return factor[column];
    }

    /**
     * A value of a column, centred and scaled. What is further from the mean than {@value #MOST_DEVIATIONS} deviations, as only rows that
     * did not teach can be, counts as no further: sums of products stay finite.
     */
    public float apply(float value, int column) {
        double scaled = (value - mean[column]) * factor[column];
        return (float) Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, scaled));
    }
}
