package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Locale;
import java.util.Map;
import org.hipparchus.special.Gamma;

/**
 * Mutual information of jointly normal variables, from their correlations: ½ ln(|Rx| |Rt| / |R|), which is
 * -½ Σ ln(1 - ρ²) over the canonical correlations ρ (CCA). As an option each column is first replaced by its normal scores,
 * which makes it the Gaussian-copula estimate of Ince et al. (2017, Human Brain Mapping 38, 1541), blind to increasing maps
 * of columns.
 *
 * <p>A point estimate in nats, no noise, symmetric. Exact in expectation for normal variables without shrinkage: the known
 * bias of log determinants (Misra, Singh and Demchuk 2005) is taken off. For others it sees linear dependence only: between
 * one normal-score column and another it is in the limit a lower bound; for vectors nothing is promised. The standard error
 * is √(Σρ² / n + dx dt / 2n²), which takes the variables for normal: with heavy tails the true spread is many times larger. Columns that are constant are left out. A singular correlation matrix (too few samples,
 * columns that repeat each other, t a linear map of x) is refused unless shrunk. Time O(n d² + d³), memory O(n d + d²).
 *
 * @param copula whether columns are replaced by their normal scores
 * @param shrink whether correlations are shrunk towards zero by the intensity of Schäfer and Strimmer (2005)
 */
public record GaussianMi(boolean copula, boolean shrink) implements MiEstimator {
    /** Correlations of the values as they are, without shrinkage. */
    public static GaussianMi plain() {
        return new GaussianMi(false, false);
    }

    /** The same on normal scores. */
    public GaussianMi ofCopula() {
        return new GaussianMi(true, shrink);
    }

    /** The same with shrunk correlations. */
    public GaussianMi shrunk() {
        return new GaussianMi(copula, true);
    }

    @Override
    public String id() {
        return copula ? "gaussian-copula" : "gaussian";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this);
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 3);
        int n = x.rows();
        Correlations correlations = Correlations.of(x, t, copula);
        int dx = correlations.dx();
        int dt = correlations.dt();
        double intensity = shrink ? correlations.shrinkage() : 0;
        if (!shrink && n <= dx + dt) {
            throw new IllegalArgumentException("covariance is singular: " + n + " samples for " + dx + " + " + dt
                    + " columns; more samples or shrinkage are needed");
        }
        Correlations.Solved solved = correlations.solve(intensity);
        double bias = shrink ? 0 : 0.5 * (logBias(dx, n) + logBias(dt, n) - logBias(dx + dt, n));
        double error = Math.sqrt(solved.squares() / n + 0.5 * dx * dt / n / n);
        Estimate.Builder result = Estimate.of(Information.ofNats(solved.nats() - bias), BoundKind.POINT, id(), n)
                .standardError(Information.ofNats(error))
                .settings(settings());
        if (dx < x.dimensions() || dt < t.dimensions()) {
            result.warning(
                    (x.dimensions() - dx + t.dimensions() - dt) + " constant columns hold nothing and were left out");
        }
        if (intensity > 0.2) {
            result.warning(String.format(
                    Locale.ROOT,
                    "outside the regime: correlations were shrunk by %.0f %%, the value is too low; more samples are needed",
                    100 * intensity));
        }
        return result.build();
    }

    /** E ln|S| - ln|Σ| of the sample covariance of d normal variables. */
    private static double logBias(int d, int n) {
        double bias = 0;
        for (int i = 1; i <= d; i++) {
            bias += Gamma.digamma((n - i) / 2.0) - Math.log((n - 1) / 2.0);
        }
        return bias;
    }
}
