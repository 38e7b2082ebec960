package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimators.internal.Doubt;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * How far a nearest-neighbour estimate is from the one that neighbourhoods of no width would give, judged by what four times
 * as many neighbours read. Where the density is constant inside neighbourhoods both read the same. Otherwise the bias grows
 * with their width, roughly like (k / n)^a, and the difference between the two readings is (4^a - 1) times the bias of the
 * first. The exponent falls with the number of columns; the factor used here, ½ + columns / 4, is what tasks of known
 * information ask for (see {@code docs/accuracy.md}).
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

    /** By how much differences of readings vary more than those of independent terms; 1.3 to 1.5 were found. */
    private static final double DEPENDENCE = 1.5;

    /** The number of columns beyond which the factor stays the same; such estimates are outside the regime anyway. */
    private static final int MOST_COLUMNS = 20;

    private BiasCheck() {}

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
     * Compares two readings; answers the bias that their difference suggests, with a warning if it is large and no accident.
     *
     * @param local the terms of all rows with k neighbours
     * @param wider the terms of the rows looked at with {@link #neighbours} of them
     * @param columns of the space in which neighbours were sought
     */
    public static Doubt of(double[] local, double[] wider, int k, int columns) {
        int n = local.length;
        double value = LocalTerms.mean(local);
        if (neighbours(k, n) < 2 * k) {
            return new Doubt(
                    Math.log(n),
                    Optional.of("too few samples: " + n + " for neighbourhoods of " + k
                            + ", which are then no smaller than the" + " whole"));
        }
        IntPredicate rows = rows(n);
        double[] differences = new double[n];
        int looked = 0;
        for (int i = 0; i < n; i++) {
            if (rows.test(i)) {
                differences[looked++] = local[i] - wider[i];
            }
        }
        Estimate difference = Estimate.ofPointwise(Arrays.copyOf(differences, looked), BoundKind.POINT, WARNING)
                .build();
        double moved = difference.value().nats();
        double error = DEPENDENCE * difference.standardError().orElseThrow().nats();
        double bias = (0.5 + 0.25 * Math.min(columns, MOST_COLUMNS)) * Math.abs(moved);
        if (Math.abs(moved) <= Doubt.CLEAR * error || bias < Math.max(Doubt.LEAST, Doubt.LEAST * Math.abs(value))) {
            return new Doubt(bias, Optional.empty());
        }
        return new Doubt(
                bias,
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
