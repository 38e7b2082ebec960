package dev.infoplane.models.closedform;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A mixture of fixed experts at and around the predicted mean (discretised logistics, a point mass at level 0, the uniform
 * distribution), with weights by expectation–maximisation in each bin of scale and mean (quantiles of the scale, then of the
 * mean).
 */
final class MixtureTable implements LevelTable {
    private static final int SIDE = 14;
    private static final int MOST_SAMPLES = 300_000;
    private static final int ITERATIONS = 40;
    private static final double PRIOR = 0.02;
    private static final double UNIFORM_SHARE = 1e-3;
    private static final double[] SHIFTS = {-4, -2, -1, -0.5, 0, 0.5, 1, 2, 4};
    private static final double[] WIDTHS = {0.08, 0.25, 0.7, 2};
    private static final double LEAST_WIDTH = 0.02;

    private final int levels;
    private final float[] scaleEdges;
    private final float[][] meanEdges;
    private final double[][] weights;

    private MixtureTable(int levels, float[] scaleEdges, float[][] meanEdges, double[][] weights) {
        this.levels = levels;
        this.scaleEdges = scaleEdges;
        this.meanEdges = meanEdges;
        this.weights = weights;
    }

    static MixtureTable learn(Fields fields, float[] scale, int levels, int from) {
        int first = from * fields.subPixels();
        int stride = Math.max(1, (scale.length - first) / MOST_SAMPLES) | 1;
        int samples = (scale.length - first + stride - 1) / stride;
        float[] means = new float[samples];
        float[] scales = new float[samples];
        int[] level = new int[samples];
        for (int k = 0; k < samples; k++) {
            int at = first + k * stride;
            means[k] = fields.mean()[at];
            scales[k] = scale[at];
            level[k] = Math.round(fields.levels()[at]);
        }
        float[] scaleEdges = edges(scales);
        int[][] byScale = groups(scales.length, scaleEdges.length + 1, k -> bin(scaleEdges, scales[k]));
        float[][] meanEdges = new float[byScale.length][];
        double[][] weights = new double[byScale.length * SIDE][];
        MixtureTable table = new MixtureTable(levels, scaleEdges, meanEdges, weights);
        for (int b = 0; b < byScale.length; b++) {
            int[] members = byScale[b];
            float[] own = new float[members.length];
            for (int k = 0; k < own.length; k++) {
                own[k] = means[members[k]];
            }
            meanEdges[b] = edges(own);
            float[] edges = meanEdges[b];
            int[][] byMean = groups(own.length, SIDE, k -> bin(edges, own[k]));
            for (int m = 0; m < SIDE; m++) {
                double[][] masses = new double[byMean[m].length][];
                for (int k = 0; k < masses.length; k++) {
                    int sample = members[byMean[m][k]];
                    masses[k] = table.experts(level[sample], means[sample], scales[sample]);
                }
                weights[b * SIDE + m] = mixture(masses);
            }
        }
        return table;
    }

    /** Up to {@code SIDE} − 1 different quantiles. */
    private static float[] edges(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        float[] edges = new float[SIDE - 1];
        int count = 0;
        for (int b = 1; b < SIDE && sorted.length > 0; b++) {
            float edge = sorted[(int) ((long) b * sorted.length / SIDE)];
            if (count == 0 || edge > edges[count - 1]) {
                edges[count++] = edge;
            }
        }
        return Arrays.copyOf(edges, count);
    }

    /** The number of edges at or below a value. */
    private static int bin(float[] edges, float value) {
        int found = Arrays.binarySearch(edges, value);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static int[][] groups(int count, int groups, IntUnaryOperator of) {
        int[] sizes = new int[groups];
        for (int k = 0; k < count; k++) {
            sizes[of.applyAsInt(k)]++;
        }
        int[][] members = new int[groups][];
        Arrays.setAll(members, g -> new int[sizes[g]]);
        for (int k = 0; k < count; k++) {
            int g = of.applyAsInt(k);
            members[g][--sizes[g]] = k;
        }
        return members;
    }

    /** Weights of the experts, from what each of them gave to each sample. */
    private static double[] mixture(double[][] masses) {
        int count = 2 + SHIFTS.length * WIDTHS.length;
        double[] share = new double[count];
        Arrays.fill(share, 1.0 / count);
        for (int i = 0; i < ITERATIONS; i++) {
            double[] next = new double[count];
            Arrays.fill(next, PRIOR);
            for (double[] mass : masses) {
                double all = dot(share, mass);
                for (int e = 0; e < count; e++) {
                    next[e] += share[e] * mass[e] / all;
                }
            }
            for (int e = 0; e < count; e++) {
                share[e] = next[e] / (masses.length + PRIOR * count);
            }
        }
        for (int e = 0; e < count; e++) {
            share[e] = (1 - UNIFORM_SHARE) * share[e] + (e == 1 ? UNIFORM_SHARE : 0);
        }
        return share;
    }

    /** What each expert gives to a level: the point mass at 0, the uniform distribution, the logistics. */
    private double[] experts(int level, double mean, double scale) {
        double[] mass = new double[2 + SHIFTS.length * WIDTHS.length];
        mass[0] = level == 0 ? 1 : 0;
        mass[1] = 1.0 / levels;
        int at = 2;
        for (double shift : SHIFTS) {
            for (double width : WIDTHS) {
                mass[at++] = logistic(level, mean + shift * scale, Math.max(width * scale, LEAST_WIDTH));
            }
        }
        return mass;
    }

    /** The mass of a bin of width 1; the lowest and the highest level take the tails. */
    private double logistic(int level, double mean, double width) {
        double upper = level == levels - 1 ? Double.POSITIVE_INFINITY : (level + 0.5 - mean) / width;
        double lower = level == 0 ? Double.NEGATIVE_INFINITY : (level - 0.5 - mean) / width;
        return lower > 0 ? sigmoid(-lower) - sigmoid(-upper) : sigmoid(upper) - sigmoid(lower);
    }

    private static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Override
    public double logProbability(int level, float mean, float scale) {
        int outer = bin(scaleEdges, scale);
        double[] share = weights[outer * SIDE + bin(meanEdges[outer], mean)];
        return Math.log(dot(share, experts(level, mean, scale)));
    }
}
