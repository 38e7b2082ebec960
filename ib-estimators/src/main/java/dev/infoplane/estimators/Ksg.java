package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.Digamma;
import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.neighbour.BiasCheck;
import dev.infoplane.estimators.internal.neighbour.Ceiling;
import dev.infoplane.estimators.internal.neighbour.ConstantSide;
import dev.infoplane.estimators.internal.neighbour.DuplicateRows;
import dev.infoplane.estimators.internal.neighbour.LocalTerms;
import dev.infoplane.estimators.internal.neighbour.MarginalSpace;
import dev.infoplane.estimators.internal.neighbour.Neighbourhoods;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Nearest-neighbour mutual information of Kraskov, Stögbauer and Grassberger (2004, Phys. Rev. E 69, 066138): algorithm 1
 * (eq. 8) and algorithm 2 (eq. 9), under the maximum norm.
 *
 * <p>A point estimate in nats, for continuous variables under no added noise. Symmetric in its arguments; algorithm 2 up
 * to thousandths, for among neighbours of equal distance the order of rows decides. Its standard error joins two parts. The
 * sampling error is that of the mean of the n local terms, and of what chance adds where neighbours share it: how many samples
 * happen to lie in a neighbourhood, which is measured by the scatter between readings with k and with 4k neighbours. The second
 * part is the bias that the result itself suspects, which is the largest of what three comparisons show beyond chance: four times
 * as many neighbours, a Gaussian fit of the same columns, and single columns and lengths of rows, which cannot hold more than the
 * whole.
 *
 * <p>The bias is zero for independent variables; it is negative and grows with the dimensions and with the dependence itself:
 * at n = 10,000 a truth of 5 nats between Gaussian vectors can read 4, and in 20 dimensions together half of the information
 * can be missing. The result carries a warning where one of the comparisons is clear, where neighbourhoods are so wide that the
 * method's assumption (density constant inside them) cannot hold, and where the value is near the most that k neighbours among
 * n samples can show, ψ(n) - ψ(k). It warns as well where rows repeat, exactly or nearly, on one side or in pairs: repeated
 * values have no density, use {@link MixedKsg} for them. Dependence finer than neighbourhoods that is neither linear nor
 * monotone, such as t = frac(64 x) at n = 1000, is missed without a trace.
 *
 * <p>Time near O(n log n) up to about three dimensions a side and near O(n²) from ten on; memory O(n d).
 *
 * @param variant which of the two algorithms
 * @param k which neighbour sets the radius; more lowers the variance and raises the bias
 * @param margins what is done to each column first; normal scores were never clearly worse than standardising on the tasks of
 *     {@code docs/accuracy.md} and much better on heavy tails
 * @param threads how many threads share the work; they change no bit of the result
 */
public record Ksg(Variant variant, int k, MarginalTransform margins, int threads) implements MiEstimator {
    /** The two algorithms of the paper. */
    public enum Variant {
        /** One radius for both sides (a cube), counts strictly inside: less bias near independence. */
        ONE,
        /** A radius for each side (a rectangle), counts up to it: less statistical error in high dimensions. */
        TWO
    }

    /** Refuses a k or a number of threads below 1. */
    public Ksg {
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** Algorithm 1 with k = 3, normal scores of columns and all processors. */
    public static Ksg one() {
        return new Ksg(
                Variant.ONE,
                3,
                MarginalTransform.NORMAL_SCORES,
                Runtime.getRuntime().availableProcessors());
    }

    /** Algorithm 2 with k = 3, normal scores of columns and all processors. */
    public static Ksg two() {
        return new Ksg(
                Variant.TWO,
                3,
                MarginalTransform.NORMAL_SCORES,
                Runtime.getRuntime().availableProcessors());
    }

    /** This estimator with {@code k} neighbours. */
    public Ksg withK(int k) {
        return new Ksg(variant, k, margins, threads);
    }

    /** This estimator on columns mapped by {@code margins}. */
    public Ksg withMargins(MarginalTransform margins) {
        return new Ksg(variant, k, margins, threads);
    }

    /** This estimator on {@code threads} threads. */
    public Ksg withThreads(int threads) {
        return new Ksg(variant, k, margins, threads);
    }

    @Override
    public String id() {
        return variant == Variant.ONE ? "ksg1" : "ksg2";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this, "threads");
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Checks.neighbours(x, t, k);
        return estimate(x, Side.of(x, margins), null, t);
    }

