package dev.infoplane.estimators;

import dev.infoplane.estimators.internal.discrete.NsbEntropy;

/** How the entropy of a discrete variable is read from counts; counting alone reads it too low. */
public enum EntropyCorrection {
    /** Frequencies taken for probabilities (maximum likelihood): too low by about (K - 1) / 2n nats for K symbols. */
    NONE,
    /** Adds (K - 1) / 2n for the K symbols seen (Miller 1955). */
    MILLER_MADOW,
    /** Grassberger 2003 (arXiv physics/0307138, eqs. 27 to 31): ln n minus the mean of G(count) over samples. */
    GRASSBERGER,
    /**
     * Nemenman, Shafee and Bialek 2002: the posterior mean under a mixture of Dirichlet priors that is nearly flat in
     * entropy. The alphabet is taken to be that of the symbols seen; for pairs, all their combinations.
     */
    NSB;

    /**
     * The entropy of the counts, in nats.
     *
     * @param counts how often each symbol seen occurred, all at least 1
     * @param alphabet how many symbols there can be
     */
    public double entropy(int[] counts, long alphabet) {
        if (counts.length == 1) {
            return 0;
        }
        long n = 0;
        for (int count : counts) {
            n += count;
        }
        double sum = 0;
        switch (this) {
            case GRASSBERGER -> {
                for (int count : counts) {
                    sum += count * grassberger(count);
                }
            }
            case NSB -> {
                return NsbEntropy.of(counts, alphabet);
            }
            default -> {
                for (int count : counts) {
                    sum += count * Math.log(count);
                }
            }
        }
        double extra = this == MILLER_MADOW ? (counts.length - 1) / (2.0 * n) : 0;
        return Math.log(n) - sum / n + extra;
    }

    /** G(1) = -γ - ln 2, G(2) = 2 - γ - ln 2, G(2m + 1) = G(2m), G(2m + 2) = G(2m) + 2 / (2m + 1). */
    private static double grassberger(int count) {
        if (count > 10_000) {
            return Math.log(count - count % 2);
        }
        double g = -0.57721566490153286061 - Math.log(2);
        for (int m = 0; m < count / 2; m++) {
            g += 2.0 / (2 * m + 1);
        }
        return g;
    }
}
