package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.Digamma;
import dev.infoplane.estimators.internal.Doubt;
import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.neighbour.BiasCheck;
import dev.infoplane.estimators.internal.neighbour.DuplicateRows;
import dev.infoplane.estimators.internal.neighbour.FreeColumns;
import dev.infoplane.estimators.internal.neighbour.LocalTerms;
import dev.infoplane.estimators.internal.neighbour.MarginalSpace;
import dev.infoplane.estimators.internal.neighbour.NearestNeighbours;
import dev.infoplane.estimators.internal.neighbour.Neighbourhoods;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Differential entropy from nearest-neighbour distances (Kozachenko and Leonenko 1987; in the form of Kraskov et al. 2004,
 * eq. 20, under the maximum norm), and mutual information as H(X) + H(T) - H(X,T), each with its own neighbours.
 *
 * <p>A point estimate in nats, for continuous variables, no noise, symmetric. The biases of the three entropies differ and
 * do not cancel: {@link Ksg} was made to mend that and is the better choice for information; this one is here for entropies
 * and for comparison. From five dimensions a side on the bias can exceed the information itself, so that the
 * value is negative; the result carries the warnings of {@link Ksg}, and one where algorithm 1 of {@link Ksg} reads otherwise.
 * Rows with k or more copies have no density and are refused; columns that are constant or linear maps of others are left out,
 * and the result says so. Rows on a curve or a surface have no density in all of their columns either: the result then says in
 * how many dimensions neighbourhoods grow. The standard error is as for {@link Ksg} and holds the difference to it. Time and
 * memory as there.
 *
 * @param k which neighbour is measured
 * @param margins what is done to each column first (information only)
 * @param threads how many threads share the work; they change no bit of the result
 */
public record KozachenkoLeonenko(int k, MarginalTransform margins, int threads) implements MiEstimator {
    /** By how much the difference to algorithm 1 of {@link Ksg} varies more than its terms tell; 1 to 2 was found. */
    private static final double VARYING = 1.7;

    /** Part of the columns that neighbourhoods must fill. */
    private static final double FLAT = 0.75;

