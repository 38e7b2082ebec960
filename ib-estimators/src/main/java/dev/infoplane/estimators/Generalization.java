package dev.infoplane.estimators;

import com.google.common.primitives.Doubles;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;

/**
 * How much more rows cost that a density has not seen than rows it learned from.
 *
 * @param gap mean over rows that validate or measure minus mean over some of the rows that taught
 * @param standardError of the gap
 */
record Generalization(Information gap, Information standardError) {
    /** So many rows that taught, and that validate: they only have to show a gap that matters. */
    private static final int MOST_ROWS = 300;

    /** More rows, of images so small that all together have no more values than this. */
    private static final int MOST_VALUES = 60_000;

    /**
     * The gap of a density.
     *
     * @param measured log-likelihoods of rows that measure, which are known anyway and make the gap surer
     */
    static Generalization of(ConditionalDensity density, Folds folds, Samples x, Samples t, double[] measured) {
        return of(
                nats(density, folds.fit(x), folds.fit(t)),
                nats(density, folds.validate(x), folds.validate(t)),
                measured);
    }

    /** From log-likelihoods of rows that taught, and of others. */
    static Generalization of(double[] taught, double[]... others) {
        Estimate unseen = mean(Doubles.concat(others));
        Estimate seen = mean(taught);
        return new Generalization(
                seen.value().minus(unseen.value()), Information.ofNats(Math.hypot(error(unseen), error(seen))));
    }

    private static double[] nats(ConditionalDensity density, Samples x, Samples t) {
        int rows = Math.min(Math.max(MOST_ROWS, MOST_VALUES / x.dimensions()), x.rows());
        return density.logLikelihood(x.slice(0, rows), t.slice(0, rows));
    }

    private static Estimate mean(double[] nats) {
        return Estimate.ofPointwise(nats, BoundKind.RELATED, "log-likelihood").build();
    }

    private static double error(Estimate e) {
        return e.standardError().map(Information::nats).orElse(Double.POSITIVE_INFINITY);
    }
}
