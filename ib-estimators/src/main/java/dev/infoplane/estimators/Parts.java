package dev.infoplane.estimators;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.Doubt;
import dev.infoplane.estimators.internal.FloydRivestSelect;
import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.neighbour.LocalTerms;
import dev.infoplane.estimators.internal.neighbour.MarginalSpace;
import dev.infoplane.estimators.internal.neighbour.Neighbourhoods;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares a nearest-neighbour estimate with what parts of the variables know of each other: one column of each side, and the
 * lengths of both. A part holds no more information than the whole (data-processing inequality), and neighbourhoods in two
 * dimensions are small, so a part that reads more shows that the whole was read too low. Lengths see what variables with
 * heavy tails share, whose coordinates may be uncorrelated.
 */
final class Parts {
    /** How a warning begins. */
    private static final String WARNING = "outside the regime: ";

    private static final int LOOKED_AT = 2000;
    private static final int NEIGHBOURS = 10;

    /** Pairs of columns that are tried at most. */
    private static final int MOST = 36;

    /** Standard errors from which a part reads more than the whole, the best of several having been chosen. */
    private static final double MORE = 2;

    private static final double CLEAR = 4;

    /** The excess to report: this many nats, and this share of the part's value. */
    private static final double LEAST = 0.1;

    private Parts() {}

    /**
     * What the best part reads more; nothing for one column a side, for few samples, or where a side has levels.
     *
     * @param chance how far chance alone moves {@code nats} from a reading that leaves less to it
     */
    static Doubt missed(Side x, Side t, double nats, double chance, Parallel workers) {
        int n = Math.min(LOOKED_AT, x.n());
        if (x.d() + t.d() == 2 || x.hasLevels() || t.hasLevels() || n < 10 * NEIGHBOURS) {
            return Doubt.NONE;
        }
        Part best = Part.of("their lengths", lengths(x, n), lengths(t, n), workers);
        if (x.d() * t.d() <= MOST) {
            for (int i = 0; i < x.d(); i++) {
                for (int j = 0; j < t.d(); j++) {
                    String name = "columns " + i + " of x and " + j + " of t";
                    Part other = Part.of(name, column(x, i, n), column(t, j, n), workers);
                    best = other.nats > best.nats ? other : best;
                }
            }
        }
        return best.doubt(nats, chance);
    }

    /** What a part reads. */
    private record Part(String name, double nats, double error) {
        static Part of(String name, float[] x, float[] t, Parallel workers) {
            Side ofX = Side.of(Samples.of(x), MarginalTransform.NORMAL_SCORES);
            Side ofT = Side.of(Samples.of(t), MarginalTransform.NORMAL_SCORES);
            Neighbourhoods near = Neighbourhoods.of(ofX, ofT, NEIGHBOURS, false, row -> true, workers);
            double[] local = Ksg.terms(
                    Ksg.Variant.ONE,
                    NEIGHBOURS,
                    near,
                    new MarginalSpace(ofX.rows(), 1, workers),
                    new MarginalSpace(ofT.rows(), 1, workers),
                    workers);
            return new Part(name, LocalTerms.mean(local), LocalTerms.error(local));
        }

        Doubt doubt(double whole, double chance) {
            double more = nats - whole;
            if (more < MORE * error) {
                return Doubt.NONE;
            }
            double beyond = Doubt.beyond(more, Math.hypot(MORE * error, chance));
            if (more < CLEAR * error || more < Math.max(LEAST, 0.1 * nats)) {
                return new Doubt(beyond, Optional.empty());
            }
            return new Doubt(
                    beyond,
                    Optional.of(String.format(
                            Locale.ROOT,
                            WARNING
                                    + "%s alone read %.2f nats where neighbourhoods of the whole read %.2f, so the estimate is too low",
                            name,
                            nats,
                            whole)));
        }
    }

    private static int row(int i, int n, Side side) {
        return (int) ((long) i * side.n() / n);
    }

    private static float[] column(Side side, int j, int n) {
        float[] column = new float[n];
        for (int i = 0; i < n; i++) {
            column[i] = side.rows()[row(i, n, side) * side.d() + j];
        }
        return column;
    }

    /** Distances of rows from the median row. */
    private static float[] lengths(Side side, int n) {
        double[] squares = new double[n];
        for (int j = 0; j < side.d(); j++) {
            float[] column = column(side, j, n);
            double median = FloydRivestSelect.median(column.clone());
            for (int i = 0; i < n; i++) {
                squares[i] += (column[i] - median) * (column[i] - median);
            }
        }
        float[] lengths = new float[n];
        for (int i = 0; i < n; i++) {
            lengths[i] = (float) Math.sqrt(squares[i]);
        }
        return lengths;
    }
}
