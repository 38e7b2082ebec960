package dev.infoplane.models.internal;

/** The factor of a small symmetric positive definite matrix, on the heap and in double. */
public final class Cholesky {
    private final double[][] lower;

    /**
     * Factors the matrix.
     *
     * @param leastPivot no larger than its smallest eigenvalue, which no pivot is below but by rounding
     */
    public Cholesky(double[][] matrix, double leastPivot) {
        int n = matrix.length;
        lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(Math.max(sum, leastPivot)) : sum / lower[j][j];
            }
        }
    }

    /** L⁻¹, where LLᵀ is the matrix. */
    public double[][] inverseFactor() {
        int n = lower.length;
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                double f = lower[i][k];
                for (int j = 0; j <= k; j++) {
                    inverse[i][j] -= f * inverse[k][j];
                }
            }
            inverse[i][i] = 1;
            for (int j = 0; j <= i; j++) {
                inverse[i][j] /= lower[i][i];
            }
        }
        return inverse;
    }

    /** The natural logarithm of the determinant. */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += 2 * Math.log(lower[i][i]);
        }
        return sum;
    }

    /** The variance of the last variable that the others leave, if the matrix holds covariances. */
    public double lastPivot() {
        double last = lower[lower.length - 1][lower.length - 1];
        return last * last;
    }

    /** The inverse of the matrix. */
    public double[][] inverse() {
        double[][] factor = inverseFactor();
        int n = factor.length;
        double[][] inverse = new double[n][n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i <= k; i++) {
                for (int j = 0; j <= k; j++) {
                    inverse[i][j] += factor[k][i] * factor[k][j];
                }
            }
        }
        return inverse;
    }
}
