package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.common.primitives.Ints;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.models.internal.Cholesky;
import dev.infoplane.models.internal.RidgeStep;
import dev.infoplane.models.internal.Scoped;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Images and what is predicted of them, in levels counted from 0, row after row.
 *
 * @param shape channels, height and width of an image
 */
record Fields(int[] shape, float[] levels, float[] mean, float[] visible) {
    static final int MOST_SUB_PIXELS = 1024;
    private static final int ROWS_A_SUB_PIXEL = 10;
    private static final int DRAWS_OF_SIGNS = 3;
    /** Further ones count as no further: rows that are unlike all others must not stand for all. */
    private static final double MOST_DEVIATIONS = 2;

    private static final double LEAST_PIVOT = 1e-3;

    int subPixels() {
        return shape[0] * shape[1] * shape[2];
    }

    int rows() {
        return levels.length / subPixels();
    }

    ShownImage row(int row) {
        int start = row * subPixels();
        return new ShownImage() {
            @Override
            public float level(int subPixel) {
                return levels[start + subPixel];
            }

            @Override
            public float mean(int subPixel) {
                return mean[start + subPixel];
            }

            /** Not known yet. */
            @Override
            public float logScale(int subPixel) {
                throw new UnsupportedOperationException("scales are learned from fields");
            }

            @Override
            public float visible(int subPixel) {
                return visible[start + subPixel];
            }
        };
    }

    /**
     * What errors of sub-pixels far apart tell of one another, in nats an image: by how much the error of each is better predicted
     * from those of all sub-pixels before it than from those of its neighbours, if errors are normal and have the correlations that are
     * seen. The most that errors with signs drawn at random give is taken off as chance. Unknown, and so empty, for more than {@value
     * #MOST_SUB_PIXELS} sub-pixels or fewer than {@value #ROWS_A_SUB_PIXEL} rows for each; of more than twice as many rows, the last
     * ones are asked.
     *
     * @param from the first of the rows to ask
     * @param to the row after the last
     */
    OptionalDouble farNats(NDManager manager, Neighbours neighbours, int from, int to) {
        int d = subPixels();
        if (d > MOST_SUB_PIXELS || to - from < ROWS_A_SUB_PIXEL * d) {
            return OptionalDouble.empty();
        }
        int first = Math.max(from, to - 2 * ROWS_A_SUB_PIXEL * d);
        float[] most = new float[d];
        for (int p = 0; p < d; p++) {
            double squares = 0;
            for (int i = first; i < to; i++) {
                squares += error(i, p) * error(i, p);
            }
            most[p] = (float) (MOST_DEVIATIONS * Math.sqrt(squares / (to - first)));
        }
        float[] errors = new float[Math.multiplyExact(to - first, d)];
        for (int k = 0; k < errors.length; k++) {
            float bound = most[k % d];
            errors[k] = Math.max(-bound, Math.min(bound, error(first + k / d, k % d)));
        }
        double found = far(manager, neighbours, errors);
        SplittableRandom random = new SplittableRandom(1);
        double chance = 0;
        for (int draw = 0; draw < DRAWS_OF_SIGNS; draw++) {
            for (int k = 0; k < errors.length; k++) {
                errors[k] = random.nextBoolean() ? errors[k] : -errors[k];
            }
            chance = Math.max(chance, far(manager, neighbours, errors));
        }
        return OptionalDouble.of(found - chance);
    }

    private double far(NDManager manager, Neighbours neighbours, float[] errors) {
        int d = subPixels();
        float[] products = Scoped.result(() -> {
                    NDArray rows = EngineArrays.floats(manager, errors, new Shape(errors.length / d, d));
                    return RidgeStep.product(rows, rows);
                })
                .toFloatArray();
        double[][] correlations = new double[d][d];
        for (int p = 0; p < d; p++) {
            for (int q = 0; q < d; q++) {
                double scale = Math.sqrt((double) products[p * d + p] * products[q * d + q]);
                correlations[p][q] =
                        p == q ? 1 : scale > 0 ? (products[p * d + q] + products[q * d + p]) / 2 / scale : 0;
            }
        }
        double left = -new Cholesky(correlations, LEAST_PIVOT).logDeterminant() / 2;
        for (int p = 0; p < d; p++) {
            left += Math.log(unexplained(correlations, neighbours.of(p), p)) / 2;
        }
        return left;
    }

    /** The share of a variance that others do not explain. */
    private static double unexplained(double[][] correlations, int[] others, int target) {
        int[] all = Ints.concat(others, new int[] {target});
        double[][] some = new double[all.length][all.length];
        for (int a = 0; a < all.length; a++) {
            for (int b = 0; b < all.length; b++) {
                some[a][b] = correlations[all[a]][all[b]];
            }
        }
        return new Cholesky(some, LEAST_PIVOT).lastPivot();
    }

    float error(int row, int subPixel) {
        int at = row * subPixels() + subPixel;
        return levels[at] - mean[at];
    }
}