    @Override
    public Prepared prepare(Samples x, long seed) {
        Checks.neighbours(x, x, k);
        Side side = Side.of(x, margins);
        MarginalSpace marginal;
        try (Parallel workers = new Parallel(threads)) {
            marginal = new MarginalSpace(side.rows(), side.d(), workers);
        }
        return t -> {
            Checks.neighbours(x, t, k);
            return estimate(x, side, marginal, t);
        };
    }

    private Estimate estimate(Samples x, Side sideX, MarginalSpace preparedX, Samples t) {
        return ConstantSide.nothing(x, t, id())
                .orElseGet(() -> {
                    try (Parallel workers = new Parallel(threads)) {
                        return count(x, sideX, preparedX, t, workers);
                    }
                })
                .settings(settings())
                .build();
    }

    private Estimate.Builder count(Samples x, Side sideX, MarginalSpace preparedX, Samples t, Parallel workers) {
        int n = x.rows();
        Side sideT = Side.of(t, margins);
        boolean eachSide = variant == Variant.TWO;
        Neighbourhoods[] joint = new Neighbourhoods[1];
        MarginalSpace[] sides = {preparedX, null};
        workers.each(3, () -> part -> {
            if (part == 0) {
                joint[0] = Neighbourhoods.of(sideX, sideT, k, eachSide, row -> true, workers);
            } else if (part == 1) {
                sides[1] = new MarginalSpace(sideT.rows(), sideT.d(), workers);
            } else if (preparedX == null) {
                sides[0] = new MarginalSpace(sideX.rows(), sideX.d(), workers);
            }
        });
        double[] local = terms(variant, k, joint[0], sides[0], sides[1], workers);
        int wide = BiasCheck.neighbours(k, n);
        Neighbourhoods wider = Neighbourhoods.of(sideX, sideT, wide, eachSide, BiasCheck.rows(n), workers);
        double nats = LocalTerms.mean(local);
        BiasCheck check =
                BiasCheck.of(local, terms(variant, wide, wider, sides[0], sides[1], workers), k, sideX.d() + sideT.d());
        Estimate.Builder result = check.estimate(
                id(),
                List.of(
                        GaussianCheck.missed(sideX, sideT, margins, nats, check.chance()),
                        Parts.missed(sideX, sideT, nats, check.chance(), workers)));
        joint[0].warnings(k, Math.max(sideX.scale(), sideT.scale())).forEach(result::warning);
        DuplicateRows.nearly(wider.close(), wider.looked()).ifPresent(result::warning);
        DuplicateRows.of("x", x).ifPresent(result::warning);
        DuplicateRows.of("t", t).ifPresent(result::warning);
        Ceiling.ofNeighbours(nats, new Digamma(n), n, k, variant == Variant.ONE ? 0 : 1.0 / k)
                .ifPresent(result::warning);
        return result;
    }

    /** The term of every sample; of those that have no neighbourhood it means nothing. */
    static double[] terms(
            Variant variant, int k, Neighbourhoods near, MarginalSpace ofX, MarginalSpace ofT, Parallel workers) {
        int[] countX = ofX.within(near.radiusX(), workers);
        int[] countT = ofT.within(near.radiusT(), workers);
        int n = countX.length;
        // the counts contain the point itself: algorithm 1 wants n_x + 1, algorithm 2 wants n_x (radii are one ulp
        // wider there)
        int self = variant == Variant.ONE ? 0 : 1;
        Digamma digamma = new Digamma(n);
        double constant = digamma.at(k) + digamma.at(n) - (variant == Variant.ONE ? 0 : 1.0 / k);
        double[] local = new double[n];
        workers.range(
                n,
                i -> local[i] = constant
                        - digamma.at(Math.max(1, countX[i] - self))
                        - digamma.at(Math.max(1, countT[i] - self)));
        return local;
    }
}
