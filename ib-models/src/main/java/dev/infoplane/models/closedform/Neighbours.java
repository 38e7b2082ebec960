package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import com.google.common.primitives.Ints;
import dev.infoplane.models.internal.Cholesky;
import dev.infoplane.models.internal.RidgeStep;
import java.util.Arrays;

/**
 * The sub-pixels that a sub-pixel may depend on: those of all channels at causal places within a radius, in raster order; the
 * channels before it at its own place; and, where they matter, some at causal places further away. Places outside of the image are
 * left out.
 */
final class Neighbours {
    /** Sub-pixels that an image may have to be seen whole, if there are enough rows. */
    private static final int MOST_WHOLE = 256;

    private static final int ROWS_A_SUB_PIXEL = 16;

    private static final int MOST_FAR = 4;
    private static final double LEAST_SQUARE = 0.05;
    private static final double MOST_SQUARE = 0.999;

    /** Over the number of rows: squares of correlations that are larger by chance are rare among all pairs of an image. */
    private static final double CHANCE = 30;

    private static final int MOST_ROWS = 2000;

    /** The products of all pairs of more sub-pixels would take too much memory. */
    private static final int MOST_SUB_PIXELS = 4096;

    /** Of the variance of a sub-pixel; what is left of one that is known is rounding. */
    private static final double LEAST_ERROR = 1e-3;

    private static final int INNER_RADIUS = 2;
    private static final double RIDGE = 1e-3;

    private final int[] shape;
    private final int radius;
    private final int[][] far;
    private final double farNats;
    private final int[][] before;

    /**
     * Those at the same places for all images.
     *
     * @param shape channels, height and width of the image
     */
    Neighbours(int[] shape, int radius) {
        this(shape, radius, new int[shape[0] * shape[1] * shape[2]][0]);
    }

    /** @param far beyond the radius, for each sub-pixel */
    Neighbours(int[] shape, int radius, int[][] far) {
        this(shape, radius, far, 0);
    }

    private Neighbours(int[] shape, int radius, int[][] far, double farNats) {
        this.farNats = farNats;
        this.shape = shape;
        this.radius = radius;
        this.far = far;
        before = within(shape, radius);
        Arrays.setAll(before, p -> Ints.concat(before[p], far[p]));
    }

    private static int[][] within(int[] shape, int radius) {
        int places = shape[1] * shape[2];
        int[][] before = new int[shape[0] * places][];
        int[] found = new int[shape[0] * (2 * radius * (radius + 1) + 1)];
        for (int c = 0; c < shape[0]; c++) {
            for (int i = 0; i < shape[1]; i++) {
                for (int j = 0; j < shape[2]; j++) {
                    int count = 0;
                    for (int dy = -radius; dy <= 0; dy++) {
                        for (int dx = -radius; dx <= (dy < 0 ? radius : 0); dx++) {
                            boolean isOwn = dy == 0 && dx == 0;
                            boolean isInside = i + dy >= 0 && j + dx >= 0 && j + dx < shape[2];
                            for (int other = 0; isInside && other < (isOwn ? c : shape[0]); other++) {
                                found[count++] = other * places + (i + dy) * shape[2] + j + dx;
                            }
                        }
                    }
                    before[c * places + i * shape[2] + j] = Arrays.copyOf(found, count);
                }
            }
        }
        return before;
    }

    /**
     * Those that are taken where pixels beyond the radius tell of one another: all sub-pixels before, if an image has at most {@value
     * #MOST_WHOLE} and {@value #ROWS_A_SUB_PIXEL} rows for each, since given a mean of activations over many pixels, each pixel tells
     * of all others. Otherwise these and some {@linkplain #withFar far} ones.
     *
     * @param pixels standardised images, {@code [n, sub-pixels]}
     */
    Neighbours wider(NDArray pixels) {
        boolean isSmall =
                before.length <= Math.min(MOST_WHOLE, pixels.getShape().get(0) / ROWS_A_SUB_PIXEL);
        return radius > 0 && isSmall ? new Neighbours(shape, Math.max(shape[1], shape[2])) : withFar(pixels);
    }

