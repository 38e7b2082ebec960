package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.internal.ColumnTransforms;
import dev.infoplane.estimators.internal.RandomChoice;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Where all rows of x differ, counting and pairwise estimates take t for a function of x: they read what t holds, be it about
 * x or not. Whether t follows x at all can be seen where x has few columns: rows of t that belong to neighbouring rows of x
 * are then closer than rows at random.
 */
public final class FunctionCheck {
    /** The number of columns of x up to which neighbouring rows are close. */
    private static final int FEW = 10;

    private static final int LEAST = 100;
    private static final int LOOKED_AT = 500;
    private static final double ERRORS = 3;
    private static final long SEED = 20_262;

    private FunctionCheck() {}

    /**
     * A warning, if rows of x all differ, that t may be labels or does not follow x.
     *
     * @param rows which rows of x are equal
     */
    public static Optional<String> ofInputs(Samples x, Symbols rows, Samples t) {
        return rows.distinct() < x.rows()
                ? Optional.empty()
                : LabelSide.suspected(rows, t).or(() -> of(x, t));
    }

    /** A warning if t does not follow x. Columns of whole numbers may be mere row numbers and are not checked. */
    private static Optional<String> of(Samples x, Samples t) {
        int n = x.rows();
        int m = Math.min(n, LOOKED_AT);
        if (x.dimensions() > FEW || n < LEAST || isConstant(t) || x.dimensions() == 1 && LabelSide.isWhole(x)) {
            return Optional.empty();
        }
        int[] some = RandomChoice.of(n, m, SEED);
        Samples ofX = x.select(some);
        Samples ofT = t.select(some);
        float[] rows = ColumnTransforms.rows(ofX, MarginalTransform.NORMAL_SCORES);
        float[] values = ColumnTransforms.rows(ofT, MarginalTransform.NORMAL_SCORES);
        SplittableRandom random = new SplittableRandom(SEED);
        double closer = 0;
        for (int i = 0; i < m; i++) {
            int near = i == 0 ? 1 : 0;
            for (int j = 0; j < m; j++) {
                near = j != i && squared(rows, x.dimensions(), i, j) < squared(rows, x.dimensions(), i, near)
                        ? j
                        : near;
            }
            int any = (i + 1 + random.nextInt(m - 1)) % m;
            double toNear = squared(values, t.dimensions(), i, near);
            double toAny = squared(values, t.dimensions(), i, any);
            closer += toNear < toAny ? 1 : toNear == toAny ? 0.5 : 0;
        }
        return closer > 0.5 * m + ERRORS * Math.sqrt(m / 4.0)
                ? Optional.empty()
                : Optional.of(
                        "t does not follow x: all rows of x differ, so that t is taken for a function of x, yet neighbours"
                                + " in x have values of t as far apart as any; the value is the information in t, whether about x or not");
    }

    private static boolean isConstant(Samples t) {
        for (int i = 1; i < t.rows(); i++) {
            for (int j = 0; j < t.dimensions(); j++) {
                if (t.get(i, j) != t.get(0, j)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double squared(float[] rows, int d, int i, int j) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            double difference = rows[i * d + c] - rows[j * d + c];
            sum += difference * difference;
        }
        return sum;
    }
}
