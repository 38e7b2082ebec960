package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.models.internal.Cholesky;
import dev.infoplane.models.internal.Scoped;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/**
 * Columns that see the whole layer, wherever in it something lies: all of a small layer, whitened, or the leading principal subspace,
 * found by subspace iteration (Halko, Martinsson &amp; Tropp 2011, algorithm 4.4); and Nyström features of an exponential kernel at landmark rows (Williams
 * &amp; Seeger 2001). All are of mean 0 over the rows that teach.
 */
final class GlobalPart {
    private static final int ITERATIONS = 3;
    private static final int ROWS_AT_ONCE = 1024;
    private static final double JITTER = 1e-4;
    /** Values that a layer may have to be seen whole, if there are enough rows. */
    private static final int MOST_WHITENED = 256;

    private static final int ROWS_A_VALUE = 8;
    /** Of a direction of a standardised layer, below which it counts as rounding. */
    private static final double LEAST_VARIANCE = 1e-7;

    private final Layer layer;
    private final double weight;
    private final NDArray basis;
    private final Landmarks landmarks;
    private NDArray mean;

    /** What the kernel needs: landmark rows, their squared norms and the factor that whitens the kernel. */
    private record Landmarks(NDArray rows, NDArray norms, NDArray whitening, float width) {}

    private GlobalPart(Layer layer, double weight, NDArray basis, Landmarks landmarks) {
        this.layer = layer;
        this.weight = weight;
        this.basis = basis;
        this.landmarks = landmarks;
    }

    /** Learns the columns; the arrays it keeps belong to {@code manager}. */
    static GlobalPart learn(NDManager manager, Layer layer, Samples t, Settings settings) {
        GlobalPart part = new GlobalPart(
                layer,
                settings.componentWeight,
                settings.components == 0 ? null : basis(manager, layer, t, settings.components),
                settings.landmarks == 0 ? null : landmarks(manager, layer, t, settings));
        if (part.landmarks != null) {
            part.mean = overBlocks(
                            t,
                            (from, to) -> part.uncentred(layer.rows(manager, t, from, to))
                                    .sum(new int[] {0}))
                    .div(t.rows());
        }
        return part;
    }

    boolean isEmpty() {
        return basis == null && landmarks == null;
    }

    /** The columns of some rows, {@code [rows, columns]}. */
    NDArray columns(NDManager manager, Samples t, int from, int to) {
        NDList blocks = new NDList();
        for (int start = from; start < to; start += ROWS_AT_ONCE) {
            int first = start;
            blocks.add(Scoped.result(() -> {
                NDArray block = uncentred(layer.rows(manager, t, first, Math.min(to, first + ROWS_AT_ONCE)));
                return mean == null ? block : block.sub(mean);
            }));
        }
        return NDArrays.concat(blocks, 0);
    }

    private NDArray uncentred(NDArray rows) {
        NDList parts = new NDList();
        if (basis != null) {
            parts.add(rows.matMul(basis).mul(weight));
        }
        if (landmarks != null) {
            parts.add(kernel(rows.div(scale(layer)), landmarks).matMul(landmarks.whitening));
        }
        return NDArrays.concat(parts, 1);
    }

