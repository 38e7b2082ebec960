package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.ColumnTransforms;
import dev.infoplane.estimators.internal.RandomChoice;
import dev.infoplane.estimators.internal.neighbour.Ceiling;
import java.util.Arrays;
import java.util.Map;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * The matrix-based Rényi functional (Sánchez Giraldo, Rao and Príncipe 2015, IEEE Trans. Inf. Theory 61, 535, eqs. 9 to 11;
 * used for networks by Wickstrøm et al. 2019): S(A) + S(B) - S(A∘B), where A and B are Gaussian kernel matrices of x and t
 * with trace 1 and S(A) = ln(Σ λ^α) / (1 - α) over eigenvalues λ.
 *
 * <p><b>Not mutual information</b>, nor a bound on it: its value depends on the kernel's width, and it is zero only in the
 * limit of widths without end. It is not negative, at most ln n, symmetric. In nats. The width is the given multiple of the
 * median distance between rows of standardised columns. The standard error is that of the infinitesimal jackknife: by how
 * much the value moves with the weight of each sample, the width held fixed. It is wide, 1.2 to 1.7 times the
 * spread over samples of Gaussian pairs and more in many dimensions, since the median distance takes back a part of what weights
 * move; for orders below 0.9, which hang on eigenvalues that are rounding, there is none. Where most rows are about as far
 * apart, as in many dimensions, the value nears ln n whatever x and t are, and the result says so. Eigenvalues cost O(n³) and O(n²) memory, so that
 * no more than {@code maxSamples} samples, drawn by the seed, are used; the result says so.
 *
 * @param alpha order of the entropy, above 0 and not 1; near 1 the functional behaves like Shannon's
 * @param width kernel width over the median distance
 * @param maxSamples the most samples that are used
 */
public record MatrixRenyi(double alpha, double width, int maxSamples) implements MiEstimator {
    private static final double LEAST_FOR_ERRORS = 0.9;

    /** Refuses an order that is 1 or not positive, a width that is not positive and fewer than 2 samples. */
    public MatrixRenyi {
        Checks.positive("alpha", alpha);
        Checks.positive("width", width);
        Checks.atLeast("maxSamples", 2, maxSamples);
        if (alpha == 1) {
            throw new IllegalArgumentException("alpha must not be 1, take a value near it such as 1.01");
        }
    }

    /** α = 1.01, half the median distance, at most 500 samples. */
    public static MatrixRenyi standard() {
        return new MatrixRenyi(1.01, 0.5, 500);
    }

    @Override
    public String id() {
        return "matrix-renyi";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this);
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 2);
        int n = Math.min(maxSamples, x.rows());
        int[] chosen = RandomChoice.of(x.rows(), n, seed);
        double[][] a = kernel(x.select(chosen));
        double[][] b = kernel(t.select(chosen));
        double[][] pair = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                pair[i][j] = a[i][j] * b[i][j];
            }
        }
        double[] influence = new double[n];
        double nats = entropy(a, influence, 1) + entropy(b, influence, 1) - entropy(pair, influence, -1);
        double squares = 0;
        for (double move : influence) {
            squares += move * move;
        }
        Estimate.Builder result = Estimate.of(Information.ofNats(nats), BoundKind.RELATED, id(), n)
                .standardError(alpha < LEAST_FOR_ERRORS ? null : Information.ofNats(Math.sqrt(squares)))
                .settings(settings());
        Ceiling.ofSamples(nats, n, 0.8).ifPresent(result::warning);
        if (n < x.rows()) {
            result.warning("measured on " + n + " of " + x.rows() + " samples, drawn at random by the seed");
        }
        return result.build();
    }

    /** Gaussian kernel values between all rows; 1 on the diagonal. */
    private double[][] kernel(Samples samples) {
        int n = samples.rows();
        int d = samples.dimensions();
        float[] rows = ColumnTransforms.rows(samples, MarginalTransform.STANDARDISED);
        double[][] squares = new double[n][n];
        double[] distinct = new double[n * (n - 1) / 2];
        int pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double square = 0;
                for (int c = 0; c < d; c++) {
                    double difference = rows[i * d + c] - rows[j * d + c];
                    square += difference * difference;
                }
                squares[i][j] = square;
                squares[j][i] = square;
                distinct[pairs++] = square;
            }
        }
        Arrays.sort(distinct);
        double median = distinct[pairs / 2];
        double scale = 2 * width * width * (median > 0 ? median : 1);
        for (double[] row : squares) {
            Arrays.setAll(row, j -> Math.exp(-row[j] / scale));
        }
        return squares;
    }

    /**
     * The entropy of A = kernel / n: ln tr(A^α) / (1 - α). With weight 1 + e on sample i, A becomes D A D with D = √(1 + e) in
     * place i, and tr(A^α) moves by α (A^α)_ii e; weights that add up to n leave the excess of that over its mean.
     * Eigenvalues are found of A + I, since many of A are zero but for rounding, on which the iteration would not end.
     *
     * @param influence to which this is added, with a sign, for every sample
     */
    private double entropy(double[][] kernel, double[] influence, int sign) {
        int n = kernel.length;
        Array2DRowRealMatrix shifted = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                shifted.setEntry(i, j, kernel[i][j] / n + (i == j ? 1 : 0));
            }
        }
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(shifted);
        double[] values = eigen.getEigenvalues();
        RealMatrix vectors = eigen.getV();
        double trace = 0;
        double[] diagonal = new double[n];
        for (int j = 0; j < n; j++) {
            double power = Math.pow(Math.max(0, values[j] - 1), alpha);
            trace += power;
            for (int i = 0; i < n; i++) {
                diagonal[i] += power * vectors.getEntry(i, j) * vectors.getEntry(i, j);
            }
        }
        for (int i = 0; i < n; i++) {
            influence[i] += sign * alpha / (1 - alpha) * (diagonal[i] / trace - 1.0 / n);
        }
        return Math.log(trace) / (1 - alpha);
    }
}
