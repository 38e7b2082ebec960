package dev.infoplane.estimate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Percentiles of the mean of an estimate's contributions, each drawn again with replacement (Efron 1979). The deviations are
 * widened by as much as the estimate's standard error exceeds that of the mean, so that what the estimator suspects of its own
 * bias, and the dependence between its contributions, stay part of the interval.
 */
final class Bootstrap implements Interval.Quantile {
    private final double centre;
    private final double[] deviations;

    Bootstrap(double centre, double[] contributions, double standardError, int resamples, long seed) {
        this.centre = centre;
        int n = contributions.length;
        double mean = Arrays.stream(contributions).sum() / n;
        double squares =
                Arrays.stream(contributions).map(v -> (v - mean) * (v - mean)).sum();
        double plain = Math.sqrt(squares / (n - 1) / n);
        double widening = plain > 0 ? Math.max(1, standardError / plain) : 0;
        SplittableRandom random = new SplittableRandom(seed);
        deviations = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += contributions[random.nextInt(n)];
            }
            deviations[r] = widening * (sum / n - mean);
        }
        Arrays.sort(deviations);
    }

    @Override
    public Information at(double share) {
        int rank = (int) Math.min(deviations.length - 1, Math.floor(share * deviations.length));
        return Information.ofNats(centre + deviations[rank]);
    }
}