    /**
     * Rows of the layer that stand for its noise where these columns are concerned, {@code [columns, values]}: they have the same
     * products with the columns as n rows of noise have on average, among each other no larger ones.
     */
    NDArray noiseRows(NDManager manager, int n) {
        return Scoped.result(() -> {
            float[] variances = layer.noiseVariances();
            for (int k = 0; k < variances.length; k++) {
                variances[k] *= (float) (weight * n);
            }
            NDArray along =
                    basis.transpose().mul(EngineArrays.floats(manager, variances, new Shape(1, variances.length)));
            float[] flat = along.matMul(basis).toFloatArray();
            int count = (int) basis.getShape().get(1);
            double[][] products = new double[count][count];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    products[i][j] = weight * (flat[i * count + j] + (double) flat[j * count + i]) / 2
                            + (i == j ? n * LEAST_VARIANCE : 0);
                }
            }
            return matrix(manager, new Cholesky(products, n * LEAST_VARIANCE / 2).inverseFactor())
                    .matMul(along);
        });
    }

    /** The columns of rows of the layer, for columns that are linear in it. */
    NDArray columns(NDArray rows) {
        return uncentred(rows);
    }

    private static double scale(Layer layer) {
        return Math.sqrt(Math.max(1, layer.values()));
    }

    /** Whether so many rows see a layer of so many values whole and whitened. */
    static boolean isWhitened(int values, int rows, int components) {
        return values <= Math.min(Math.max(components, MOST_WHITENED), rows / ROWS_A_VALUE);
    }

    private static NDArray basis(NDManager manager, Layer layer, Samples t, int components) {
        int d = layer.values();
        if (isWhitened(d, t.rows(), components)) {
            return whitening(manager, layer, t);
        }
        if (d <= components) {
            return manager.eye(d);
        }
        SplittableRandom random = new SplittableRandom(1);
        double[][] directions = new double[components][d];
        for (double[] direction : directions) {
            Arrays.setAll(direction, j -> random.nextGaussian());
        }
        float[] noise = layer.noiseVariances();
        for (int i = 0; i < ITERATIONS; i++) {
            NDArray current = matrix(manager, orthonormal(directions)).transpose();
            float[] values = overBlocks(t, (from, to) -> {
                        NDArray rows = layer.rows(manager, t, from, to);
                        return rows.transpose().matMul(rows.matMul(current));
                    })
                    .transpose()
                    .toFloatArray();
            for (int k = 0; k < components; k++) {
                for (int j = 0; j < d; j++) {
                    directions[k][j] = values[k * d + j] + t.rows() * noise[j] * directions[k][j];
                }
            }
        }
        return matrix(manager, orthonormal(directions)).transpose();
    }

    /**
     * Makes all values of a layer uncorrelated and of deviation 1, whichever invertible linear map they went through: up to a rotation,
     * to which a ridge is blind. Directions that hardly vary keep their size.
     */
    private static NDArray whitening(NDManager manager, Layer layer, Samples t) {
        int d = layer.values();
        double[][] covariance = new double[d][d];
        for (int from = 0; from < t.rows(); from += ROWS_AT_ONCE) {
            int first = from;
            float[] rows = Scoped.result(() -> layer.rows(manager, t, first, Math.min(t.rows(), first + ROWS_AT_ONCE)))
                    .toFloatArray();
            for (int row = 0; row < rows.length; row += d) {
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j <= i; j++) {
                        covariance[i][j] += (double) rows[row + i] * rows[row + j] / t.rows();
                    }
                }
            }
        }
        float[] noise = layer.noiseVariances();
        for (int i = 0; i < d; i++) {
            covariance[i][i] += noise[i] + LEAST_VARIANCE;
        }
        return matrix(manager, new Cholesky(covariance, LEAST_VARIANCE / 2).inverseFactor())
                .transpose();
    }

    /** Gram–Schmidt, twice, so that nearly dependent directions come out orthogonal too; what is left of none is zero. */
    private static double[][] orthonormal(double[][] rows) {
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < rows.length; i++) {
                double before = Math.sqrt(dot(rows[i], rows[i]));
                for (int k = 0; k < i; k++) {
                    double along = dot(rows[i], rows[k]);
                    for (int j = 0; j < rows[i].length; j++) {
                        rows[i][j] -= along * rows[k][j];
                    }
                }
                double norm = Math.sqrt(dot(rows[i], rows[i]));
                double factor = norm > 1e-9 * before ? 1 / norm : 0;
                for (int j = 0; j < rows[i].length; j++) {
                    rows[i][j] *= factor;
                }
            }
        }
        return rows;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static Landmarks landmarks(NDManager manager, Layer layer, Samples t, Settings settings) {
        int count = settings.landmarks;
        NDArray rows = layer.rows(manager, t, 0, count).div(scale(layer));
        NDArray norms = rows.square().sum(new int[] {1});
        Landmarks unscaled = new Landmarks(rows, norms, null, 1);
        int some = Math.min(t.rows(), 500);
        float[] distances = distances(layer.rows(manager, t, 0, some).div(scale(layer)), unscaled)
                .toFloatArray();
        Arrays.sort(distances);
        float width = 2 * Math.max(distances[distances.length / 2], 1e-6f);
        Landmarks scaled = new Landmarks(rows, norms, null, width);
        float[] kernel = kernel(rows, scaled).toFloatArray();
        double[][] gram = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                gram[i][j] = (kernel[i * count + j] + kernel[j * count + i]) / 2.0 + (i == j ? JITTER : 0);
            }
        }
        double factor = Settings.KERNEL_WEIGHT;
        double[][] whitening = new Cholesky(gram, JITTER / 2).inverseFactor();
        for (double[] row : whitening) {
            for (int j = 0; j < count; j++) {
                row[j] *= factor;
            }
        }
        return new Landmarks(rows, norms, matrix(manager, whitening).transpose(), width);
    }

    private static NDArray distances(NDArray rows, Landmarks landmarks) {
        return rows.square()
                .sum(new int[] {1}, true)
                .add(landmarks.norms)
                .sub(rows.matMul(landmarks.rows.transpose()).mul(2))
                .clip(0, Float.MAX_VALUE)
                .sqrt();
    }

    private static NDArray kernel(NDArray rows, Landmarks landmarks) {
        return distances(rows, landmarks).div(landmarks.width).neg().exp();
    }

    private static NDArray matrix(NDManager manager, double[][] rows) {
        int columns = rows[0].length;
        float[] flat = new float[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                flat[i * columns + j] = (float) rows[i][j];
            }
        }
        return EngineArrays.floats(manager, flat, new Shape(rows.length, columns));
    }

    /** The sum of what each block of rows gives. */
    private static NDArray overBlocks(Samples t, BiFunction<Integer, Integer, NDArray> work) {
        NDArray sum = null;
        for (int from = 0; from < t.rows(); from += ROWS_AT_ONCE) {
            int first = from;
            NDArray some = Scoped.result(() -> work.apply(first, Math.min(t.rows(), first + ROWS_AT_ONCE)));
            sum = sum == null ? some : sum.addi(some);
        }
        return sum;
    }
}
