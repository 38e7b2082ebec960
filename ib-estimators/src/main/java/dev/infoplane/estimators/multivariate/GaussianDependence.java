package dev.infoplane.estimators.multivariate;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.GaussianMi;
import dev.infoplane.estimators.internal.Correlations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Total correlation and O-information of jointly normal variables, from determinants of their correlations. As an option each
 * column is first replaced by its normal scores (Gaussian copula).
 *
 * <p>A point estimate in nats, no noise. Exact in expectation for normal variables: the known bias of log determinants is taken
 * off. For others it sees linear dependence only, and warns as {@link GaussianMi} does. The standard error is that of the mean of
 * the contributions of samples (delta method). Constant columns carry nothing and are omitted; columns that determine each
 * other are refused. Time O(n d² + m d³) for m variables of d columns together, memory O(n d + d²).
 *
 * @param copula whether columns are replaced by their normal scores
 */
public record GaussianDependence(boolean copula) {
    /** The values as they are. */
    public static GaussianDependence plain() {
        return new GaussianDependence(false);
    }

    /** The normal scores of columns. */
    public GaussianDependence ofCopula() {
        return new GaussianDependence(true);
    }

    /** Σ H(Xj) - H(X1, …, Xm) of at least two variables. */
    public Estimate totalCorrelation(Samples... variables) {
        Variables.require(2, 3, variables);
        return measure("gaussian-total-correlation", Combination.totalCorrelation(variables.length), variables);
    }

    /** The O-information of at least three variables, see {@link DiscreteEntropy#oInformation}. */
    public Estimate oInformation(Samples... variables) {
        Variables.require(3, 3, variables);
        return measure("gaussian-o-information", Combination.oInformation(variables.length), variables);
    }

    private Estimate measure(String id, Combination quantity, Samples... variables) {
        int n = variables[0].rows();
        List<double[]> columns = new ArrayList<>();
        List<List<Integer>> columnsOf = new ArrayList<>();
        int omitted = 0;
        for (Samples variable : variables) {
            double[][] own = Correlations.columns(variable, copula);
            columnsOf.add(IntStream.range(columns.size(), columns.size() + own.length)
                    .boxed()
                    .toList());
            columns.addAll(Arrays.asList(own));
            omitted += variable.dimensions() - own.length;
        }
        int d = columns.size();
        if (n <= d + 1) {
            throw new IllegalArgumentException(
                    "covariance is singular: " + n + " samples for " + d + " columns; more samples are needed");
        }
        double[][] all = columns.toArray(double[][]::new);
        RealMatrix r = new Array2DRowRealMatrix(Correlations.matrix(all), false);
        double nats = 0;
        double[][] weights = new double[d][d];
        for (Combination.Term term : quantity.terms()) {
            int[] chosen = Arrays.stream(term.variables())
                    .boxed()
                    .flatMap(j -> columnsOf.get(j).stream())
                    .mapToInt(Integer::intValue)
                    .toArray();
            if (chosen.length > 0 && term.times() != 0) {
                nats += term.times() * logDeterminant(r.getSubMatrix(chosen, chosen), chosen, term.times(), weights)
                        - term.times() * Correlations.logBias(chosen.length, n) / 2;
            }
        }
        Estimate.Builder result = Estimate.of(Information.ofNats(nats), BoundKind.POINT, id, n)
                .standardError(error(all, weights, n))
                .settings(RecordSettings.describe(this));
        if (omitted > 0) {
            result.warning(omitted + " constant columns carry no information and were omitted");
        }
        shape(variables).forEach(result::warning);
        return result.build();
    }

    /** Half of the log determinant; the inverse is added to the weights of the quadratic form that is a sample's contribution. */
    private static double logDeterminant(RealMatrix r, int[] chosen, int times, double[][] weights) {
        CholeskyDecomposition cholesky = Correlations.cholesky(
                r, "columns of these variables determine each other, so that the dependence is infinite");
        RealMatrix inverse = cholesky.getSolver().solve(MatrixUtils.createRealIdentityMatrix(chosen.length));
        double half = 0;
        for (int a = 0; a < chosen.length; a++) {
            half += Math.log(cholesky.getL().getEntry(a, a));
            for (int b = 0; b < chosen.length; b++) {
                weights[chosen[a]][chosen[b]] += times * inverse.getEntry(a, b);
            }
        }
        return half;
    }

    private static Information error(double[][] columns, double[][] weights, int n) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double form = 0;
            for (int a = 0; a < weights.length; a++) {
                double row = 0;
                for (int b = 0; b < weights.length; b++) {
                    row += weights[a][b] * columns[b][i];
                }
                form += columns[a][i] * row / 2;
            }
            mean += form / n;
            squares += form * form / n;
        }
        double pairs = 0.5 * columns.length * (columns.length - 1);
        return Information.ofNats(Math.sqrt(Math.max(0, squares - mean * mean) / n + 0.5 * pairs / n / n));
    }

    /** What the Gaussian mutual information of the first variable and the others says of the shape of all columns. */
    private List<String> shape(Samples... variables) {
        Samples others = Joined.of(Arrays.copyOfRange(variables, 1, variables.length));
        return new GaussianMi(copula, false)
                .estimate(variables[0], others, 0).warnings().stream()
                        .filter(warning -> !warning.contains("constant columns"))
                        .toList();
    }
}
