package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Map;
import java.util.Objects;

/**
 * Differential entropy from nearest-neighbour distances (Kozachenko and Leonenko 1987; in the form of Kraskov et al. 2004,
 * eq. 20, under the maximum norm), and mutual information as H(X) + H(T) - H(X,T), each with its own neighbours.
 *
 * <p>A point estimate in nats, for continuous variables, no noise, symmetric. The biases of the three entropies differ and
 * do not cancel: {@link Ksg} was made to mend that and is the better choice for information; this one is here for entropies
 * and for comparison. From five dimensions a side on the bias can exceed the information itself, so that the
 * value is negative; the result carries the warnings of {@link Ksg}. Rows with k or more copies have no density and are
 * refused; columns that are constant or linear maps of others are left out, and the result says so. The standard error is
 * that of the mean of the local terms, widened as for {@link Ksg}. Time and memory as there.
 *
 * @param k which neighbour is measured
 * @param margins what is done to each column first (information only)
 * @param threads how many threads share the work; they change no bit of the result
 */
public record KozachenkoLeonenko(int k, Margins margins, int threads) implements MiEstimator {
    /** Refuses a k or a number of threads below 1. */
    public KozachenkoLeonenko {
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** k = 3, standardised columns, all processors. */
    public static KozachenkoLeonenko standard() {
        return new KozachenkoLeonenko(
                3, Margins.STANDARDISED, Runtime.getRuntime().availableProcessors());
    }

    /**
     * The differential entropy of samples as they are, in nats, with the standard error of the mean of its local terms, widened
     * as for {@link Ksg}.
     *
     * @throws IllegalArgumentException if rows are not finite, no more than k, or repeat so that the k-th neighbour has distance 0, if
     *     columns are constant or linear maps of others, or if distances exceed the range of floats
     */
    public Estimate entropy(Samples samples) {
        samples.requireFinite("samples");
        Checks.neighbours(samples, samples, k);
        int leftOut = FreeColumns.of(samples).leftOut();
        if (leftOut > 0) {
            throw new IllegalArgumentException("samples have no density: " + leftOut
                    + " of their columns are constant or linear maps of others; leave those out");
        }
        int n = samples.rows();
        int d = samples.dimensions();
        Digamma digamma = new Digamma(n);
        double[] local;
        float[] widths = new float[n];
        try (Workers workers = new Workers(threads)) {
            local = logWidths(samples.toArray(), d, "samples", workers);
        }
        for (int i = 0; i < n; i++) {
            widths[i] = (float) (0.5 * Math.exp(local[i] / d));
            local[i] += digamma.at(n) - digamma.at(k);
        }
        Estimate.Builder result =
                LocalTerms.estimate(local, id()).settings(RecordSettings.describe(this, "margins", "threads"));
        Neighbourhoods.wide(widths, Columns.scale(samples.toArray(), d, Margins.AS_THEY_ARE))
                .ifPresent(result::warning);
        Repeats.of("samples", samples).ifPresent(result::warning);
        return result.build();
    }

    @Override
    public String id() {
        return "kozachenko-leonenko";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this, "threads");
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Checks.neighbours(x, t, k);
        return FreeColumns.measure(id(), settings(), x, t, this::measure);
    }

    private Estimate.Builder measure(Samples x, Samples t) {
        float[] rowsX = Columns.rows(x, margins);
        float[] rowsT = Columns.rows(t, margins);
        int dx = x.dimensions();
        int dt = t.dimensions();
        int n = x.rows();
        Digamma digamma = new Digamma(n);
        double[] local = new double[n];
        float[] widths = new float[n];
        try (Workers workers = new Workers(threads)) {
            double[] logX = logWidths(rowsX, dx, "x", workers);
            double[] logT = logWidths(rowsT, dt, "t", workers);
            double[] logPair = logWidths(Columns.join(rowsX, dx, rowsT, dt), dx + dt, "(x, t)", workers);
            for (int i = 0; i < n; i++) {
                widths[i] = (float) (0.5 * Math.exp(logPair[i] / (dx + dt)));
                local[i] = digamma.at(n) - digamma.at(k) + logX[i] + logT[i] - logPair[i];
            }
        }
        Estimate.Builder result = LocalTerms.estimate(local, id());
        Neighbourhoods.wide(widths, Math.max(Columns.scale(rowsX, dx, margins), Columns.scale(rowsT, dt, margins)))
                .ifPresent(result::warning);
        Repeats.of("x", x).ifPresent(result::warning);
        Repeats.of("t", t).ifPresent(result::warning);
        LinearPart.missed(rowsX, dx, rowsT, dt, margins, LocalTerms.mean(local)).ifPresent(result::warning);
        return result;
    }

    /** d ln 2ε for every row, ε the distance to its k-th neighbour. */
    private double[] logWidths(float[] rows, int d, String name, Workers workers) {
        double[] logs = new double[rows.length / d];
        Nearest.each(
                rows, d, k, workers, () -> (row, nearest) -> logs[row] = d * Math.log(2.0 * nearest.distance(k - 1)));
        for (int i = 0; i < logs.length; i++) {
            if (logs[i] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "distances between rows of " + name + " exceed the range of floats; scale the values");
            }
            if (logs[i] == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "rows of " + name + " must not repeat, but row " + i + " has " + k + " or more exact copies");
            }
        }
        return logs;
    }
}
