package dev.infoplane.density;

import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is doubtful about rows that {@link Folds} share out, whatever learns from them: rows that measure and rows that teach are
 * not of one kind, or are copies of each other, or a few far values make all others look alike.
 */
public final class FoldDoubts {
    /** Rows of one number that take no more values than this are labels. */
    private static final int MOST_LABELS = 1000;

    private FoldDoubts() {}

    /**
     * Warnings about inputs.
     *
     * @param x rows of all folds, finite
     */
    public static List<String> ofInputs(Samples x, Folds folds) {
        List<String> found = new ArrayList<>();
        FoldDrift.of("x", x, folds).ifPresent(found::add);
        if (x.dimensions() == 1 && found.isEmpty()) {
            FoldDrift.ofLabels(x, folds, MOST_LABELS).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /**
     * Warnings about activations.
     *
     * @param t rows of all folds, finite
     */
    public static List<String> ofActivations(Samples t, Folds folds) {
        List<String> found = new ArrayList<>();
        FoldDrift.of("t", t, folds).ifPresent(found::add);
        FarValues.of(folds.fit(t)).ifPresent(found::add);
        RepeatedRows.of(t, folds).ifPresent(found::add);
        return List.copyOf(found);
    }

    /** Mean of each column, its variance, and its range. */
    record Moments(double[] mean, double[] variance, double[] least, double[] greatest) {
        /** A number made of a value. */
        interface Reading {
            double of(double value, int column);
        }

        static Moments of(Samples rows, Reading reading) {
            int d = rows.dimensions();
            int n = rows.rows();
            double[] mean = new double[d];
            double[] variance = new double[d];
            double[] least = new double[d];
            double[] greatest = new double[d];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
            float[] row = new float[d];
            for (int i = 0; i < n; i++) {
                rows.copyRow(i, row, 0);
                for (int j = 0; j < d; j++) {
                    double value = reading.of(row[j], j);
                    mean[j] += value / n;
                    least[j] = Math.min(least[j], value);
                    greatest[j] = Math.max(greatest[j], value);
                }
            }
            for (int i = 0; i < n; i++) {
                rows.copyRow(i, row, 0);
                for (int j = 0; j < d; j++) {
                    double centred = reading.of(row[j], j) - mean[j];
                    variance[j] += centred * centred / n;
                }
            }
            return new Moments(mean, variance, least, greatest);
        }
    }
}
