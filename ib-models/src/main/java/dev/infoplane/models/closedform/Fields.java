package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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
    private static final int MOST_SHARING = 1024;
    private static final int ROWS_A_SUB_PIXEL = 3;
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
     * What errors of sub-pixels tell of one another, in nats an image: −½ ln det R, where R are their correlations. So much do normals
     * share that are correlated so. What errors with signs drawn at random give is taken off as chance. Unknown, and so empty, for more
     * than {@value #MOST_SHARING} sub-pixels or fewer than {@value #ROWS_A_SUB_PIXEL} rows for each.
     *
     * @param from the first of the rows to ask
     */
    OptionalDouble sharedNats(NDManager manager, int from) {
        int d = subPixels();
        if (d > MOST_SHARING || rows() - from < ROWS_A_SUB_PIXEL * d) {
            return OptionalDouble.empty();
        }
        float[] errors = new float[(rows() - from) * d];
        float[] flipped = new float[errors.length];
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < errors.length; k++) {
            int at = from * d + k;
            errors[k] = levels[at] - mean[at];
            flipped[k] = random.nextBoolean() ? errors[k] : -errors[k];
        }
        return OptionalDouble.of(shared(manager, errors, d) - shared(manager, flipped, d));
    }

    private static double shared(NDManager manager, float[] errors, int d) {
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
        return -new Cholesky(correlations, LEAST_PIVOT).logDeterminant() / 2;
    }

    float error(int row, int subPixel) {
        int at = row * subPixels() + subPixel;
        return levels[at] - mean[at];
    }
}
