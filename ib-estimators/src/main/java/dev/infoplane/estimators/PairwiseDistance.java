package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Map;
import java.util.Objects;

/**
 * Bounds of Kolchinsky and Tracey (2017, Entropy 19, 361, eqs. 10 and 15) on the information about noisy activations,
 * I(X; T + N(0, σ²)): the density of T + noise is a mixture of one Gaussian a sample, and its entropy lies between sums over
 * pairwise distances, the Kullback-Leibler distance |a - b|² / 2σ² above and the Bhattacharyya distance |a - b|² / 8σ² below.
 *
 * <p>Samples whose rows of {@code x} are equal form a group, and I = H(T + noise) - Σ p(group) H(T + noise | group), the
 * second entropy bounded from the other side. So with {@code x} the inputs, all different, it is I(X;T); with {@code x} the
 * labels it is I(Y;T).
 *
 * <p>For a density much wider than the noise the two entropies lie d/2 ln 4 apart, and so may the bound from the truth where
 * groups overlap.
 *
 * <p>In nats; a rigorous bound for the n given samples as the whole population, and near one for what they were drawn from
 * as long as samples have others within the noise. Where they lie alone the value ends at H(X), ln n for inputs that are all
 * different, whether or not T depends on X, and is no bound for the distribution: the result says when it is there. Not
 * symmetric: the noise is on {@code t}. The standard error is that of the mean of the terms of the samples. Time O(n² d), in
 * tiles: memory O(n d), no n by n matrix.
 *
 * @param side which bound
 * @param sigma standard deviation of the noise, in the unit of the activations
 * @param threads how many threads share the work; they change no bit of the result
 */
public record PairwiseDistance(Side side, double sigma, int threads) implements MiEstimator {
    /** The two bounds. */
    public enum Side {
        /** The lower bound. */
        LOWER(BoundKind.LOWER, 8, 2),
        /** The upper bound. */
        UPPER(BoundKind.UPPER, 2, 8);

        private final BoundKind bound;
        private final double overall;
        private final double within;

        Side(BoundKind bound, double overall, double within) {
            this.bound = bound;
            this.overall = overall;
            this.within = within;
        }
    }

    /** Beyond this exponent a term is less than 1e-19 of the sample's own, which is 1. */
    private static final double NEGLIGIBLE = 45;

    /** A sample whose terms add up to less, its own being 1, has no other within the noise. */
    private static final double ALONE = 1.5;

    /** Refuses a sigma that is not a positive number and fewer than one thread. */
    public PairwiseDistance {
        Objects.requireNonNull(side, "side");
        Checks.positive("sigma", sigma);
        Checks.atLeast("threads", 1, threads);
    }

    /** The lower bound, on all processors. */
    public static PairwiseDistance lower(double sigma) {
        return new PairwiseDistance(Side.LOWER, sigma, Runtime.getRuntime().availableProcessors());
    }

    /** The upper bound, on all processors. */
    public static PairwiseDistance upper(double sigma) {
        return new PairwiseDistance(Side.UPPER, sigma, Runtime.getRuntime().availableProcessors());
    }

    /** The same on another number of threads. */
    public PairwiseDistance withThreads(int number) {
        return new PairwiseDistance(side, sigma, number);
    }

    @Override
    public String id() {
        return side == Side.LOWER ? "pairwise-lower" : "pairwise-upper";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this, "threads");
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 1);
        return estimate(Symbols.ofRows(x), t);
    }

    @Override
    public Prepared prepare(Samples x, long seed) {
        Samples.requireMatched(x, x, 1);
        Symbols groups = Symbols.ofRows(x);
        return t -> {
            Samples.requireMatched(x, t, 1);
            return estimate(groups, t);
        };
    }

    private Estimate estimate(Symbols groups, Samples t) {
        int n = t.rows();
        SquaredDistances distances = new SquaredDistances(t.toArray(), t.dimensions(), sigma);
        double[][] overall = new double[2][n];
        double[][] within = new double[2][n];
        try (Workers workers = new Workers(threads)) {
            TilePairs.each(distances.tiles(), workers, () -> {
                float[][] tile = new float[SquaredDistances.TILE][SquaredDistances.TILE];
                return (a, b) -> {
                    distances.fill(a, b, tile);
                    add(tile, a, b, distances, groups.of(), overall, within);
                };
            });
        }
        int[] sizes = groups.counts();
        double[] local = new double[n];
        int alone = 0;
        for (int i = 0; i < n; i++) {
            double inGroup = (within[0][i] + within[1][i]) / sizes[groups.of()[i]];
            double near = overall[0][i] + overall[1][i];
            local[i] = Math.log(inGroup) - Math.log(near / n);
            alone += near < ALONE ? 1 : 0;
        }
        Estimate.Builder result = Estimate.ofPointwise(local, side.bound, id())
                .noise(NoiseModel.gaussian(sigma))
                .settings(settings());
        double mean = result.build().value().nats();
        Ceiling.of(mean, sizes, alone, n)
                .map(warning -> warning + "; the bound holds for these samples as the whole population only")
                .ifPresent(result::warning);
        return result.build();
    }

    /** Adds the terms of a pair of tiles to the sums of its first rows ({@code [0]}) and of its second ({@code [1]}). */
    private void add(
            float[][] tile,
            int a,
            int b,
            SquaredDistances distances,
            int[] group,
            double[][] overall,
            double[][] within) {
        double noise = sigma / distances.unit();
        double perOverall = 1 / (side.overall * noise * noise);
        double perWithin = 1 / (side.within * noise * noise);
        for (int i = 0; i < distances.size(a); i++) {
            int row = a * SquaredDistances.TILE + i;
            for (int j = 0; j < distances.size(b); j++) {
                int other = b * SquaredDistances.TILE + j;
                double square = tile[i][j];
                double term = kernel(square * perOverall);
                overall[0][row] += term;
                if (a != b) {
                    overall[1][other] += term;
                }
                if (group[row] == group[other]) {
                    double inGroup = kernel(square * perWithin);
                    within[0][row] += inGroup;
                    if (a != b) {
                        within[1][other] += inGroup;
                    }
                }
            }
        }
    }

    private static double kernel(double exponent) {
        return exponent > NEGLIGIBLE ? 0 : Math.exp(-exponent);
    }
}
