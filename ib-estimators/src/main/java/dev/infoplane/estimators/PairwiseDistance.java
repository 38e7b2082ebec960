package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.PairwiseSums;
import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.RandomChoice;
import dev.infoplane.estimators.internal.TileProducts;
import dev.infoplane.estimators.internal.discrete.FunctionCheck;
import dev.infoplane.estimators.internal.discrete.LabelSide;
import dev.infoplane.estimators.internal.discrete.Symbols;
import dev.infoplane.estimators.internal.neighbour.Ceiling;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

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
 * groups overlap. The lower bound can then be negative, which is true and says nothing: the result warns.
 *
 * <p>With all rows of {@code x} different, {@code t} is taken for a function of {@code x}, as activations are; that it does not
 * follow {@code x} at all, or holds noise as well, which makes the lower bound false, is noticed where {@code x} has few columns. Labels belong to {@code x}; if they are given as {@code t},
 * one number a row that repeats beside rows that differ, the sides are exchanged, and a column that may be labels is warned
 * of.
 *
 * <p>In nats; a rigorous bound for the n given samples as the whole population, and near one for what they were drawn from
 * as long as samples have others within the noise. Where they lie alone the value ends at H(X), ln n for inputs that are all
 * different, whether or not T depends on X. The result therefore compares itself with what halves of the samples read: where
 * the value moves with n across what it should bound, or is at its end, it is no bound for the distribution, claims to be a
 * {@link BoundKind#POINT point estimate} only, and says so. Not symmetric: the noise is on {@code t}. The standard error is
 * that of the mean of the terms of the samples. Time O(n² d), in tiles: memory O(n d), no n by n matrix.
 *
 * @param side which bound
 * @param sigma standard deviation of the noise, in the unit of the activations
 * @param threads how many threads share the work; they change no bit of the result
 * @param products who multiplies the rows of wide samples
 */
public record PairwiseDistance(Side side, double sigma, int threads, Products products) implements MiEstimator {
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

    /** Who multiplies rows of more than 32 columns with each other, which is most of the work. Sums agree to about six digits. */
    public enum Products {
        /** Plain Java: the same bits on every machine. */
        JAVA,
        /** The matrix product of a DJL engine, about a quarter faster in all. Last digits are those of the engine and the processor. */
        ENGINE;

        private TileProducts.Provider provider() {
            return this == JAVA ? TileProducts.ON_HEAP : TileProducts.ofEngine();
        }
    }

    /** A sample whose terms add up to less, its own being 1, has no other within the noise. */
    private static final double ALONE = 1.5;

    /** Standard errors by which halves may differ from the whole. */
    private static final double NOTABLE = 1.5;

    /** Standard errors from which a lower bound is below zero by more than chance. */
    private static final double BELOW_ZERO = 2;

    /** Nats, or share of a larger value, by which they may. */
    private static final double NEGLIGIBLE = 0.02;

    private static final long SPLIT = 20_261;

    /** Refuses a sigma that is not a positive number and fewer than one thread. */
    public PairwiseDistance {
        Objects.requireNonNull(side, "side");
        Checks.positive("sigma", sigma);
        Checks.atLeast("threads", 1, threads);
        Objects.requireNonNull(products, "products");
    }

    /** The lower bound, on all processors. */
    public static PairwiseDistance lower(double sigma) {
        return on(Side.LOWER, sigma);
    }

    /** The upper bound, on all processors. */
    public static PairwiseDistance upper(double sigma) {
        return on(Side.UPPER, sigma);
    }

    private static PairwiseDistance on(Side side, double sigma) {
        return new PairwiseDistance(side, sigma, Runtime.getRuntime().availableProcessors(), Products.JAVA);
    }

    /** This estimator on {@code threads} threads. */
    public PairwiseDistance withThreads(int threads) {
        return new PairwiseDistance(side, sigma, threads, products);
    }

    /** This estimator with rows multiplied by the engine, which must be on the class path. */
    public PairwiseDistance onEngine() {
        return new PairwiseDistance(side, sigma, threads, Products.ENGINE);
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
        return prepare(x, seed).estimate(t);
    }

    @Override
    public Prepared prepare(Samples x, long seed) {
        Samples.requireMatched(x, x, 1);
        Symbols groups = Symbols.ofRows(x);
        FunctionCheck function = FunctionCheck.of(x, groups);
        return t -> {
            Samples.requireMatched(x, t, 1);
            return LabelSide.isSecond(x, groups, t)
                    ? estimate(Symbols.ofRows(t), x, "x", Optional.empty())
                    : estimate(groups, t, "t", misread(function, t));
        };
    }

    /** Noise in t makes the upper bound loose, and the lower one false. */
    private Optional<String> misread(FunctionCheck function, Samples t) {
        Optional<String> unrelated = function.unrelated(t);
        return side == Side.UPPER
                ? unrelated
                : unrelated.or(() -> function.noise(t, (i, j) -> {
                    double squares = 0;
                    for (int c = 0; c < t.dimensions(); c++) {
                        double difference = t.get(i, c) - t.get(j, c);
                        squares += difference * difference;
                    }
                    return -Math.expm1(-squares / (8 * sigma * sigma));
                }));
    }

    private Estimate estimate(Symbols groups, Samples t, String noisy, Optional<String> misread) {
        Checks.ownUnit(noisy, t, "the noise of " + sigma);
        int n = t.rows();
        int[] half = halves(n);
        PairwiseSums sums;
        try (Parallel workers = new Parallel(threads)) {
            sums = PairwiseSums.of(
                    t, groups.of(), half, sigma, 1 / side.overall, 1 / side.within, workers, products.provider());
        }
        int[] ofHalf = new int[2];
        int[] codes = new int[2 * n];
        for (int i = 0; i < n; i++) {
            ofHalf[half[i]]++;
            codes[2 * i] = groups.of()[i];
            codes[2 * i + 1] = half[i];
        }
        Symbols groupsOfHalves = Symbols.ofCodes(codes, 2);
        int[] sizes = groups.counts();
        int[] sizesOfHalves = groupsOfHalves.counts();
        double[] local = new double[n];
        double moved = 0;
        int alone = 0;
        for (int i = 0; i < n; i++) {
            double near = sums.overall(i);
            local[i] = Math.log(sums.within(i) / sizes[groups.of()[i]]) - Math.log(near / n);
            double inHalf =
                    Math.log(sums.withinOfHalf(i) / sizesOfHalves[groupsOfHalves.of()[i]])
                            - Math.log(sums.overallOfHalf(i) / ofHalf[half[i]]);
            moved += (local[i] - inHalf) / n;
            alone += near < ALONE ? 1 : 0;
        }
        return claimed(local, moved, sizes, alone, misread)
                .noise(NoiseModel.gaussian(sigma))
                .settings(RecordSettings.describe(this, "threads"))
                .build();
    }

    private static int[] halves(int n) {
        int[] order = RandomChoice.shuffled(n, new SplittableRandom(SPLIT));
        int[] half = new int[n];
        for (int i = 0; i < n / 2; i++) {
            half[order[i]] = 1;
        }
        return half;
    }

    /**
     * @param moved by how much the value grew from halves to the whole
     * @param misread why it is not about x, if that is to be feared
     */
    private Estimate.Builder claimed(double[] local, double moved, int[] sizes, int alone, Optional<String> misread) {
        int n = local.length;
        Estimate bound = Estimate.ofPointwise(local, side.bound, id()).build();
        double nats = bound.value().nats();
        double error = bound.standardError().orElse(Information.ZERO).nats();
        double across = side == Side.LOWER ? -moved : moved;
        Optional<String> doubt = Ceiling.of(nats, sizes, alone, n)
                .map(warning -> warning + "; the bound holds for these samples as the whole population only")
                .or(() -> misread);
        boolean trivial = side == Side.LOWER && nats <= 0;
        if (doubt.isEmpty()
                && !trivial
                && across > Math.max(NOTABLE * error, NEGLIGIBLE * Math.max(1, Math.abs(nats)))) {
            doubt = Optional.of(String.format(
                    Locale.ROOT,
                    Undersampling.WARNING
                            + ": halves of the samples read %.3f nats where all of them read %.3f, so that this is"
                            + " a bound for these samples as the whole population only",
                    nats - moved,
                    nats));
        }
        if (doubt.isEmpty()) {
            Estimate.Builder claimed = Estimate.ofPointwise(local, side.bound, id());
            return side == Side.LOWER && nats < -BELOW_ZERO * error
                    ? claimed.warning(String.format(
                            Locale.ROOT,
                            "below zero (%.3f nats): information is never negative, so that this lower bound says nothing;"
                                    + " pairwise-upper tells how far the two bounds lie apart",
                            nats))
                    : claimed;
        }
        return Estimate.ofPointwise(local, BoundKind.POINT, id())
                .standardError(Information.ofNats(Math.hypot(error, moved)))
                .warning(doubt.get());
    }
}
