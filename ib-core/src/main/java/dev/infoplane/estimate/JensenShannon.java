package dev.infoplane.estimate;

/**
 * The Jensen–Shannon divergence of two distributions over the same outcomes: how much a belief changed. In dialogue it is the information
 * gain of a turn (Geishauser et al. 2021, arXiv 2109.07129).
 *
 * <p>It is H((p + q) / 2) - (H(p) + H(q)) / 2, the mutual information of an outcome and a fair coin that decides from which of the two
 * distributions it is drawn. Symmetric; zero exactly for equal distributions; one bit exactly for distributions that share no
 * outcome. Finite where the Kullback–Leibler divergence is not.
 */
public final class JensenShannon {
    private static final double TOLERANCE = 1e-6;

    private JensenShannon() {}

    /**
     * The divergence between two distributions.
     *
     * @param p probabilities, which sum to 1
     * @param q probabilities of the same outcomes
     * @throws IllegalArgumentException if the lengths differ, a probability is negative or not a number, or a sum is not 1 within 1e-6
     */
    public static Information between(double[] p, double[] q) {
        if (p.length != q.length || p.length == 0) {
            throw new IllegalArgumentException("two distributions must have the same outcomes, at least one, got "
                    + p.length + " and " + q.length);
        }
        requireDistribution("the first", p);
        requireDistribution("the second", q);
        double nats = 0;
        for (int i = 0; i < p.length; i++) {
            double mean = (p[i] + q[i]) / 2;
            nats += (term(p[i], mean) + term(q[i], mean)) / 2;
        }
        return Information.ofNats(Math.min(Math.max(nats, 0), Math.log(2)));
    }

    private static double term(double probability, double mean) {
        return probability == 0 ? 0 : probability * Math.log(probability / mean);
    }

    private static void requireDistribution(String name, double[] probabilities) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (!(probabilities[i] >= 0)) {
                throw new IllegalArgumentException("probabilities must be at least 0, but outcome " + i + " of " + name
                        + " distribution has " + probabilities[i]);
            }
            sum += probabilities[i];
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException(
                    "probabilities must sum to 1, but those of " + name + " distribution sum to " + sum);
        }
    }
}
