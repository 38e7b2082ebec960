package dev.infoplane.estimators.multivariate;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.GaussianMi;
import dev.infoplane.estimators.internal.Correlations;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Conditional mutual information of jointly normal variables: -½ Σ ln(1 - ρ²) over the canonical partial correlations ρ, which
 * is I(X; T, given) - I(X; given). As an option each column is first replaced by its normal scores.
 *
 * <p>A point estimate in nats, no noise, symmetric in x and t. Exact in expectation for normal variables: both terms are freed of
 * their known bias. The standard error is that of {@link GaussianMi} for what linear regression on the given variable leaves of x and of t. For other distributions it sees linear
 * dependence only, and removes only what depends linearly on the given variable. It warns as {@link GaussianMi} does, and where
 * the given variable repeats few values, of which a straight line is no measure. Time O(n d² + d³), memory O(n d).
 *
 * @param copula whether columns are replaced by their normal scores
 */
public record PartialGaussian(boolean copula) implements ConditionalMi {
    /** What is left of a column, as a share of its variance, below which it counts as determined. */
    private static final double DETERMINED = 1e-10;

    @Override
    public String id() {
        return copula ? "conditional-gaussian-copula" : "conditional-gaussian";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this);
    }

    @Override
    public Estimate estimate(Samples x, Samples t, Samples given, long seed) {
        ConditionalMi.requireMatched(x, t, given, 4);
        int n = x.rows();
        double[][] g = Correlations.columns(given, copula);
        double[][] ofX = Correlations.columns(x, copula);
        double[][] ofT = Correlations.columns(t, copula);
        if (n <= g.length + ofX.length + ofT.length + 1) {
            throw new IllegalArgumentException("covariance is singular: " + n + " samples for " + ofX.length + " + "
                    + ofT.length + " + " + g.length + " columns; more samples are needed");
        }
        if (ofX.length == 0 || ofT.length == 0) {
            return Estimate.of(Information.ZERO, BoundKind.POINT, id(), n)
                    .standardError(Information.ZERO)
                    .settings(settings())
                    .warning((ofX.length == 0 ? "x" : "t") + " is constant: nothing to know")
                    .build();
        }
        GaussianMi gaussian = GaussianMi.plain();
        Samples samplesX = samples(ofX, n);
        Samples samplesT = samples(ofT, n);
        if (g.length == 0) {
            return finished(gaussian.estimate(samplesX, samplesT, seed), 0, Set.of());
        }
        Samples samplesG = samples(g, n);
        Regression regression = new Regression(g);
        Estimate left = gaussian.estimate(
                samples(regression.residuals(ofX, "x"), n), samples(regression.residuals(ofT, "t"), n), seed);
        Estimate with = gaussian.estimate(samplesX, Joined.of(samplesT, samplesG), seed);
        Estimate without = gaussian.estimate(samplesX, samplesG, seed);
        Set<String> warnings = new LinkedHashSet<>(with.warnings());
        warnings.addAll(without.warnings());
        return finished(
                left,
                with.value().nats() - without.value().nats() - left.value().nats(),
                warnings);
    }

    /** The estimate of residuals under this id, moved to the value that bias was taken off from. */
    private Estimate finished(Estimate left, double more, Set<String> warnings) {
        Set<String> all = new LinkedHashSet<>(left.warnings());
        all.addAll(warnings);
        Estimate.Builder result = Estimate.of(
                        Information.ofNats(left.value().nats() + more), BoundKind.POINT, id(), left.samples())
                .standardError(left.standardError().orElseThrow())
                .settings(settings());
        all.forEach(result::warning);
        return result.build();
    }

    private static Samples samples(double[][] columns, int n) {
        double[][] rows = new double[n][columns.length];
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < n; i++) {
                rows[i][j] = columns[j][i];
            }
        }
        return Samples.standardised(rows);
    }

    /** Least squares on standardised columns. */
    private record Regression(double[][] g, CholeskyDecomposition cholesky) {
        Regression(double[][] g) {
            this(
                    g,
                    Correlations.cholesky(
                            new Array2DRowRealMatrix(Correlations.matrix(g), false),
                            "the columns of given determine each other"));
        }

        double[][] residuals(double[][] columns, String name) {
            int n = g[0].length;
            double[][] residuals = new double[columns.length][n];
            for (int c = 0; c < columns.length; c++) {
                double[] cross = new double[g.length];
                for (int j = 0; j < g.length; j++) {
                    for (int i = 0; i < n; i++) {
                        cross[j] += g[j][i] * columns[c][i] / n;
                    }
                }
                RealMatrix slopes = cholesky.getSolver().solve(MatrixUtils.createColumnRealMatrix(cross));
                double squares = 0;
                for (int i = 0; i < n; i++) {
                    double rest = columns[c][i];
                    for (int j = 0; j < g.length; j++) {
                        rest -= slopes.getEntry(j, 0) * g[j][i];
                    }
                    residuals[c][i] = rest;
                    squares += rest * rest / n;
                }
                if (squares < DETERMINED) {
                    throw new IllegalArgumentException("given determines a column of " + name
                            + ", as far as double precision tells; nothing is left to measure, remove the column");
                }
            }
            return residuals;
        }
    }
}
