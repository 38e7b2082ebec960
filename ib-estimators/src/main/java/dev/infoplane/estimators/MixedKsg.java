package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.Digamma;
import dev.infoplane.estimators.internal.Doubt;
import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.neighbour.BiasCheck;
import dev.infoplane.estimators.internal.neighbour.Ceiling;
import dev.infoplane.estimators.internal.neighbour.Crowds;
import dev.infoplane.estimators.internal.neighbour.DuplicateRows;
import dev.infoplane.estimators.internal.neighbour.LocalTerms;
import dev.infoplane.estimators.internal.neighbour.MarginalCounts;
import dev.infoplane.estimators.internal.neighbour.MarginalSpace;
import dev.infoplane.estimators.internal.neighbour.NeighbourRadii;
import dev.infoplane.estimators.internal.neighbour.Neighbourhoods;
import dev.infoplane.estimators.internal.neighbour.Rounded;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * Nearest-neighbour mutual information of variables that may be discrete, continuous or a mixture of both, value by value
 * (Gao, Kannan, Oh and Viswanath 2017, NIPS 30, algorithm 1). Where several samples are as far away as a sample's k-th
 * neighbour, in the pair or on a side (its copies, at distance 0; a crowd that shares a value, such as the zeros of rectified
 * units; rounded values), all samples up to that distance are counted, in the pair and on both sides; elsewhere it is
 * algorithm 1 of {@link Ksg}. Counts are of the others, without the sample itself. The paper counts pairs at distance 0 only, the sample
 * among them, and k otherwise, which is wrong where values lie on a grid.
 *
 * <p>A point estimate in nats, no noise, symmetric. Values are compared by the maximum norm. Columns in which nearly every value
 * is shared by at least 2k other samples are treated as codes of levels: how they are coded makes no difference, and
 * neighbourhoods keep to a level as long as it has k other samples. The same holds of values that more than 2k other samples share in
 * columns that are continuous otherwise, such as the zeros of rectified units, where nearly every sample has as many others that share
 * its pattern of such values. Rounded values are first spread at random within their cells, which keeps the information, unless both
 * sides are rounded and pairs repeat too; where counting copies reads clearly more the result says so. Bias, standard error, time and memory as for {@link Ksg};
 * its warnings too, of which the comparisons with a Gaussian fit and with parts are made unless a twentieth of the samples has
 * neighbours at equal distance. Where both sides are levels the value is compared with that of counting. Independent rows are
 * taken for granted: rows that were written twice read as information, and the result says so where it looks like that.
 *
 * @param k which neighbour sets the radius
 * @param margins what is done to each column first
 * @param threads how many threads share the work; they change no bit of the result
 */
public record MixedKsg(int k, MarginalTransform margins, int threads) implements MiEstimator {
    /** One sample in so many may have neighbours as far as its k-th; with more, the variables are not continuous. */
    private static final int MANY_TIES = 20;

