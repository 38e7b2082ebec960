package dev.infoplane.estimators.multivariate;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.Discrete;
import java.util.Map;

/**
 * Measures conditional mutual information I(X;T|Y) from matched samples: what T tells about X to one who knows Y. It is zero if
 * T reaches X only through Y, and it can be larger or smaller than I(X;T).
 *
 * <p>Immutable and safe to use from several threads, like {@link MiEstimator}; same samples and seed, same bits.
 */
public interface ConditionalMi {
    /** A short stable name. */
    String id();

    /** Everything that was chosen and changes a value, by name. */
    Map<String, String> settings();

    /**
     * Measures I(X;T|given).
     *
     * @param x inputs, {@code [n, ...]}
     * @param t activations, {@code [n, ...]}
     * @param given what is known, {@code [n, ...]}
     * @param seed the only source of randomness
     * @throws IllegalArgumentException if numbers of rows differ, a value is not finite, or the samples are too few
     */
    Estimate estimate(Samples x, Samples t, Samples given, long seed);

    /** Nearest neighbours for continuous x and t; given anything that is discrete or continuous. */
    static ConditionalMi ksg() {
        return FrenzelPompe.standard();
    }

    /** Partial correlations, exact for jointly normal variables. */
    static ConditionalMi gaussian() {
        return new PartialGaussian(false);
    }

    /** Counts, for discrete variables. */
    static ConditionalMi discrete() {
        return within(Discrete.standard());
    }

    /** The mean of an estimator over the groups of rows that share the given value, which must be discrete. */
    static ConditionalMi within(MiEstimator estimator) {
        return new WithinGroups(estimator);
    }

    /** Checks that the three can be measured against each other. */
    static void requireMatched(Samples x, Samples t, Samples given, int leastRows) {
        Samples.requireMatched(x, t, leastRows);
        if (given.rows() != x.rows()) {
            throw new IllegalArgumentException(
                    "given must have the same number of rows as x and t, got " + given.rows() + " and " + x.rows());
        }
        given.requireFinite("given");
    }
}
