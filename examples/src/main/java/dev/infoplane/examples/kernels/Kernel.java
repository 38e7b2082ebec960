package dev.infoplane.examples.kernels;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/** What a regression regards as similar. For inputs of ±1, which all have the same length. */
@FunctionalInterface
interface Kernel {
    /** The similarity of each row of x (a row of the result) with each row of y (a column). */
    RealMatrix between(RealMatrix x, RealMatrix y);

    /** exp(-|x - y|² / 2d). */
    static Kernel gaussian() {
        return ofCosine(c -> Math.exp(c - 1));
    }

    /** The neural tangent kernel of a network of three layers with ReLU (Jacot et al. 2018; Arora et al. 2019, eq. 9 and 10). */
    static Kernel tangent() {
        return ofCosine(c -> {
            double correlation = c;
            double tangent = c;
            for (int layer = 0; layer < 2; layer++) {
                double angle = Math.acos(Math.max(-1, Math.min(1, correlation)));
                double derivative = (Math.PI - angle) / Math.PI;
                correlation = (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle)) / Math.PI;
                tangent = tangent * derivative + correlation;
            }
            return tangent;
        });
    }

    /** The kernel of a linear model over fixed random ReLU features. */
    static Kernel randomFeatures(int features, long seed) {
        return (x, y) -> {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] weights = new double[x.getColumnDimension() + 1][features];
            for (double[] row : weights) {
                for (int f = 0; f < features; f++) {
                    row[f] = random.nextGaussian() / Math.sqrt(x.getColumnDimension());
                }
            }
            return features(x, weights)
                    .multiply(features(y, weights).transpose())
                    .scalarMultiply(1.0 / features);
        };
    }

    private static Kernel ofCosine(DoubleUnaryOperator similarity) {
        return (x, y) -> map(x.multiply(y.transpose()).scalarMultiply(1.0 / x.getColumnDimension()), similarity);
    }

    /** @param weights those of the inputs, then the offset */
    private static RealMatrix features(RealMatrix x, double[][] weights) {
        RealMatrix withOne = MatrixUtils.createRealMatrix(x.getRowDimension(), x.getColumnDimension() + 1);
        withOne.setSubMatrix(x.getData(), 0, 0);
        for (int n = 0; n < x.getRowDimension(); n++) {
            withOne.setEntry(n, x.getColumnDimension(), 1);
        }
        return map(withOne.multiply(MatrixUtils.createRealMatrix(weights)), v -> Math.max(0, v));
    }

    private static RealMatrix map(RealMatrix matrix, DoubleUnaryOperator f) {
        double[][] values = matrix.getData();
        for (double[] row : values) {
            for (int j = 0; j < row.length; j++) {
                row[j] = f.applyAsDouble(row[j]);
            }
        }
        return MatrixUtils.createRealMatrix(values);
    }
}
