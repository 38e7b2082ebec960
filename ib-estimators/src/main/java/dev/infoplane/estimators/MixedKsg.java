package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Arrays;
import java.util.Objects;

/**
 * Nearest-neighbour mutual information of variables that may be discrete, continuous or a mixture of both, value by value
 * (Gao, Kannan, Oh and Viswanath 2017, NIPS 30, algorithm 1). Where a sample has k copies of itself, it counts the copies;
 * elsewhere it is algorithm 1 of {@link Ksg}.
 *
 * <p>A point estimate in nats, no noise, symmetric. Values are compared by the maximum norm, so the scale of a discrete
 * column matters: neighbouring values should lie further apart than the neighbourhoods of the continuous columns. Bias,
 * standard error, warnings, time and memory as for {@link Ksg}.
 *
 * @param k which neighbour sets the radius
 * @param margins what is done to each column first
 * @param threads how many threads share the work; they change no bit of the result
 */
public record MixedKsg(int k, Margins margins, int threads) implements MiEstimator {
    /** Refuses a k or a number of threads below 1. */
    public MixedKsg {
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** k = 5, standardised columns, all processors. */
    public static MixedKsg standard() {
        return new MixedKsg(5, Margins.STANDARDISED, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String id() {
        return "ksg-mixed";
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Checks.neighbours(x, t, k);
        float[] rowsX = Columns.rows(x, margins);
        float[] rowsT = Columns.rows(t, margins);
        int dx = x.dimensions();
        int dt = t.dimensions();
        int n = x.rows();
        int[] copies = new int[n];
        Neighbourhoods near;
        int[] countX;
        int[] countT;
        try (Workers workers = new Workers(threads)) {
            near = Neighbourhoods.of(rowsX, dx, rowsT, dt, k, false, workers);
            float[] radius = near.radiusX();
            int[] pairs = near.copies() == 0
                    ? copies
                    : new Marginal(Columns.join(rowsX, dx, rowsT, dt), dx + dt, workers).within(tiny(n), workers);
            for (int i = 0; i < n; i++) {
                copies[i] = radius[i] == 0 ? pairs[i] : 0;
                radius[i] = Math.max(radius[i], Float.MIN_VALUE);
            }
            countX = new Marginal(rowsX, dx, workers).within(radius, workers);
            countT = new Marginal(rowsT, dt, workers).within(radius, workers);
        }
        Digamma digamma = new Digamma(n);
        double[] local = new double[n];
        for (int i = 0; i < n; i++) {
            int own = copies[i] > 0 ? copies[i] : k;
            local[i] = digamma.at(own) + digamma.at(n) - digamma.at(countX[i]) - digamma.at(countT[i]);
        }
        Estimate.Builder result = LocalTerms.estimate(local, id()).settings(RecordSettings.describe(this, "threads"));
        near.wide(margins).ifPresent(result::warning);
        return result.build();
    }

    private static float[] tiny(int n) {
        float[] radius = new float[n];
        Arrays.fill(radius, Float.MIN_VALUE);
        return radius;
    }
}
