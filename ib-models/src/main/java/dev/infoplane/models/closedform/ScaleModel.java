package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.models.internal.Cholesky;
import dev.infoplane.models.internal.RidgeStep;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The typical error of each sub-pixel: a ridge regression of log(|x − m| + 0.3), shared by all positions, on
 * {@link ScaleFeatures local features} and their products with four of them.
 */
final class ScaleModel {
    private static final double RIDGE = 10;
    private static final double OFFSET = 0.3;
    private static final double LEAST = -4;
    private static final double GREATEST = 5;
    private static final int MOST_SAMPLES = 100_000;

    private final ScaleFeatures features;
    private final double[] mean;
    private final double[] factor;
    private final double[] weights;

    private ScaleModel(ScaleFeatures features, double[] mean, double[] factor, double[] weights) {
        this.features = features;
        this.mean = mean;
        this.factor = factor;
        this.weights = weights;
    }

    /** Learns from rows {@code from} on; sub-pixels are drawn evenly if there are very many. */
    static ScaleModel learn(NDManager manager, ScaleFeatures features, Fields fields, int from) {
        int d = features.count();
        int stride = (int) Math.max(1, (long) (fields.rows() - from) * fields.subPixels() / MOST_SAMPLES);
        // a stride without a factor in common with the width would be better still; an odd one visits all columns of
        // even widths
        stride += 1 - stride % 2;
        int samples = (int) (((long) (fields.rows() - from) * fields.subPixels() + stride - 1) / stride);
        double[] sum = new double[d];
        double[] squares = new double[d];
        float[][] rows = new float[samples][d];
        double[] wanted = new double[samples];
        for (int k = 0; k < samples; k++) {
            long at = (long) k * stride;
            int row = from + (int) (at / fields.subPixels());
            int subPixel = (int) (at % fields.subPixels());
            features.fill(fields.row(row), subPixel, rows[k], 0);
            wanted[k] = Math.log(Math.abs(fields.error(row, subPixel)) + OFFSET);
            for (int j = 0; j < d; j++) {
                sum[j] += rows[k][j];
                squares[j] += (double) rows[k][j] * rows[k][j];
            }
        }
        double[] mean = new double[d];
        double[] factor = new double[d];
        for (int j = 0; j < d; j++) {
            mean[j] = sum[j] / samples;
            factor[j] = 1 / (Math.sqrt(Math.max(0, squares[j] / samples - mean[j] * mean[j])) + 1e-6);
        }
        return new ScaleModel(features, mean, factor, solve(manager, features, rows, wanted, mean, factor));
    }

    private static double[] solve(
            NDManager manager,
            ScaleFeatures features,
            float[][] rows,
            double[] wanted,
            double[] mean,
            double[] factor) {
        int columns = 1 + mean.length * (1 + features.leading().length);
        float[] design = new float[rows.length * (columns + 1)];
        double[] expanded = new double[columns];
        for (int k = 0; k < rows.length; k++) {
            expand(features, rows[k], mean, factor, expanded);
            for (int j = 0; j < columns; j++) {
                design[k * (columns + 1) + j] = (float) expanded[j];
            }
            design[k * (columns + 1) + columns] = (float) wanted[k];
        }
        double[][] normal = new double[columns][columns];
        double[] right = new double[columns];
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray a = manager.create(design, new Shape(rows.length, columns + 1));
            float[] gram = RidgeStep.product(a, a).toFloatArray();
            for (int i = 0; i < columns; i++) {
                for (int j = 0; j < columns; j++) {
                    normal[i][j] =
                            (gram[i * (columns + 1) + j] + gram[j * (columns + 1) + i]) / 2.0 + (i == j ? RIDGE : 0);
                }
                right[i] = gram[i * (columns + 1) + columns];
            }
        }
        double[] solution = new double[columns];
        double[][] inverse = new Cholesky(normal, RIDGE / 2).inverse();
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                solution[i] += inverse[i][j] * right[j];
            }
        }
        return solution;
    }

    /** 1, the standardised features, and their products with each leading one. */
    private static void expand(ScaleFeatures features, float[] row, double[] mean, double[] factor, double[] expanded) {
        int d = row.length;
        expanded[0] = 1;
        for (int j = 0; j < d; j++) {
            expanded[1 + j] = (row[j] - mean[j]) * factor[j];
        }
        int at = 1 + d;
        for (int leading : features.leading()) {
            for (int j = 0; j < d; j++) {
                expanded[at++] = expanded[1 + j] * expanded[1 + leading];
            }
        }
    }

    void write(DataOutputStream out) throws IOException {
        features.write(out);
        for (double[] values : new double[][] {mean, factor, weights}) {
            out.writeInt(values.length);
            for (double v : values) {
                out.writeDouble(v);
            }
        }
    }

    /** @param levels how many there are */
    static ScaleModel read(DataInputStream in, int[] shape, int levels) throws IOException {
        return new ScaleModel(ScaleFeatures.read(in, shape, levels), doubles(in), doubles(in), doubles(in));
    }

    private static double[] doubles(DataInputStream in) throws IOException {
        double[] values = new double[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    ScaleFeatures features() {
        return features;
    }

    /** The scale of every sub-pixel, row after row. */
    float[] apply(Fields fields) {
        Work work = new Work(new float[mean.length], new double[weights.length]);
        float[] scale = new float[fields.rows() * fields.subPixels()];
        for (int i = 0; i < fields.rows(); i++) {
            ShownImage image = fields.row(i);
            for (int p = 0; p < fields.subPixels(); p++) {
                scale[i * fields.subPixels() + p] = at(image, p, work);
            }
        }
        return scale;
    }

    /** The scale of one sub-pixel. */
    float at(ShownImage image, int subPixel) {
        return at(image, subPixel, new Work(new float[mean.length], new double[weights.length]));
    }

    private record Work(float[] row, double[] expanded) {}

    private float at(ShownImage image, int subPixel, Work work) {
        features.fill(image, subPixel, work.row, 0);
        expand(features, work.row, mean, factor, work.expanded);
        double log = 0;
        for (int j = 0; j < weights.length; j++) {
            log += weights[j] * work.expanded[j];
        }
        return (float) Math.exp(Math.max(LEAST, Math.min(GREATEST, log)));
    }
}
