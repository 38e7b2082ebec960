package dev.infoplane.estimators.internal.discrete;

import org.hipparchus.special.Gamma;

/**
 * The posterior mean entropy under the prior of Nemenman, Shafee and Bialek (2002, NIPS 14): symmetric Dirichlet priors of
 * concentration β over K symbols, weighted by dξ/dβ with ξ(β) = ψ(Kβ + 1) - ψ(β + 1), the prior mean entropy, so that the
 * prior is nearly flat in entropy. The integral over ln β is a sum over a fine grid.
 */
public final class NsbEntropy {
    private static final int STEPS = 400;
    private static final double LOW = Math.log(1e-8);
    private static final double HIGH = Math.log(1e6);

    private NsbEntropy() {}

    /** The entropy, in nats, of counts (all at least 1) of symbols out of an alphabet. */
    public static double of(int[] counts, long alphabet) {
        if (alphabet <= 1) {
            return 0;
        }
        int[] multiplicity = multiplicities(counts);
        double[] weight = new double[STEPS];
        double[] mean = new double[STEPS];
        double largest = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < STEPS; s++) {
            double beta = Math.exp(LOW + (HIGH - LOW) * s / (STEPS - 1));
            weight[s] = logEvidence(multiplicity, alphabet, beta)
                    + Math.log(alphabet * Gamma.trigamma(alphabet * beta + 1) - Gamma.trigamma(beta + 1))
                    + Math.log(beta);
            mean[s] = posteriorMean(multiplicity, counts, alphabet, beta);
            largest = Math.max(largest, weight[s]);
        }
        double total = 0;
        double sum = 0;
        for (int s = 0; s < STEPS; s++) {
            double w = Math.exp(weight[s] - largest);
            total += w;
            sum += w * mean[s];
        }
        return sum / total;
    }

    /** How many symbols have each count: index c holds how many occurred c times. */
    private static int[] multiplicities(int[] counts) {
        int largest = 0;
        for (int count : counts) {
            largest = Math.max(largest, count);
        }
        int[] multiplicity = new int[largest + 1];
        for (int count : counts) {
            multiplicity[count]++;
        }
        return multiplicity;
    }

    private static int total(int[] multiplicity) {
        int n = 0;
        for (int c = 1; c < multiplicity.length; c++) {
            n += c * multiplicity[c];
        }
        return n;
    }

    private static double logEvidence(int[] multiplicity, long alphabet, double beta) {
        double kappa = alphabet * beta;
        double sum = Gamma.logGamma(kappa) - Gamma.logGamma(total(multiplicity) + kappa);
        double none = Gamma.logGamma(beta);
        for (int c = 1; c < multiplicity.length; c++) {
            if (multiplicity[c] > 0) {
                sum += multiplicity[c] * (Gamma.logGamma(c + beta) - none);
            }
        }
        return sum;
    }

    /** E[H | counts, β] = ψ(n + κ + 1) - Σ (c + β) / (n + κ) ψ(c + β + 1), κ = Kβ (Wolpert and Wolf 1995). */
    private static double posteriorMean(int[] multiplicity, int[] counts, long alphabet, double beta) {
        double all = total(multiplicity) + alphabet * beta;
        double sum = (alphabet - counts.length) * beta / all * Gamma.digamma(beta + 1);
        for (int c = 1; c < multiplicity.length; c++) {
            if (multiplicity[c] > 0) {
                sum += multiplicity[c] * (c + beta) / all * Gamma.digamma(c + beta + 1);
            }
        }
        return Gamma.digamma(all + 1) - sum;
    }
}
