package dev.infoplane.estimate;

import java.util.Arrays;

/**
 * Rounds columns of doubles to floats, and refuses a column whose values float32 cannot hold apart: numbers far from zero
 * beside their spread, such as time stamps and large ids, would otherwise become equal in silence.
 */
final class FloatRounding {
    private static final String WAY_OUT =
            "; centre and scale the columns in double precision first (Samples.standardised in Java,"
                    + " (x - x.mean(0)) / x.std(0) in NumPy), or, if such differences do not matter, round them before"
                    + " (a float[] in Java, x.astype(numpy.float32) in NumPy)";

    /** Integers up to this size are exact in double precision, so that equal ones are meant to be equal. */
    private static final double EXACT = 0x1p53;

    /** Columns with so many distinct floats are finer than estimators can see; chance makes some doubles meet there. */
    private static final int FINE = 1 << 16;

    /** Columns of no more distinct values that repeat are taken for discrete. */
    private static final int FEW = 1000;

    /** Differences of real numbers that are smaller beside the spread of the column carry nothing, such as those of saturated units. */
    private static final double NEGLIGIBLE = 1e-6;

    private FloatRounding() {}

    /** The values, row after row of d, as floats. */
    static float[] round(double[] values, int d) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
            if (Float.isInfinite(floats[i]) && !Double.isInfinite(values[i])) {
                throw new IllegalArgumentException("float32 holds no number beyond 3.4e38, got " + values[i]
                        + " in row " + i / d + ", column " + i % d + WAY_OUT);
            }
        }
        double[] column = new double[values.length / d];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < column.length; i++) {
                column[i] = values[i * d + j];
            }
            requireApart(column, j);
        }
        return floats;
    }

    private static void requireApart(double[] column, int j) {
        Arrays.sort(column);
        int distinct = 0;
        int merged = 0;
        int example = -1;
        double[] different = new double[column.length];
        boolean integers = true;
        for (int i = 0; i < column.length; i++) {
            integers &= column[i] == Math.rint(column[i]) && Math.abs(column[i]) <= EXACT;
            if (i > 0 && column[i] == column[i - 1]) {
                continue;
            }
            different[distinct++] = column[i];
            if (i > 0 && (float) column[i] == (float) column[i - 1]) {
                merged++;
                example =
                        example < 0 || column[i] - column[i - 1] > column[example] - column[example - 1] ? i : example;
            }
        }
        boolean discrete = integers || distinct <= Math.min(FEW, column.length / 2);
        if (merged == 0 || !discrete && isByChance(merged, distinct)) {
            return;
        }
        double spread = different[3 * distinct / 4] - different[distinct / 4];
        if (!integers && column[example] - column[example - 1] <= NEGLIGIBLE * spread) {
            return;
        }
        throw new IllegalArgumentException("float32 cannot hold the values of column " + j + " apart: "
                + column[example - 1] + " and " + column[example] + " would both become " + (float) column[example]
                + ", and of " + distinct + " distinct values " + (distinct - merged) + " would be left" + WAY_OUT);
    }

    /** Among many doubles without gaps a few share a float wherever they lie; not all of them. */
    private static boolean isByChance(int merged, int distinct) {
        return distinct - merged > 1
                && 2L * merged <= distinct
                && (merged <= Math.max(2, distinct * Math.max(0.01, distinct * 0x1p-19)) || distinct - merged >= FINE);
    }

    /** Replaces each column by its distance from its median in units of the root mean square of these; finite values only. */
    static void standardise(double[] values, int d) {
        int n = values.length / d;
        double[] column = new double[n];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < n; i++) {
                column[i] = values[i * d + j];
                if (!Double.isFinite(column[i])) {
                    throw new IllegalArgumentException(
                            "every value must be finite, got " + column[i] + " in row " + i + ", column " + j);
                }
            }
            Arrays.sort(column);
            // halves, so that no difference overflows
            double centre = n == 0 ? 0 : column[n / 2] / 2;
            double largest = n == 0 ? 0 : Math.max(centre - column[0] / 2, column[n - 1] / 2 - centre);
            double squares = 0;
            for (double v : column) {
                double part = largest == 0 ? 0 : (v / 2 - centre) / largest;
                squares += part * part / n;
            }
            double spread = Math.sqrt(squares);
            for (int i = j; i < values.length; i += d) {
                values[i] = largest == 0 ? 0 : (values[i] / 2 - centre) / largest / spread;
            }
        }
    }
}
