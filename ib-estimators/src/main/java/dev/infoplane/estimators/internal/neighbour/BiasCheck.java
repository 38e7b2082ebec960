package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimators.internal.Doubt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A nearest-neighbour estimate beside what four times as many neighbours read: how far it is from the one that neighbourhoods of
 * no width would give, and how much of it is chance. Where the density is constant inside neighbourhoods both read the same.
 * Otherwise the bias grows with their width, roughly like (k / n)^a, and the difference between the two readings is (4^a - 1)
 * times the bias of the first. The exponent falls with the number of columns; the factor used here, ½ + columns / 4, is what
 * tasks of known information ask for (see {@code docs/accuracy.md}).
 *
 * <p>The terms differ from row to row for two reasons: the dependence itself does, and the number of samples that happen to lie in
 * a neighbourhood of given size does. The second part goes together between neighbours, for where one counts many so do the
 * others, and the variance of its mean is nearly twice that of independent terms: 1.5 to 2 times for homogeneous samples, 2 in
 * the limit of many neighbours. The differences of the two readings hold three quarters of this part and nothing of the first, so
 * their variance is what is added to that of the terms for the sampling error, and the error of their own mean is that of
 * independent differences times the root of 2.
 *
 * <p>Up to 4000 samples all rows are read a second time, beyond that a quarter of them, but never fewer than 4000. Which rows
 * these are depends on nothing but their number.
 */
public final class BiasCheck {
    /** How a warning begins. */
    public static final String WARNING = "bias check";

    private static final int TIMES = 4;
    private static final int ALL = 4000;
    private static final int SHARE = 4;

    /** The number of columns beyond which the factor stays the same; such estimates are outside the regime anyway. */
    private static final int MOST_COLUMNS = 20;

    private final double[] local;
    private final int k;
    private final int columns;
    private final Estimate difference;

    private BiasCheck(double[] local, int k, int columns, Estimate difference) {
        this.local = local;
        this.k = k;
        this.columns = Math.min(columns, MOST_COLUMNS);
        this.difference = difference;
    }

    /** How many neighbours to read a second time with. */
    public static int neighbours(int k, int n) {
        return Math.min(TIMES * k, n - 1);
    }

    /** The rows to read a second time. */
    public static IntPredicate rows(int n) {
        int looked = Math.min(n, Math.max(ALL, n / SHARE));
        long below = ((long) looked << 32) / n;
        // multiples of the golden ratio, which fall evenly on any pattern of rows
        return row -> Integer.toUnsignedLong(row * 0x9E3779B9) < below;
    }

    /**
     * Compares two readings.
     *
     * @param local the terms of all rows with k neighbours
     * @param wider the terms of the rows looked at with {@link #neighbours} of them
     * @param columns of the space in which neighbours were sought
     */
    public static BiasCheck of(double[] local, double[] wider, int k, int columns) {
        double[] differences = IntStream.range(0, local.length)
                .filter(rows(local.length))
                .mapToDouble(i -> local[i] - wider[i])
                .toArray();
        return new BiasCheck(
                local,
                k,
                columns,
                Estimate.ofPointwise(differences, BoundKind.POINT, WARNING).build());
    }

    /**
     * The estimate. Its standard error holds the sampling error and, in quadrature, the largest of the doubts, {@link #doubt}
     * among them, whose warnings it carries.
     */
    public Estimate.Builder estimate(String id, List<Doubt> others) {
        Doubt own = doubt();
        double bias = others.stream().mapToDouble(Doubt::nats).reduce(own.nats(), Math::max);
        Estimate.Builder result = Estimate.ofPointwise(local, BoundKind.POINT, id)
                .standardError(Information.ofNats(Math.hypot(error(), bias)));
        own.warning().ifPresent(result::warning);
        others.forEach(doubt -> doubt.warning().ifPresent(result::warning));
        return result;
    }

    /** The sampling error of the estimate, at least that of {@link LocalTerms#error}. */
    public double error() {
        double independent =
                LocalTerms.independent(local).standardError().orElseThrow().nats();
        return Math.max(LocalTerms.error(local), Math.hypot(independent, scatter() / Math.sqrt(local.length)));
    }

    /**
     * How far chance alone moves the estimate from a reading that leaves less to it, such as that of more neighbours, or of a
     * method without.
     */
    public double chance() {
        return scatter() * Math.sqrt(1.0 / difference.samples() + 1.0 / local.length);
    }

    /** The standard deviation of the differences. */
    private double scatter() {
        return difference.standardError().orElseThrow().nats() * Math.sqrt(difference.samples());
    }

    /**
     * The bias that the difference of the readings suggests beyond chance, with a warning if it is large and no accident. The
     * more columns, the more the factor enlarges chance as well, and the more of it is taken off: of an estimate without bias it
     * is then left with about a sixth of the sampling error whatever the columns.
     */
    private Doubt doubt() {
        int n = local.length;
        if (neighbours(k, n) < 2 * k) {
            return new Doubt(
                    Math.log(n),
                    Optional.of("too few samples: " + n + " for neighbourhoods of " + k
                            + ", which are then no smaller than the" + " whole"));
        }
        double value = LocalTerms.mean(local);
        double moved = difference.value().nats();
        double factor = 0.5 + 0.25 * columns;
        double bias = factor * Math.abs(moved);
        double beyond = factor * Doubt.beyond(moved, Math.sqrt(0.5 * columns) * chance());
        if (Math.abs(moved) <= Doubt.CLEAR * chance() || bias < Math.max(Doubt.LEAST, Doubt.LEAST * Math.abs(value))) {
            return new Doubt(beyond, Optional.empty());
        }
        return new Doubt(
                beyond,
                Optional.of(String.format(
                        Locale.ROOT,
                        WARNING
                                + ": %d neighbours read %.2f nats and %d read %.2f, so neighbourhoods are not small and the value"
                                + " may be off by %.2f",
                        k,
                        value,
                        neighbours(k, n),
                        value - moved,
                        bias)));
    }
}
