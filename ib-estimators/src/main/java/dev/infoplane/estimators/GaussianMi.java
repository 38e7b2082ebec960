package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.Correlations;
import dev.infoplane.estimators.internal.discrete.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Mutual information of jointly normal variables, from their correlations: ½ ln(|Rx| |Rt| / |R|), which is
 * -½ Σ ln(1 - ρ²) over the canonical correlations ρ (CCA). As an option each column is first replaced by its normal scores,
 * which makes it the Gaussian-copula estimate of Ince et al. (2017, Human Brain Mapping 38, 1541), blind to increasing maps
 * of columns.
 *
 * <p>A point estimate in nats, no noise, symmetric. Exact in expectation for normal variables without shrinkage: the known
 * bias of log determinants (Misra, Singh and Demchuk 2005) is taken off. For others it sees linear dependence only: between
 * one normal-score column and another it is in the limit a lower bound; for vectors nothing is promised, and of labels it can
 * read more than their entropy. The result says where columns are not jointly normal, as far as moments and, for few columns,
 * nearest neighbours tell; where values repeat; and where the value exceeds the entropy of a side.
 *
 * <p>Normal scores of few rows lower strong correlations: ranks move by chance where what is left of a value is less than the distance
 * of its neighbours. How much that costs normal variables of the same correlations is simulated and added.
 *
 * <p>The standard error is the larger of √(Σρ² / n + dx dt / 2n²), which takes the variables for normal, and that of the
 * delta method, which does not. Constant columns are omitted. A singular correlation matrix (too few samples,
 * columns that repeat each other, t a linear map of x) is refused unless shrunk. With shrinkage no bias is taken off; what
 * shrinkage changes is part of the standard error and a warning where it is the larger part. Time O(n d² + d³), memory
 * O(n d + d²).
 *
 * @param copula whether columns are replaced by their normal scores
 * @param shrink whether correlations are shrunk towards zero by the intensity of Schäfer and Strimmer (2005)
 */
public record GaussianMi(boolean copula, boolean shrink) implements MiEstimator {
    /** Standard errors beyond which there is dependence. */
    private static final int CLEAR = 3;

    /** Correlations of the values as they are, without shrinkage. */
    public static GaussianMi plain() {
        return new GaussianMi(false, false);
    }

    /** This estimator on the normal scores of columns. */
    public GaussianMi ofCopula() {
        return new GaussianMi(true, shrink);
    }

    /** This estimator with correlations shrunk towards zero. */
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
        double nats = solved.nats() - (shrink ? 0 : bias(dx, dt, n));
        double error = Math.sqrt(solved.squares() / n + 0.5 * dx * dt / n / n);
        if (copula && !shrink && n > 2 * (dx + dt) && nats > CLEAR * error) {
            ScoreBias scores = ScoreBias.of(correlations, solved.nats());
            nats -= scores.mean();
            error = Math.hypot(error, scores.error());
        }
        List<String> warnings = new ArrayList<>();
        if (dx < x.dimensions() || dt < t.dimensions()) {
            warnings.add((x.dimensions() - dx + t.dimensions() - dt)
                    + " constant columns carry no information and were omitted");
        }
        if (intensity > 0.2) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "outside the regime: correlations were shrunk by %.0f %%, the value is too low; more samples are needed",
                    100 * intensity));
        }
        if (dx > 0 && dt > 0 && n > 2 * (dx + dt)) {
            error = Math.max(error, checkShape(x, t, correlations, nats, warnings));
            error = shrink ? checkShrinkage(correlations, n, nats, error, warnings) : error;
        } else if (shrink && warnings.isEmpty() && dx > 0 && dt > 0) {
            warnings.add("outside the regime: " + n + " samples for " + dx + " + " + dt
                    + " columns, so that the value depends on the shrinkage");
        }
        Estimate.Builder result = Estimate.of(Information.ofNats(nats), BoundKind.POINT, id(), n)
                .standardError(Information.ofNats(error))
                .settings(RecordSettings.describe(this));
        warnings.forEach(result::warning);
        return result.build();
    }

    /** Adds what speaks against jointly normal columns, and gives the error that does not take them for such. */
    private static double checkShape(
            Samples x, Samples t, Correlations correlations, double nats, List<String> warnings) {
        Normality normality;
        try {
            normality = Normality.of(correlations);
        } catch (IllegalArgumentException singular) { // only what was shrunk gets here
            warnings.add("outside the regime: without shrinkage the " + singular.getMessage());
            return 0;
        }
        beyondEntropy("x", x, nats).or(() -> beyondEntropy("t", t, nats)).ifPresent(warnings::add);
        normality.doubt().or(() -> Normality.unseen(x, t, nats)).ifPresent(warnings::add);
        return normality.error();
    }

    /** A warning if a side whose rows repeat cannot hold the value. */
    private static Optional<String> beyondEntropy(String side, Samples samples, double nats) {
        Symbols rows = Symbols.ofRows(samples);
        double most = EntropyCorrection.NONE.entropy(rows.counts(), rows.distinct());
        return 2 * rows.distinct() > samples.rows() || nats <= most
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "impossible: %.3f nats exceed the entropy of %s, %.3f nats; use an estimator for mixed or discrete"
                                + " variables",
                        nats,
                        side,
                        most));
    }

    /** Adds what shrinkage changes to the error, and a warning where it is the larger of the two. */
    private static double checkShrinkage(
            Correlations correlations, int n, double nats, double error, List<String> warnings) {
        double plain;
        try {
            plain = correlations.solve(0).nats() - bias(correlations.dx(), correlations.dt(), n);
        } catch (IllegalArgumentException singular) { // said by the check of shape
            return error;
        }
        if (warnings.isEmpty() && Math.abs(nats - plain) > error) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "outside the regime: with shrinkage the value is %.3f nats, without it and its bias %.3f",
                    nats,
                    plain));
        }
        return Math.hypot(error, nats - plain);
    }

    /** What the plain value is too high by, for normal variables. */
    private static double bias(int dx, int dt, int n) {
        return 0.5 * (Correlations.logBias(dx, n) + Correlations.logBias(dt, n) - Correlations.logBias(dx + dt, n));
    }
}
