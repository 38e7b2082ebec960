package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.Samples;
import java.util.Optional;

/** Whether the labels of a pair were given as {@code t}, where estimators that group samples by {@code x} expect them first. */
public final class LabelSide {
    /** Rows a value, at least, of what may be a label. */
    private static final int EACH = 10;

    private LabelSide() {}

    /**
     * Whether {@code t} was given as one whole number a row that repeats, and rows of {@code x} mostly differ, without being
     * such numbers themselves: the numbers of samples, say.
     *
     * @param rows which rows of x are equal
     */
    public static boolean isSecond(Samples x, Symbols rows, Samples t) {
        int n = x.rows();
        return isLabels(t)
                && !isLabels(x)
                && 2L * rows.distinct() > n
                && 2L * Symbols.ofRows(t).distinct() <= n;
    }

    private static boolean isLabels(Samples samples) {
        return samples.rowShape().length == 0 && isWhole(samples);
    }

    /** Whether a column holds whole numbers only. */
    static boolean isWhole(Samples column) {
        for (int i = 0; i < column.rows(); i++) {
            if (column.get(i, 0) != Math.rint(column.get(i, 0))) {
                return false;
            }
        }
        return true;
    }

    /**
     * A warning if {@code t} may be labels all the same: a column of few whole numbers beside rows that all differ.
     *
     * @param rows which rows of x are equal
     */
    static Optional<String> suspected(Symbols rows, Samples t) {
        int n = t.rows();
        if (t.dimensions() != 1 || t.rowShape().length == 0 || rows.distinct() < n || !isWhole(t)) {
            return Optional.empty();
        }
        int distinct = Symbols.ofRows(t).distinct();
        return distinct < 2 || (long) EACH * distinct > n
                ? Optional.empty()
                : Optional.of("all " + n + " rows of x differ and t holds " + distinct
                        + " whole numbers: if these are labels, give them as x; otherwise the value is the entropy of t, which"
                        + " is the information only where t is a function of x");
    }
}
