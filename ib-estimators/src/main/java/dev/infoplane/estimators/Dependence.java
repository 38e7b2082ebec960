package dev.infoplane.estimators;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.RandomChoice;
import dev.infoplane.estimators.internal.Similarity;
import java.util.SplittableRandom;

/**
 * Measures of <b>dependence, not of information</b>: they are numbers without a unit, zero (in the limit) exactly for
 * independent variables, and cannot be put on an axis with nats. That is why they are no {@link
 * dev.infoplane.estimate.MiEstimator} and their result is no {@link dev.infoplane.estimate.Estimate}.
 *
 * <p>Time O(n² d) for the value and O(n²) more for each permutation, in tiles: memory O(n d).
 */
public final class Dependence {
    private Dependence() {}

    /**
     * A degree of dependence.
     *
     * @param name which measure
     * @param value its value
     * @param pValue how often random pairings reached the value, the given one among them; 1 if none were tried
     * @param permutations how many random pairings were tried
     */
    public record Score(String name, double value, double pValue, int permutations) {}

    /**
     * Distance correlation (Székely, Rizzo and Bakirov 2007, Ann. Statist. 35, 2769): between 0 and 1, the square root of
     * the ratio of distance covariance to the distance variances; columns are taken as they are.
     *
     * @param permutations how many random pairings to compare with
     * @param seed of the pairings
     */
    public static Score distanceCorrelation(Samples x, Samples t, int permutations, long seed) {
        return score("distance correlation", x, t, permutations, seed, false);
    }

    /**
     * The Hilbert-Schmidt independence criterion (Gretton et al. 2005, ALT), normalised to between 0 and 1 as centred kernel
     * alignment, with Gaussian kernels as wide as the root mean square distance of rows.
     *
     * @param permutations how many random pairings to compare with
     * @param seed of the pairings
     */
    public static Score hsic(Samples x, Samples t, int permutations, long seed) {
        return score("normalised HSIC", x, t, permutations, seed, true);
    }

    private static Score score(String name, Samples x, Samples t, int permutations, long seed, boolean kernel) {
        Samples.requireMatched(x, t, 2);
        if (permutations < 0) {
            throw new IllegalArgumentException("permutations must not be negative, got " + permutations);
        }
        Similarity ofX = Similarity.of(x, kernel);
        Similarity ofT = Similarity.of(t, kernel);
        double spread = Math.sqrt(ofX.covariance(ofX) * ofT.covariance(ofT));
        if (!(spread > 0)) {
            return new Score(name, 0, 1, 0);
        }
        double own = ofX.covariance(ofT);
        SplittableRandom random = new SplittableRandom(seed);
        int reached = 1;
        for (int p = 0; p < permutations; p++) {
            Samples other = t.select(RandomChoice.shuffled(t.rows(), random));
            reached += ofX.covariance(Similarity.of(other, kernel)) >= own ? 1 : 0;
        }
        double ratio = Math.max(0, own / spread);
        return new Score(name, kernel ? ratio : Math.sqrt(ratio), reached / (permutations + 1.0), permutations);
    }
}
