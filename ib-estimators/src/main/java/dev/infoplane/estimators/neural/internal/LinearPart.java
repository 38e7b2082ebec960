package dev.infoplane.estimators.neural.internal;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.GaussianMi;
import dev.infoplane.estimators.internal.Correlations;
import java.util.Optional;

/**
 * Whether a Gaussian fit of the same columns reads clearly more than what was learned. Networks that are too small, or held back by their
 * penalty, read a bound that is loose, and neither training nor validation shows it.
 */
public final class LinearPart {
    private static final int MOST_COLUMNS = 300;
    private static final int ROWS_A_COLUMN = 10;

    /** Keeps the matrix regular where t is a linear map of x. */
    private static final double SHRINKAGE = 1e-8;

    /** The part of the fit, and the amount in nats, from which what is missing matters. */
    private static final double PART = 0.1;

    /** Standard errors within which fit and value agree. */
    private static final double ERRORS = 2;

    private LinearPart() {}

    /**
     * Whether columns pass for jointly normal ones after an increasing map of each, and a fit of them reads what was learned. Then nothing
     * is left to learn.
     */
    public static boolean explains(Samples x, Samples t, Estimate estimate) {
        if (!isFitFor(x, t)) {
            return false;
        }
        try {
            Estimate fit = GaussianMi.plain().ofCopula().estimate(x, t, 0);
            double error = Math.hypot(error(fit), error(estimate));
            double apart = Math.abs(fit.value().nats() - estimate.value().nats());
            return fit.warnings().isEmpty() && apart <= ERRORS * error;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static double error(Estimate estimate) {
        return estimate.standardError().orElse(Information.ZERO).nats();
    }

    private static boolean isFitFor(Samples x, Samples t) {
        int columns = x.dimensions() + t.dimensions();
        boolean vectors = x.rowShape().length == 1 && t.rowShape().length == 1;
        return vectors && columns <= MOST_COLUMNS && x.rows() >= (long) ROWS_A_COLUMN * columns;
    }

    /** A warning if it does; nothing of labels, maps, few rows or many columns, for which the fit is no measure. */
    public static Optional<String> missed(Samples x, Samples t, Estimate estimate) {
        if (!isFitFor(x, t)) {
            return Optional.empty();
        }
        Correlations.Solved fit;
        try {
            fit = Correlations.of(x, t, true).solve(SHRINKAGE);
        } catch (IllegalArgumentException singular) {
            return Optional.empty();
        }
        double linear = fit.nats() - 0.5 * x.dimensions() * t.dimensions() / x.rows();
        double missed = linear - estimate.value().nats();
        double error = Math.hypot(Math.sqrt(fit.squares() / x.rows()), error(estimate));
        return missed < Math.max(PART, PART * linear) || missed < 3 * error
                ? Optional.empty()
                : Optional.of(Suspicions.text(
                        "a Gaussian fit of the same columns reads %.2f nats where the networks read %.2f: they have not learned all that"
                                + " there is; take larger ones, a smaller penalty or more rows",
                        linear, estimate.value().nats()));
    }
}
