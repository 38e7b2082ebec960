package dev.infoplane.estimators.neural.internal;

import dev.infoplane.estimators.internal.Correlations;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * A critic in closed form: the logarithm of the ratio of densities that {@link SideFeatures} would have if they were jointly normal with
 * the correlations of the rows that teach. Whatever their distribution, a bound read from its scores is a bound.
 */
final class NormalCritic implements Rivals.Rival {
    /** Added to the variance of standardised features. */
    private static final double RIDGE = 1e-3;

    /** Nearer to one, a correlation would make scores of any size. */
    private static final double STRONGEST = 0.995;

    private final SideFeatures x;
    private final SideFeatures t;
    private final RealMatrix ofX;
    private final RealMatrix ofT;
    private final double[] rho;

    private NormalCritic(SideFeatures x, SideFeatures t, RealMatrix ofX, RealMatrix ofT, double[] rho) {
        this.x = x;
        this.t = t;
        this.ofX = ofX;
        this.ofT = ofT;
        this.rho = rho;
    }

    /** Canonical correlations of rows that teach. */
    static NormalCritic of(SideFeatures x, SideFeatures t, int[] rows) {
        RealMatrix u = new Array2DRowRealMatrix(x.of(rows), false);
        RealMatrix v = new Array2DRowRealMatrix(t.of(rows), false);
        double each = 1.0 / rows.length;
        RealMatrix whiteU = whitener(u.transposeMultiply(u).scalarMultiply(each));
        RealMatrix whiteV = whitener(v.transposeMultiply(v).scalarMultiply(each));
        SingularValueDecomposition canonical = new SingularValueDecomposition(
                whiteU.transposeMultiply(u.transposeMultiply(v).scalarMultiply(each))
                        .multiply(whiteV));
        double[] rho = canonical.getSingularValues();
        for (int k = 0; k < rho.length; k++) {
            rho[k] = Math.min(STRONGEST, rho[k]);
        }
        return new NormalCritic(x, t, whiteU.multiply(canonical.getU()), whiteV.multiply(canonical.getV()), rho);
    }

    /** The same without correlations that chance gives as many features of so many rows; they may be all. */
    NormalCritic beyondChance(int rows) {
        double chance = (Math.sqrt(ofX.getRowDimension()) + Math.sqrt(ofT.getRowDimension())) / Math.sqrt(rows);
        return new NormalCritic(
                x, t, ofX, ofT, Arrays.stream(rho).filter(r -> r > chance).toArray());
    }

    /** What rows of features are multiplied by so that their covariance is one: the inverse of the transposed Cholesky factor. */
    private static RealMatrix whitener(RealMatrix covariance) {
        RealMatrix one = MatrixUtils.createRealIdentityMatrix(covariance.getRowDimension());
        RealMatrix factor = Correlations.cholesky(covariance.add(one.scalarMultiply(RIDGE)), "features are not numbers")
                .getLT();
        return new QRDecomposition(factor).getSolver().solve(one);
    }

    @Override
    public ScoreTable scores(int[] rows) {
        double[][] u = new Array2DRowRealMatrix(x.of(rows), false).multiply(ofX).getData();
        double[][] v = new Array2DRowRealMatrix(t.of(rows), false).multiply(ofT).getData();
        int n = rows.length;
        double[] ownU = new double[n];
        double[] ownV = new double[n];
        float[][] left = new float[n][rho.length];
        float[][] right = new float[n][rho.length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < rho.length; k++) {
                double spread = 1 - rho[k] * rho[k];
                ownU[i] -= rho[k] * rho[k] / (2 * spread) * u[i][k] * u[i][k];
                ownV[i] -= rho[k] * rho[k] / (2 * spread) * v[i][k] * v[i][k];
                left[i][k] = (float) (rho[k] / spread * u[i][k]);
                right[i][k] = (float) v[i][k];
            }
        }
        float[] scores = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double score = ownU[i] + ownV[j];
                for (int k = 0; k < rho.length; k++) {
                    score += left[i][k] * right[j][k];
                }
                scores[i * n + j] = (float) score;
            }
        }
        return new ScoreTable(List.of(scores), new double[0]);
    }
}
