package dev.infoplane.estimators.internal;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.special.Gamma;

/**
 * Correlations of the columns of x and t together, constant columns left out.
 *
 * @param columns standardised values, column by column, x before t
 * @param dx columns of x
 * @param dt columns of t
 */
public record Correlations(double[][] columns, int dx, int dt) {
    /** Pivots of a matrix of correlations below this count as zero. */
    private static final double SINGULAR = 1e-10;

    /**
     * The correlations between all columns of two sides.
     *
     * @param scores whether columns become normal scores; otherwise they are standardised
     */
    public static Correlations of(Samples x, Samples t, boolean scores) {
        double[][] columnsX = columns(x, scores);
        double[][] columnsT = columns(t, scores);
        double[][] all = new double[columnsX.length + columnsT.length][];
        System.arraycopy(columnsX, 0, all, 0, columnsX.length);
        System.arraycopy(columnsT, 0, all, columnsX.length, columnsT.length);
        return new Correlations(all, columnsX.length, columnsT.length);
    }

    /**
     * The columns that are not constant, at mean 0 and mean square 1.
     *
     * @param scores whether columns become normal scores first
     */
    public static double[][] columns(Samples samples, boolean scores) {
        float[] rows = ColumnTransforms.rows(
                samples, scores ? MarginalTransform.NORMAL_SCORES : MarginalTransform.STANDARDISED);
        int d = samples.dimensions();
        int n = samples.rows();
        List<double[]> columns = new ArrayList<>();
        for (int j = 0; j < d; j++) {
            float[] column = new float[n];
            boolean constant = true;
            for (int i = 0; i < n; i++) {
                column[i] = rows[i * d + j];
                constant &= column[i] == column[0];
            }
            if (!constant) {
                columns.add(unit(column));
            }
        }
        return columns.toArray(double[][]::new);
    }

