package dev.infoplane.examples.truth;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * The baseline of image densities: each byte is a discretised logistic around a linear prediction from the pixels before it, one
 * ridge regression a channel for all places; its scale follows the errors next to it. Least squares and a search in one variable
 * teach it, so it has no steps.
 */
final class LinearLogistic {
    private static final int RADIUS = 2;
    private static final double RIDGE = 1;
    private static final int GROUPS = 48;
    private static final int LEVELS = 256;
    /** How the errors at the places before, and of the channels before, enter the expected error. */
    private static final double[] LOCAL = {1, 1, 0.6, 0.6};

    private static final int[][] BEFORE = {{0, -1}, {-1, 0}, {-1, -1}, {-1, 1}};

    private final int side;
    private final double[][] weights;
    private final double[] edges = new double[GROUPS - 1];
    private final double[] scales = new double[GROUPS];

    private LinearLogistic(int side) {
        this.side = side;
        this.weights = new double[3][];
    }

    /** Learns from square images of three channels. */
    static LinearLogistic learn(Samples x) {
        LinearLogistic model = new LinearLogistic(x.rowShape()[1]);
        for (int c = 0; c < 3; c++) {
            model.weights[c] = model.regression(x, c);
        }
        model.learnScales(x);
        return model;
    }

    private int features(int channel) {
        return 3 * 2 * RADIUS * (RADIUS + 1) + channel + 1;
    }

    /** Pixels before, as differences from the middle level; outside of the image the left or upper neighbour stands in. */
    private void fill(float[] image, int channel, int y, int x, double[] target) {
        int at = 0;
        for (int dy = -RADIUS; dy <= 0; dy++) {
            for (int dx = -RADIUS; dx <= (dy < 0 ? RADIUS : -1); dx++) {
                int i = Math.max(0, y + dy);
                int j = Math.max(0, Math.min(side - 1, x + dx));
                boolean isBefore = i < y || j < x;
                for (int c = 0; c < 3; c++) {
                    target[at++] = isBefore ? image[(c * side + i) * side + j] - 127.5 : 0;
                }
            }
        }
        for (int c = 0; c < channel; c++) {
            target[at++] = image[(c * side + y) * side + x] - 127.5;
        }
        target[at] = 1;
    }

    private double[] regression(Samples images, int channel) {
        int d = features(channel);
        double[][] normal = new double[d][d];
        double[] right = new double[d];
        double[] row = new double[d];
        float[] image = new float[images.dimensions()];
        for (int n = 0; n < images.rows(); n++) {
            images.copyRow(n, image, 0);
            for (int p = n % 3; p < side * side; p += 3) {
                fill(image, channel, p / side, p % side, row);
                double wanted = image[channel * side * side + p] - 127.5;
                for (int a = 0; a < d; a++) {
                    right[a] += row[a] * wanted;
                    for (int b = 0; b <= a; b++) {
                        normal[a][b] += row[a] * row[b];
                    }
                }
            }
        }
        RealMatrix matrix = new Array2DRowRealMatrix(d, d);
        for (int a = 0; a < d; a++) {
            for (int b = 0; b <= a; b++) {
                matrix.setEntry(a, b, normal[a][b] + (a == b ? RIDGE : 0));
                matrix.setEntry(b, a, matrix.getEntry(a, b));
            }
        }
        return new CholeskyDecomposition(matrix)
                .getSolver()
                .solve(new ArrayRealVector(right))
                .toArray();
    }

    /** Predictions and expected errors of all values of an image. */
    private void predict(float[] image, double[] mean, double[] local) {
        double[] error = new double[image.length];
        for (int p = 0; p < side * side; p++) {
            int y = p / side;
            int x = p % side;
            for (int c = 0; c < 3; c++) {
                double[] row = new double[features(c)];
                fill(image, c, y, x, row);
                double sum = 127.5;
                for (int a = 0; a < row.length; a++) {
                    sum += row[a] * weights[c][a];
                }
                int at = c * side * side + p;
                mean[at] = sum;
                error[at] = Math.abs(image[at] - sum);
                local[at] = local(error, c, y, x);
            }
        }
    }

    private double local(double[] error, int channel, int y, int x) {
        double sum = 0.3;
        double weight = 0.1;
        for (int k = 0; k < BEFORE.length; k++) {
            int i = y + BEFORE[k][0];
            int j = x + BEFORE[k][1];
            if (i >= 0 && j >= 0 && j < side) {
                sum += LOCAL[k] * error[(channel * side + i) * side + j];
                weight += LOCAL[k];
            }
        }
        for (int c = 0; c < channel; c++) {
            sum += 1.5 * error[(c * side + y) * side + x];
            weight += 1.5;
        }
        return sum / weight;
    }

    /** Equal groups of expected errors, each with the scale that is likeliest. */
    private void learnScales(Samples x) {
        int step = Math.max(1, x.rows() / 400);
        int count = (x.rows() + step - 1) / step;
        int d = x.dimensions();
        float[] image = new float[d];
        double[] mean = new double[count * d];
        double[] local = new double[count * d];
        double[] value = new double[count * d];
        double[] oneMean = new double[d];
        double[] oneLocal = new double[d];
        for (int n = 0; n < count; n++) {
            x.copyRow(n * step, image, 0);
            predict(image, oneMean, oneLocal);
            for (int j = 0; j < d; j++) {
                mean[n * d + j] = oneMean[j];
                local[n * d + j] = oneLocal[j];
                value[n * d + j] = image[j];
            }
        }
        double[] sorted = local.clone();
        Arrays.sort(sorted);
        for (int g = 1; g < GROUPS; g++) {
            edges[g - 1] = sorted[(int) ((long) g * sorted.length / GROUPS)];
        }
        double[][] nats = new double[GROUPS][40];
        for (int i = 0; i < mean.length; i++) {
            int group = group(local[i]);
            for (int k = 0; k < 40; k++) {
                nats[group][k] += log(value[i], mean[i], candidate(k));
            }
        }
        for (int g = 0; g < GROUPS; g++) {
            int best = 0;
            for (int k = 1; k < 40; k++) {
                best = nats[g][k] > nats[g][best] ? k : best;
            }
            scales[g] = candidate(best);
        }
    }

    private static double candidate(int k) {
        return 0.05 * Math.pow(1.22, k);
    }

    private int group(double local) {
        int found = Arrays.binarySearch(edges, local);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The logarithm of a level's mass, with a thousandth spread over all levels. */
    private static double log(double level, double mean, double scale) {
        double low = level == 0 ? Double.NEGATIVE_INFINITY : (level - 0.5 - mean) / scale;
        double high = level == LEVELS - 1 ? Double.POSITIVE_INFINITY : (level + 0.5 - mean) / scale;
        double mass = low > 0 ? sigmoid(-low) - sigmoid(-high) : sigmoid(high) - sigmoid(low);
        return Math.log(0.999 * mass + 0.001 / LEVELS);
    }

    private static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    /** The log-likelihood of every image, in nats. */
    double[] logLikelihood(Samples x) {
        int d = x.dimensions();
        float[] image = new float[d];
        double[] mean = new double[d];
        double[] local = new double[d];
        double[] nats = new double[x.rows()];
        for (int n = 0; n < nats.length; n++) {
            x.copyRow(n, image, 0);
            predict(image, mean, local);
            for (int j = 0; j < d; j++) {
                nats[n] += log(image[j], mean[j], scales[group(local[j])]);
            }
        }
        return nats;
    }
}