    /** Refuses a k or a number of threads below 1. */
    public KozachenkoLeonenko {
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** k = 3, standardised columns, all processors. */
    public static KozachenkoLeonenko standard() {
        return new KozachenkoLeonenko(
                3, MarginalTransform.STANDARDISED, Runtime.getRuntime().availableProcessors());
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
        int d = samples.dimensions();
        int n = samples.rows();
        Side side = Side.of(samples, MarginalTransform.AS_THEY_ARE);
        int wide = BiasCheck.neighbours(k, n);
        Digamma digamma = new Digamma(n);
        try (Parallel workers = new Parallel(threads)) {
            double[] near = logWidths(side.rows(), d, k, row -> true, "samples", workers);
            double[] far = logWidths(side.rows(), d, wide, BiasCheck.rows(n), "samples", workers);
            double[] local = new double[n];
            double[] wider = new double[n];
            for (int i = 0; i < n; i++) {
                local[i] = near[i] + digamma.at(n) - digamma.at(k);
                wider[i] = far[i] + digamma.at(n) - digamma.at(wide);
            }
            Estimate.Builder result = BiasCheck.of(local, wider, k, d)
                    .estimate(id(), List.of())
                    .settings(RecordSettings.describe(this, "margins", "threads"));
            Neighbourhoods.wide(widths(near, d), side.scale())
                    .or(() -> flat("samples", near, far, d, digamma.at(wide) - digamma.at(k)))
                    .ifPresent(result::warning);
            DuplicateRows.of("samples", samples).ifPresent(result::warning);
            return result.build();
        }
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
        Side sideX = Side.of(x, margins);
        Side sideT = Side.of(t, margins);
        int n = x.rows();
        int d = sideX.d() + sideT.d();
        int wide = BiasCheck.neighbours(k, n);
        Digamma digamma = new Digamma(n);
        try (Parallel workers = new Parallel(threads)) {
            Logs near = Logs.of(this, sideX, sideT, k, row -> true, workers);
            Logs far = Logs.of(this, sideX, sideT, wide, BiasCheck.rows(n), workers);
            double[] local = near.terms(digamma.at(n) - digamma.at(k));
            double[] wider = far.terms(digamma.at(n) - digamma.at(wide));
            double nats = LocalTerms.mean(local);
            Neighbourhoods of = Neighbourhoods.of(sideX, sideT, k, false, row -> true, workers);
            double[] cancelling = Ksg.terms(
                    Ksg.Variant.ONE,
                    k,
                    of,
                    new MarginalSpace(sideX.rows(), sideX.d(), workers),
                    new MarginalSpace(sideT.rows(), sideT.d(), workers),
                    workers);
            BiasCheck check = BiasCheck.of(local, wider, k, d);
            Estimate.Builder result = check.estimate(
                    id(),
                    List.of(
                            notCancelling(local, cancelling),
                            GaussianCheck.missed(sideX, sideT, margins, nats, check.chance()),
                            Parts.missed(sideX, sideT, nats, check.chance(), workers)));
            double more = digamma.at(wide) - digamma.at(k);
            Optional<String> regime = Neighbourhoods.wide(widths(near.pair, d), Math.max(sideX.scale(), sideT.scale()));
            regime.ifPresent(result::warning);
            if (regime.isEmpty()) {
                flat("x", near.x, far.x, sideX.d(), more).ifPresent(result::warning);
                flat("t", near.t, far.t, sideT.d(), more).ifPresent(result::warning);
            }
            DuplicateRows.of("x", x).ifPresent(result::warning);
            DuplicateRows.of("t", t).ifPresent(result::warning);
            return result;
        }
    }

    /** What the biases of the three entropies leave over, judged by algorithm 1 of {@link Ksg}, in which they cancel. */
    private static Doubt notCancelling(double[] local, double[] cancelling) {
        double[] differences = new double[local.length];
        Arrays.setAll(differences, i -> local[i] - cancelling[i]);
        return Doubt.of(
                LocalTerms.mean(local),
                LocalTerms.mean(cancelling),
                VARYING * LocalTerms.error(differences),
                "the biases of the three entropies do not cancel; algorithm 1 of Ksg, in which they do,");
    }

    /** ln of the volumes of neighbourhoods on either side and of pairs, by row. */
    private record Logs(double[] x, double[] t, double[] pair) {
        static Logs of(KozachenkoLeonenko own, Side x, Side t, int k, IntPredicate some, Parallel workers) {
            return new Logs(
                    own.logWidths(x.rows(), x.d(), k, some, "x", workers),
                    own.logWidths(t.rows(), t.d(), k, some, "t", workers),
                    own.logWidths(x.beside(t), x.d() + t.d(), k, some, "(x, t)", workers));
        }

        double[] terms(double constant) {
            double[] terms = new double[x.length];
            Arrays.setAll(terms, i -> constant + x[i] + t[i] - pair[i]);
            return terms;
        }
    }

    /** Distances of k-th neighbours again, from the logarithms of volumes. */
    private static float[] widths(double[] logs, int d) {
        float[] widths = new float[logs.length];
        for (int i = 0; i < logs.length; i++) {
            widths[i] = (float) (0.5 * Math.exp(logs[i] / d));
        }
        return widths;
    }

    /**
     * A warning if rows fill fewer dimensions than they have columns: near a surface of m dimensions ln of the distance to the
     * neighbours grows by ψ(far) - ψ(near) over m, whatever the density.
     */
    private static Optional<String> flat(String side, double[] near, double[] far, int d, double more) {
        IntPredicate some = BiasCheck.rows(near.length);
        double grown = IntStream.range(0, near.length)
                .filter(some)
                .mapToDouble(i -> (far[i] - near[i]) / d)
                .average()
                .orElse(0);
        if (d == 1 || more >= FLAT * d * grown) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "no density: neighbourhoods of %s grow as in %.1f dimensions where there are %d columns, so that it lies near a"
                        + " curve or surface and volumes in all columns say nothing",
                side,
                more / grown,
                d));
    }

    /** d ln 2ε for some rows, ε the distance to the k-th neighbour. */
    private double[] logWidths(float[] rows, int d, int neighbours, IntPredicate some, String name, Parallel workers) {
        double[] logs = new double[rows.length / d];
        NearestNeighbours.each(
                rows,
                d,
                neighbours,
                some,
                workers,
                () -> (row, nearest) -> logs[row] = d * Math.log(2.0 * nearest.distance(neighbours - 1)));
        for (int i = 0; i < logs.length; i++) {
            if (logs[i] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "distances between rows of " + name + " exceed the range of floats; scale the values");
            }
            if (logs[i] == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException("rows of " + name + " must not repeat, but row " + i + " has "
                        + neighbours + " or more exact copies");
            }
        }
        return logs;
    }
}