    /**
     * These and, of each sub-pixel, up to {@value #MOST_FAR} beyond the radius that tell something of it which pixels around it do not:
     * two halves of an image may mirror each other. They are those whose errors, predicted linearly from pixels around them, are most
     * correlated with its own; the square of the correlation is at least {@value #LEAST_SQUARE}, and more with few rows. The same images
     * give the same. None for a radius of 0, or more than {@value #MOST_SUB_PIXELS} sub-pixels.
     *
     * @param pixels standardised images, {@code [n, sub-pixels]}
     */
    Neighbours withFar(NDArray pixels) {
        int d = before.length;
        if (radius == 0 || d > MOST_SUB_PIXELS) {
            return this;
        }
        int n = (int) Math.min(MOST_ROWS, pixels.getShape().get(0));
        NDArray rows = pixels.get(new NDIndex().addSliceDim(0, n));
        float[] products = RidgeStep.product(rows, rows).toFloatArray();
        int[][] inner = within(shape, Math.min(radius, INNER_RADIUS));
        double[][] weights = new double[d][];
        Arrays.setAll(weights, p -> weights(products, inner[p], p, n));
        double[][] errors = errors(products, inner, weights);
        double least = Math.max(LEAST_SQUARE, CHANCE / n);
        int[][] chosen = new int[d][];
        Arrays.setAll(chosen, p -> far(errors, products, p, least));
        double gain = 0;
        for (int p = 0; p < d; p++) {
            gain -= chosen[p].length == 0 ? 0 : Math.log1p(-Math.min(MOST_SQUARE, square(errors, p, chosen[p][0]))) / 2;
        }
        return new Neighbours(shape, radius, chosen, gain);
    }

    /** Of a prediction of one sub-pixel from others. */
    private static double[] weights(float[] products, int[] from, int subPixel, int n) {
        int k = from.length;
        int d = (int) Math.sqrt(products.length);
        double[][] normal = new double[k][k];
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                normal[a][b] = (products[from[a] * d + from[b]] + products[from[b] * d + from[a]]) / 2.0
                        + (a == b ? RIDGE * n : 0);
            }
        }
        double[][] inverse = new Cholesky(normal, RIDGE * n).inverse();
        double[] weights = new double[k];
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                weights[a] += inverse[a][b] * products[from[b] * d + subPixel];
            }
        }
        return weights;
    }

    /** Products of the errors of all pairs: (I − B) C (I − B)ᵀ. */
    private static double[][] errors(float[] products, int[][] from, double[][] weights) {
        int d = from.length;
        double[][] half = new double[d][d];
        for (int p = 0; p < d; p++) {
            for (int q = 0; q < d; q++) {
                half[p][q] = products[p * d + q];
            }
            for (int k = 0; k < from[p].length; k++) {
                for (int q = 0; q < d; q++) {
                    half[p][q] -= weights[p][k] * products[from[p][k] * d + q];
                }
            }
        }
        double[][] errors = new double[d][d];
        for (int p = 0; p < d; p++) {
            for (int q = 0; q < d; q++) {
                double sum = half[p][q];
                for (int k = 0; k < from[q].length; k++) {
                    sum -= weights[q][k] * half[p][from[q][k]];
                }
                errors[p][q] = sum;
            }
        }
        return errors;
    }

    private int[] far(double[][] errors, float[] products, int subPixel, double least) {
        int places = shape[1] * shape[2];
        int place = subPixel % places;
        boolean[] isNear = new boolean[before.length];
        for (int q : before[subPixel]) {
            isNear[q] = true;
        }
        int[] chosen = new int[MOST_FAR];
        double[] squares = new double[MOST_FAR];
        int count = 0;
        for (int q = 0; q < before.length; q++) {
            double square = square(errors, subPixel, q);
            boolean isKnown = isKnown(errors, products, subPixel) || isKnown(errors, products, q);
            if (q % places >= place || isNear[q] || isKnown || !(square >= least)) {
                continue;
            }
            int at = Math.min(count, MOST_FAR - 1);
            if (count == MOST_FAR && square <= squares[at]) {
                continue;
            }
            for (; at > 0 && squares[at - 1] < square; at--) {
                squares[at] = squares[at - 1];
                chosen[at] = chosen[at - 1];
            }
            squares[at] = square;
            chosen[at] = q;
            count = Math.min(MOST_FAR, count + 1);
        }
        return Arrays.copyOf(chosen, count);
    }

    /** Of the correlation of two errors. */
    private static double square(double[][] errors, int p, int q) {
        return errors[p][q] * errors[p][q] / (errors[p][p] * errors[q][q]);
    }

    /** Whether nothing but rounding is left of a sub-pixel. */
    private static boolean isKnown(double[][] errors, float[] products, int subPixel) {
        return errors[subPixel][subPixel] < LEAST_ERROR * products[subPixel * errors.length + subPixel];
    }

    /** Where they lie in an image {@code [channels, height, width]}. */
    int[] of(int subPixel) {
        return before[subPixel];
    }

    int radius() {
        return radius;
    }

    /** About how many nats an image those beyond the radius tell, if they were just chosen: of each sub-pixel the first. */
    double farNats() {
        return farNats;
    }

    /** Those beyond the radius, of each sub-pixel. */
    int[][] far() {
        return far;
    }
}