    /** Values at mean 0 and mean square 1, in double precision. */
    private static double[] unit(float[] column) {
        double[] values = new double[column.length];
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = column[i];
            mean += values[i] / values.length;
        }
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
            squares += values[i] * values[i] / values.length;
        }
        double scale = 1 / Math.sqrt(squares);
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
        return values;
    }

    private double[][] matrix() {
        return matrix(columns);
    }

    /** The correlations between standardised columns. */
    public static double[][] matrix(double[][] columns) {
        int d = columns.length;
        double[][] r = new double[d][d];
        for (int a = 0; a < d; a++) {
            r[a][a] = 1;
            for (int b = 0; b < a; b++) {
                double sum = 0;
                for (int i = 0; i < columns[a].length; i++) {
                    sum += columns[a][i] * columns[b][i];
                }
                r[a][b] = sum / columns[a].length;
                r[b][a] = r[a][b];
            }
        }
        return r;
    }

    /** E ln|S| - ln|Σ| of the sample covariance of d normal variables (Misra, Singh and Demchuk 2005). */
    public static double logBias(int d, int n) {
        double bias = 0;
        for (int i = 1; i <= d; i++) {
            bias += Gamma.digamma((n - i) / 2.0) - Math.log((n - 1) / 2.0);
        }
        return bias;
    }

    /** Σ Var(r) / Σ r² over all pairs of columns, at most 1 (Schäfer and Strimmer 2005, eq. 10). */
    public double shrinkage() {
        double[][] r = matrix();
        int n = columns.length == 0 ? 0 : columns[0].length;
        double variances = 0;
        double squares = 0;
        for (int a = 0; a < r.length; a++) {
            for (int b = 0; b < a; b++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    double deviation = columns[a][i] * columns[b][i] - r[a][b];
                    sum += deviation * deviation;
                }
                variances += sum * n / Math.pow(n - 1.0, 3);
                squares += r[a][b] * r[a][b];
            }
        }
        return squares == 0 ? 0 : Math.min(1, variances / squares);
    }

    /**
     * The information of normal variables with these correlations.
     *
     * @param nats ½ ln(|Rx| |Rt| / |R|)
     * @param squares the sum of the squared canonical correlations
     */
    public record Solved(double nats, double squares) {}

    /** Solves for correlations shrunk by the given part. */
    public Solved solve(double intensity) {
        if (dx == 0 || dt == 0) {
            return new Solved(0, 0);
        }
        RealMatrix r = new Array2DRowRealMatrix(matrix(), false).scalarMultiply(1 - intensity);
        for (int j = 0; j < columns.length; j++) {
            r.setEntry(j, j, 1);
        }
        RealMatrix rx = r.getSubMatrix(0, dx - 1, 0, dx - 1);
        RealMatrix rt = r.getSubMatrix(dx, dx + dt - 1, dx, dx + dt - 1);
        RealMatrix rxt = r.getSubMatrix(0, dx - 1, dx, dx + dt - 1);
        CholeskyDecomposition x = cholesky(rx, "the columns of x determine each other");
        CholeskyDecomposition t = cholesky(rt, "the columns of t determine each other");
        CholeskyDecomposition pair = cholesky(
                r,
                "x and t determine parts of each other, their information is infinite or beyond what double"
                        + " precision tells");
        double nats = 0.5 * (logDeterminant(x) + logDeterminant(t) - logDeterminant(pair));
        RealMatrix a = x.getSolver().solve(rxt);
        RealMatrix b = t.getSolver().solve(rxt.transpose());
        double squares = 0;
        for (int i = 0; i < dx; i++) {
            for (int j = 0; j < dt; j++) {
                squares += a.getEntry(i, j) * b.getEntry(j, i);
            }
        }
        return new Solved(nats, Math.max(0, squares));
    }

    /**
     * Rows mapped to no correlation and variance one. The first {@code dx} coordinates of a joint row are those of x alone.
     *
     * @param joint rows of x and t together
     * @param ofT rows of t alone
     * @param dx coordinates of x
     */
    public record Whitened(double[][] joint, double[][] ofT, int dx) {
        /** Squared length of a joint row. */
        public double length(int i) {
            return squares(joint[i], joint[i].length);
        }

        /** Squared length of a row's part in x. */
        public double lengthOfX(int i) {
            return squares(joint[i], dx);
        }

        /** Squared length of a row of t alone. */
        public double lengthOfT(int i) {
            return squares(ofT[i], ofT[i].length);
        }

        private static double squares(double[] row, int to) {
            double sum = 0;
            for (int j = 0; j < to; j++) {
                sum += row[j] * row[j];
            }
            return sum;
        }
    }

    /** The rows without their correlations; refused as by {@link #solve} if these are singular. */
    public Whitened whitened() {
        RealMatrix r = new Array2DRowRealMatrix(matrix(), false);
        return new Whitened(whitened(r, 0), whitened(r.getSubMatrix(dx, dx + dt - 1, dx, dx + dt - 1), dx), dx);
    }

    private double[][] whitened(RealMatrix r, int from) {
        double[][] l = cholesky(r, "columns determine each other").getL().getData();
        double[][] rows = new double[columns[0].length][l.length];
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            for (int a = 0; a < l.length; a++) {
                double v = columns[from + a][i];
                for (int b = 0; b < a; b++) {
                    v -= l[a][b] * row[b];
                }
                row[a] = v / l[a][a];
            }
        }
        return rows;
    }

    /** The decomposition of a matrix of correlations; a singular one is refused. */
    public static CholeskyDecomposition cholesky(RealMatrix matrix, String meaning) {
        try {
            return new CholeskyDecomposition(matrix, 1e-9, SINGULAR);
        } catch (MathRuntimeException e) {
            throw new IllegalArgumentException(
                    "covariance is singular: " + meaning + "; remove columns or use shrinkage", e);
        }
    }

    private static double logDeterminant(CholeskyDecomposition cholesky) {
        RealMatrix l = cholesky.getL();
        double log = 0;
        for (int j = 0; j < l.getRowDimension(); j++) {
            log += 2 * Math.log(l.getEntry(j, j));
        }
        return log;
    }
}
