package dev.infoplane.estimators.choice;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.internal.discrete.Symbols;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.Locale;

/**
 * What one side of a pair is like.
 *
 * @param name what it is called
 * @param n rows
 * @param d columns
 * @param distinct different rows
 * @param alone rows that occur once
 * @param levels columns in which nearly every value is shared by many rows
 */
record SideProfile(String name, int n, int d, int distinct, int alone, int levels) {
    /** One row in so many may be of another kind. */
    private static final int FEW = 20;

    /** Half of the others that share a value of a level. */
    private static final int SHARED = 3;

    static SideProfile of(String name, Samples samples) {
        Symbols rows = Symbols.ofRows(samples);
        return new SideProfile(
                name,
                samples.rows(),
                samples.dimensions(),
                rows.distinct(),
                rows.singles(),
                Side.of(samples, MarginalTransform.STANDARDISED, SHARED).levels());
    }

    boolean isConstant() {
        return distinct == 1;
    }

    /** Whether nearly all rows repeat. */
    boolean isDiscrete() {
        return FEW * (long) alone <= n;
    }

    /** Whether hardly a row repeats and no column has levels. */
    boolean isContinuous() {
        return FEW * (long) (n - alone) <= n && levels == 0;
    }

    /** Whether rows differ but columns repeat their values, as in images of few levels and vectors of bits. */
    boolean isLevelled() {
        return !isDiscrete() && 2 * levels > d;
    }

    String sentence() {
        String shape = d == 1 ? "one number a row" : d + " columns";
        if (isConstant()) {
            return name + " is constant.";
        }
        if (isDiscrete()) {
            return String.format(
                    Locale.ROOT, "%s is discrete: %s, %d different rows among %d.", name, shape, distinct, n);
        }
        if (isContinuous()) {
            return String.format(Locale.ROOT, "%s is continuous: %s, hardly a row repeats.", name, shape);
        }
        if (isLevelled()) {
            return String.format(
                    Locale.ROOT,
                    "%s has levels: %s, of which %d repeat few values, though %d of %d rows differ.",
                    name,
                    shape,
                    levels,
                    distinct,
                    n);
        }
        return String.format(
                Locale.ROOT,
                "%s is mixed: %s, %d of %d rows repeat%s.",
                name,
                shape,
                n - alone,
                n,
                levels == 0
                        ? ""
                        : " and " + levels + (levels == 1 ? " column repeats" : " columns repeat") + " few values");
    }
}
