package dev.infoplane.estimators.multivariate;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.Digamma;
import dev.infoplane.estimators.internal.Doubt;
import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.discrete.Symbols;
import dev.infoplane.estimators.internal.neighbour.BiasCheck;
import dev.infoplane.estimators.internal.neighbour.DuplicateRows;
import dev.infoplane.estimators.internal.neighbour.LocalTerms;
import dev.infoplane.estimators.internal.neighbour.MarginalSpace;
import dev.infoplane.estimators.internal.neighbour.NeighbourRadii;
import dev.infoplane.estimators.internal.neighbour.Neighbourhoods;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * Nearest-neighbour conditional mutual information of continuous variables (Frenzel and Pompe 2007, Phys. Rev. Lett. 99, 204101,
 * eq. 8): the distance to the k-th neighbour among all three variables, and how many samples lie within it in (x, given), in
 * (t, given) and in given alone, under the maximum norm.
 *
 * <p>A point estimate in nats, no noise, symmetric in x and t. A given variable whose rows repeat is discrete: the result is then
 * the mean of {@link Ksg} over the groups of equal rows, see {@link WithinGroups}. A given variable of which some rows repeat and
 * others do not is refused.
 *
 * <p>Bias pulls towards zero for strong dependence and in many dimensions. Where x and t follow the given variable closely, it can
 * also be positive: a neighbourhood must be narrow enough that x and t hardly change with the given variable inside it. The
 * result compares itself with four times as many neighbours, and with partial correlations where these find more; the larger
 * difference is part of the standard error, and a clear one is a warning. It warns as well of repeated rows and of neighbourhoods
 * that are wide. Time and memory as for {@link Ksg}.
 *
 * @param k which neighbour sets the radius
 * @param margins what is done to each column first
 * @param threads how many threads share the work; they change no bit of the result
 */
public record FrenzelPompe(int k, MarginalTransform margins, int threads) implements ConditionalMi {
    /** One row in so many may be another kind than the rest. */
    private static final int FEW = 20;

    /** Refuses a k or a number of threads below 1. */
    public FrenzelPompe {
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** k = 3, normal scores of columns, all processors. */
    public static FrenzelPompe standard() {
        return new FrenzelPompe(
                3, MarginalTransform.NORMAL_SCORES, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String id() {
        return "conditional-ksg";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this, "threads");
    }

    @Override
    public Estimate estimate(Samples x, Samples t, Samples given, long seed) {
        ConditionalMi.requireMatched(x, t, given, k + 1);
        int n = x.rows();
        int alone = Symbols.ofRows(given).singles();
        if (FEW * (long) alone <= n) {
            return new WithinGroups(new Ksg(Ksg.Variant.ONE, k, margins, threads)).estimate(x, t, given, seed);
        }
        if (FEW * (long) (n - alone) > n) {
            throw new IllegalArgumentException("given is neither discrete nor continuous: " + (n - alone) + " of " + n
                    + " of its rows repeat; make it discrete, for instance by rounding");
        }
        Side sideX = Side.of(x, margins);
        Side sideT = Side.of(t, margins);
        Side sideG = Side.of(given, margins);
        double[] local;
        double[] wider;
        NeighbourRadii near;
        int columns = sideX.d() + sideT.d() + sideG.d();
        try (Parallel workers = new Parallel(threads)) {
            Spaces spaces = Spaces.of(sideX, sideT, sideG, workers);
            near = spaces.radii(k, row -> true, workers);
            local = spaces.terms(k, near, workers);
            int wide = BiasCheck.neighbours(k, n);
            wider = spaces.terms(wide, spaces.radii(wide, BiasCheck.rows(n), workers), workers);
        }
        BiasCheck check = BiasCheck.of(local, wider, k, columns);
        Doubt linear = linear(LocalTerms.mean(local), check.chance(), x, t, given);
        Estimate.Builder result = check.estimate(id(), List.of(linear)).settings(settings());
        Neighbourhoods.wide(near.kth(), Math.max(sideX.scale(), Math.max(sideT.scale(), sideG.scale())))
                .ifPresent(result::warning);
        DuplicateRows.of("x", x).ifPresent(result::warning);
        DuplicateRows.of("t", t).ifPresent(result::warning);
        return result.build();
    }

    /** What partial correlations of normal scores read more. */
    private static Doubt linear(double nats, double chance, Samples x, Samples t, Samples given) {
        if (x.rows() < 10L * (x.dimensions() + t.dimensions() + given.dimensions())) {
            return Doubt.NONE;
        }
        Estimate gaussian;
        try {
            gaussian = new PartialGaussian(true).estimate(x, t, given, 0);
        } catch (IllegalArgumentException singular) {
            return Doubt.NONE;
        }
        double fit = gaussian.value().nats();
        return fit <= nats
                ? Doubt.NONE
                : Doubt.of(
                        nats,
                        fit,
                        Math.max(chance, gaussian.standardError().orElseThrow().nats()),
                        "partial correlation of the same columns");
    }

    /** All three together, and the three spaces to count in. */
    private record Spaces(float[] rows, int d, MarginalSpace xg, MarginalSpace tg, MarginalSpace g) {
        static Spaces of(Side x, Side t, Side given, Parallel workers) {
            Samples ofX = Samples.of(x.rows(), x.d());
            Samples ofT = Samples.of(t.rows(), t.d());
            Samples ofG = Samples.of(given.rows(), given.d());
            Samples all = Joined.of(ofX, ofT, ofG);
            return new Spaces(
                    all.toArray(),
                    all.dimensions(),
                    space(workers, ofX, ofG),
                    space(workers, ofT, ofG),
                    space(workers, ofG));
        }

        private static MarginalSpace space(Parallel workers, Samples... parts) {
            Samples joined = Joined.of(parts);
            return new MarginalSpace(joined.toArray(), joined.dimensions(), workers);
        }

        NeighbourRadii radii(int k, IntPredicate some, Parallel workers) {
            return NeighbourRadii.of(rows, d, k, some, workers);
        }

        double[] terms(int k, NeighbourRadii near, Parallel workers) {
            int[] ofXg = xg.within(near.kth(), workers);
            int[] ofTg = tg.within(near.kth(), workers);
            int[] ofG = g.within(near.kth(), workers);
            Digamma digamma = new Digamma(ofG.length);
            double[] local = new double[ofG.length];
            Arrays.setAll(
                    local,
                    i -> digamma.at(k)
                            + digamma.at(Math.max(1, ofG[i]))
                            - digamma.at(Math.max(1, ofXg[i]))
                            - digamma.at(Math.max(1, ofTg[i])));
            return local;
        }
    }
}
