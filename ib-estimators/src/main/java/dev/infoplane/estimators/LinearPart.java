package dev.infoplane.estimators;

import dev.infoplane.estimate.Samples;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares a nearest-neighbour estimate with what a Gaussian fit of the same columns finds. Strong dependence lies in a sheet
 * that is thinner than neighbourhoods are wide; they then read too low, by nats, though they are narrow in standard
 * deviations and nothing else shows it.
 */
final class LinearPart {
    /** How a warning begins. */
    static final String WARNING = "outside the regime: a Gaussian fit";

    /** Keeps the matrix regular where t is a linear map of x. */
    private static final double SHRINKAGE = 1e-8;

    private LinearPart() {}

    /** A warning if the fit reads clearly more; none for few samples. */
    static Optional<String> missed(float[] x, int dx, float[] t, int dt, double nats) {
        int n = x.length / dx;
        if (n < 10L * (dx + dt)) {
            return Optional.empty();
        }
        Correlations correlations = Correlations.of(Samples.of(x, dx), Samples.of(t, dt), false);
        double linear;
        double error;
        try {
            Correlations.Solved solved = correlations.solve(SHRINKAGE);
            linear = solved.nats() - 0.5 * dx * dt / n;
            error = Math.sqrt(solved.squares() / n);
        } catch (IllegalArgumentException singular) {
            return Optional.empty();
        }
        if (linear - nats < Math.max(0.1, 0.1 * linear) || linear - nats < 3 * error) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s of the same columns reads %.2f nats where neighbourhoods read %.2f: the dependence is thinner than they"
                        + " are wide and the estimate is likely too low",
                WARNING,
                linear,
                nats));
    }
}
