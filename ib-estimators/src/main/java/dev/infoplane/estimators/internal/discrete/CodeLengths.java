package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Optional;

/**
 * What rows of few levels cost under tables of counts: of whole rows, where these repeat, or of each value given one value before it.
 * The mean is an upper bound of the entropy, up to sampling error, since no order of the values and no choice of what a value is
 * predicted from makes a code shorter.
 *
 * <p>Each value is predicted from the one left of it, the one above, the one in the channel before, or from nothing. A pair is
 * chosen only if rows are many enough to count it, and if it gains more than its table costs (Schwarz 1978).
 *
 * @param nats of each row, under frequencies of these very rows
 * @param correction what frequencies of other rows would cost more (Miller 1955)
 * @param levels how many different values there are
 * @param room the most that a row can hold if values not seen yet are as many as those seen once
 */
public record CodeLengths(double[] nats, double correction, int levels, double room) {
    /** Rows for each entry of a table. */
    private static final int EACH = 10;

    /**
     * The code lengths of rows of few levels; empty if values hardly repeat.
     *
     * @param x rows {@code [channels, height, width]} or of any other shape
     */
    public static Optional<CodeLengths> of(Samples x) {
        Symbols values = Symbols.ofRows(Samples.of(x.toArray()));
        if ((long) EACH * values.distinct() > values.of().length) {
            return Optional.empty();
        }
        CodeLengths places = ofPlaces(x, values);
        Symbols rows = Symbols.ofRows(x);
        if (20L * rows.singles() > x.rows()) {
            return Optional.of(places);
        }
        CodeLengths whole =
                new CodeLengths(lengths(rows), (rows.distinct() - 1) / (2.0 * x.rows()), places.levels, places.room);
        return Optional.of(whole.bound() < places.bound() ? whole : places);
    }

    private double bound() {
        return Arrays.stream(nats).average().orElse(0) + correction;
    }

    /** Those of the last rows. */
    public CodeLengths last(int rows) {
        return new CodeLengths(Arrays.copyOfRange(nats, nats.length - rows, nats.length), correction, levels, room);
    }

    /** How much more each row costs under a density. */
    public double[] excess(double[] logLikelihood) {
        double[] excess = new double[nats.length];
        Arrays.setAll(excess, i -> -logLikelihood[i] - nats[i] - correction);
        return excess;
    }

    /** Entropy at most, from all of these rows. */
    double most(double errors) {
        double mean = Arrays.stream(nats).average().orElse(0);
        double squares = Arrays.stream(nats).map(v -> (v - mean) * (v - mean)).sum();
        return Math.min(room, mean + 2 * correction + errors * Math.sqrt(squares) / nats.length);
    }

    private static CodeLengths ofPlaces(Samples x, Symbols values) {
        int n = x.rows();
        int d = x.dimensions();
        double[] nats = new double[n];
        double correction = 0;
        for (int j = 0; j < d; j++) {
            Table best = Table.of(column(values, j, d), values);
            for (int before : before(j, x.rowShape())) {
                best = best.orGiven(column(values, before, d));
            }
            correction += best.correction;
            for (int i = 0; i < n; i++) {
                nats[i] += best.nats[i];
            }
        }
        return new CodeLengths(nats, correction, values.distinct(), d * any(values));
    }

    /** Places left of a place, above it and in the channel before; of vectors, the one before. */
    private static int[] before(int j, int[] shape) {
        if (shape.length != 3) {
            return j > 0 ? new int[] {j - 1} : new int[0];
        }
        int width = shape[2];
        int places = shape[1] * width;
        int[] all = {j % width > 0 ? j - 1 : -1, j % places >= width ? j - width : -1, j - places};
        return Arrays.stream(all).filter(k -> k >= 0).toArray();
    }

    private static Symbols column(Symbols values, int j, int d) {
        int[] codes = new int[values.of().length / d];
        Arrays.setAll(codes, i -> values.of()[i * d + j]);
        return Symbols.ofCodes(codes, 1);
    }

    /** What a value costs if all levels there are and those not seen yet are equally likely. */
    private static double any(Symbols values) {
        return Math.log(values.distinct() + values.singles());
    }

    /** Minus the log frequency of each symbol. */
    private static double[] lengths(Symbols symbols) {
        int[] counts = symbols.counts();
        int n = symbols.of().length;
        return Arrays.stream(symbols.of())
                .mapToDouble(symbol -> Math.log((double) n / counts[symbol]))
                .toArray();
    }

    /**
     * How one place is coded.
     *
     * @param own symbols of the place
     */
    private record Table(Symbols own, double[] nats, double correction, double cost) {
        /** Without a place before; if rows are too few to count, all levels are equally likely. */
        static Table of(Symbols own, Symbols values) {
            int n = own.of().length;
            if (n >= EACH * own.distinct()) {
                return of(own, lengths(own), own.distinct() - 1);
            }
            double[] same = new double[n];
            Arrays.fill(same, any(values));
            return of(own, same, 0);
        }

        private static Table of(Symbols own, double[] nats, int parameters) {
            int n = nats.length;
            double mean = Arrays.stream(nats).average().orElse(0);
            return new Table(own, nats, parameters / (2.0 * n), mean + parameters * Math.log(n) / (2.0 * n));
        }

        Table orGiven(Symbols before) {
            Symbols pairs = own.with(before);
            if (nats.length < EACH * pairs.distinct()) {
                return this;
            }
            double[] lengths = lengths(pairs);
            double[] known = lengths(before);
            Arrays.setAll(lengths, i -> lengths[i] - known[i]);
            Table given = of(own, lengths, pairs.distinct() - before.distinct());
            return given.cost < cost ? given : this;
        }
    }
}