    /** Refuses a k or a number of threads below 1. */
    public MixedKsg {
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** k = 5, standardised columns, all processors. */
    public static MixedKsg standard() {
        return new MixedKsg(
                5, MarginalTransform.STANDARDISED, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String id() {
        return "ksg-mixed";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this, "threads");
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Checks.neighbours(x, t, k);
        int n = x.rows();
        Rounded spread = Rounded.spread(x, t, k);
        Side plainX = Side.of(spread.x(), margins, k);
        Side plainT = Side.of(spread.t(), margins, k);
        try (Parallel workers = new Parallel(threads)) {
            Trees trees = trees(spread, plainX, plainT, workers);
            NeighbourRadii near = trees.reaches(k, row -> true, workers);
            double[] local = trees.terms(k, near, row -> true, workers);
            int wide = BiasCheck.neighbours(k, n);
            IntPredicate some = BiasCheck.rows(n);
            NeighbourRadii around = trees.reaches(wide, some, workers);
            double[] wider = trees.terms(wide, around, some, workers);
            for (int i = 0; i < n; i++) {
                // neighbours beyond the own level or crowd say nothing of the width of neighbourhoods
                boolean leaves = near.kth()[i] == 0 || near.kth()[i] < Side.APART && around.kth()[i] >= Side.APART;
                wider[i] = leaves ? local[i] : wider[i];
            }
            double nats = LocalTerms.mean(local);
            BiasCheck check = BiasCheck.of(local, wider, k, x.dimensions() + t.dimensions());
            List<Doubt> doubts = new ArrayList<>();
            if (MANY_TIES * (long) near.ties() < n) {
                doubts.add(GaussianCheck.missed(plainX, plainT, margins, nats, check.chance()));
                doubts.add(Parts.missed(plainX, plainT, nats, check.chance(), workers));
            }
            if (spread.x() != x || spread.t() != t) {
                doubts.add(codes(x, t, nats, check.error(), workers));
            }
            if (plainX.isDiscrete() && plainT.isDiscrete()) {
                double counted =
                        Discrete.millerMadow().estimate(x, t, seed).value().nats();
                doubts.add(Doubt.of(nats, counted, check.error(), "counting pairs of values"));
            }
            Estimate.Builder result = check.estimate(id(), doubts).settings(settings());
            Neighbourhoods.wide(near.kth(), trees.scale()).ifPresent(result::warning);
            DuplicateRows.ofPairs(x, t).ifPresent(result::warning);
            Ceiling.ofNeighbours(nats, new Digamma(n), n, k, 0).ifPresent(result::warning);
            return result.build();
        }
    }

    /** What is read where copies of values count as such, if it is clearly more: then values are codes rather than rounded. */
    private Doubt codes(Samples x, Samples t, double nats, double error, Parallel workers) {
        Trees given = trees(new Rounded(x, t), Side.of(x, margins, k), Side.of(t, margins, k), workers);
        double local = LocalTerms.mean(given.terms(k, given.reaches(k, row -> true, workers), row -> true, workers));
        return Rounded.codes(nats, local, error);
    }

    private Trees trees(Rounded pair, Side plainX, Side plainT, Parallel workers) {
        Crowds ofX = Crowds.of(pair.x(), k);
        Crowds ofT = Crowds.of(pair.t(), k);
        return Trees.of(
                side(ofX.beside(ofT.patterns(), k), pair.x(), plainX),
                side(ofT.beside(ofX.patterns(), k), pair.t(), plainT),
                workers);
    }

    private Side side(Samples apart, Samples given, Side plain) {
        return apart == given || margins == MarginalTransform.AS_THEY_ARE ? plain : Side.of(apart, margins, k);
    }

    /** Both sides and their pairs, held to be counted in. */
    private record Trees(float[] rows, int d, double scale, MarginalSpace ofX, MarginalSpace ofT) {
        static Trees of(Side x, Side t, Parallel workers) {
            return new Trees(
                    x.beside(t),
                    x.d() + t.d(),
                    Math.max(x.scale(), t.scale()),
                    new MarginalSpace(x.rows(), x.d(), workers),
                    new MarginalSpace(t.rows(), t.d(), workers));
        }

        NeighbourRadii reaches(int k, IntPredicate some, Parallel workers) {
            return NeighbourRadii.of(rows, d, k, some, workers);
        }

        /** The terms of some rows. */
        double[] terms(int k, NeighbourRadii near, IntPredicate some, Parallel workers) {
            boolean ties = near.ties() > 0;
            MarginalCounts x = MarginalCounts.of(ofX, near, ties, workers);
            MarginalCounts t = MarginalCounts.of(ofT, near, ties, workers);
            int n = rows.length / d;
            boolean[] crowd = new boolean[n];
            float[] reach = new float[n];
            for (int i = 0; i < n; i++) {
                crowd[i] = some.test(i) && (near.tied()[i] || x.rim(i) + t.rim(i) > 1);
                reach[i] = crowd[i] ? near.upTo()[i] : 0;
            }
            int[] pairs = ties ? new MarginalSpace(rows, d, workers).within(reach, workers) : null;
            Digamma digamma = new Digamma(n);
            double[] local = new double[n];
            for (int i = 0; i < n; i++) {
                if (some.test(i)) {
                    local[i] = digamma.at(crowd[i] ? pairs[i] - 1 : k)
                            + digamma.at(crowd[i] ? n - 1 : n)
                            - digamma.at(crowd[i] ? x.upTo()[i] - 1 : x.inside()[i])
                            - digamma.at(crowd[i] ? t.upTo()[i] - 1 : t.inside()[i]);
                }
            }
            return local;
        }
    }
}
