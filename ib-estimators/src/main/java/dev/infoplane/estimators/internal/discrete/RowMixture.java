package dev.infoplane.estimators.internal.discrete;

import com.google.common.primitives.Floats;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.RandomChoice;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * What measured rows of few levels cost under a mixture of the rows that taught (Parzen 1962): each of those is a centre, around
 * which every value keeps its level or moves away from it, with a probability that falls by the same factor for each level. All
 * factors are mixed with equal weights, so nothing is chosen by the rows that are measured, and their mean cost is an upper bound
 * of the entropy up to sampling error. It is small where few images are drawn again and again, exactly or nearly, which a density
 * that has learned pixel by pixel may not know.
 */
public final class RowMixture {
    /** As in {@link CodeLengths}: values for each level. */
    private static final int EACH = 10;

    private static final int MOST_LEVELS = 1024;
    private static final int MOST_MEASURED = 400;

    /** If these rows cost more than under the density by so many standard errors, the others are not asked. */
    private static final int FIRST = 50;

    private static final int ERRORS = 3;

    /** Comparisons of values, about a second. */
    private static final long MOST_COMPARED = 2_000_000_000;

    private static final double[] NEAR = {1e-3, 1e-2, 0.03, 0.1, 0.3};
    private static final long SEED = 20_263;

    private final int[] chosen;
    private final int[][] measured;
    private final int[][] taught;
    private final double[] factors;
    private final double[][] normalisers;
    private final double uniform;

    private RowMixture(int[] chosen, int[][] measured, int[][] taught, int levels) {
        this.chosen = chosen;
        this.measured = measured;
        this.taught = taught;
        this.factors = factors(levels);
        this.normalisers = new double[factors.length][taught.length];
        for (int f = 0; f < factors.length; f++) {
            double[] around = normaliser(factors[f], levels);
            Arrays.setAll(normalisers[f], i -> sum(taught[i], around));
        }
        this.uniform = -measured[0].length * Math.log(levels);
    }

    private static double sum(int[] row, double[] ofLevel) {
        double sum = 0;
        for (int level : row) {
            sum += ofLevel[level];
        }
        return sum;
    }

    /** Empty if rows have one value, or values of many levels. */
    public static Optional<RowMixture> of(Samples taught, Samples measured) {
        int d = taught.dimensions();
        SortedSet<Float> seen = new TreeSet<>();
        if (d == 1 || !addLevels(taught, seen) || !addLevels(measured, seen)) {
            return Optional.empty();
        }
        float[] levels = Floats.toArray(seen);
        if (levels.length < 2 || (long) EACH * levels.length > (long) taught.rows() * d) {
            return Optional.empty();
        }
        int[] chosen = first(measured.rows(), MOST_MEASURED);
        int[] centres = first(taught.rows(), Math.max(1, MOST_COMPARED / ((long) chosen.length * d)));
        return Optional.of(
                new RowMixture(chosen, ranks(measured, chosen, levels), ranks(taught, centres, levels), levels.length));
    }

    private static int[] first(int rows, long most) {
        return Arrays.copyOf(RandomChoice.shuffled(rows, new SplittableRandom(SEED)), (int) Math.min(rows, most));
    }

    /** Whether levels are few even so. */
    private static boolean addLevels(Samples rows, SortedSet<Float> levels) {
        float before = Float.NaN;
        for (float v : rows.toArray()) {
            if (v != before && levels.add(v + 0.0f) && levels.size() > MOST_LEVELS) {
                return false;
            }
            before = v;
        }
        return true;
    }

    /**
     * By how much some of the rows cost more under a density than here, a contribution for each; empty if it is clear that they do
     * not.
     *
     * @param logLikelihood of all measured rows under the density
     */
    public Optional<double[]> excess(double[] logLikelihood) {
        double[] excess = new double[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            excess[i] = logMixture(measured[i]) - logLikelihood[chosen[i]];
            if (i + 1 == FIRST && isBehind(Arrays.copyOf(excess, FIRST))) {
                return Optional.empty();
            }
        }
        return Optional.of(excess);
    }

    private static boolean isBehind(double[] excess) {
        double mean = Arrays.stream(excess).average().orElseThrow();
        double squares = Arrays.stream(excess).map(v -> (v - mean) * (v - mean)).sum();
        return mean + ERRORS * Math.sqrt(squares) / excess.length < 0;
    }

    private double logMixture(int[] row) {
        int[] distances = new int[taught.length];
        Arrays.setAll(distances, i -> distance(row, taught[i]));
        double[] logs = new double[factors.length + 1];
        logs[factors.length] = uniform;
        double[] kernel = new double[taught.length];
        for (int f = 0; f < factors.length; f++) {
            double perLevel = Math.log(factors[f]);
            double[] normaliser = normalisers[f];
            Arrays.setAll(kernel, i -> distances[i] * perLevel - normaliser[i]);
            logs[f] = logMean(kernel);
        }
        return logMean(logs);
    }

    private static int distance(int[] a, int[] b) {
        int sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += Math.abs(a[j] - b[j]);
        }
        return sum;
    }

    private static double logMean(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum / logs.length);
    }

    private static double[] factors(int levels) {
        double[] all = Arrays.copyOf(NEAR, NEAR.length + 16);
        int count = NEAR.length;
        for (int width = 1; 2 * width < levels; width *= 2) {
            all[count++] = Math.exp(-1.0 / width);
        }
        return Arrays.copyOf(all, count);
    }

    /** The logarithm of what the powers of a factor add up to, around each level. */
    private static double[] normaliser(double factor, int levels) {
        double[] logs = new double[levels];
        Arrays.setAll(
                logs,
                u -> Math.log((1 + factor - Math.pow(factor, u + 1.0) - Math.pow(factor, levels - u)) / (1 - factor)));
        return logs;
    }

    private static int[][] ranks(Samples rows, int[] chosen, float[] levels) {
        int[][] ranks = new int[chosen.length][rows.dimensions()];
        for (int i = 0; i < chosen.length; i++) {
            int row = chosen[i];
            Arrays.setAll(ranks[i], j -> Arrays.binarySearch(levels, rows.get(row, j) + 0.0f));
        }
        return ranks;
    }
}
