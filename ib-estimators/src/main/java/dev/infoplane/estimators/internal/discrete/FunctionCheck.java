package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where all rows of x differ, counting and pairwise estimates take t for a function of x: they read what t holds, be it about
 * x or not. Whether t follows x at all, and whether it follows x alone, can be seen where x has few columns: rows of t that belong
 * to neighbouring rows of x are closer than rows at random, and the closer the nearer these neighbours are.
 */
public final class FunctionCheck {
    /** The number of columns of x up to which neighbouring rows are close. */
    private static final int FEW = 10;

    /** Fewer rows tell nothing of t. */
    private static final int LEAST = 20;

    /** Fewer rows have neighbours nearby in so many columns. */
    private static final int NEARBY_COLUMNS = 3;

    private static final int NEARBY_ROWS = 100;
    private static final double ERRORS = 3;

    /** Neighbours are near if their distance is no more than this part of that of rows at random. */
    private static final double NEAR = 0.15;

    /** The part of the distance to the neighbours that must be left at no distance for t to hold noise, less two standard errors. */
    private static final double NOISE_PART = 0.5;

    /** The part of neighbours that noise must tell apart to matter. */
    private static final double MATTERS = 0.05;

    private final Samples x;
    private final Symbols rows;
    private Optional<NearRows> near = Optional.empty();

    private FunctionCheck(Samples x, Symbols rows) {
        this.x = x;
        this.rows = rows;
    }

    /** How far an estimate tells two rows of t apart: 0 if not at all, 1 if entirely. */
    public interface Apart {
        /** The degree. */
        double of(int row, int other);
    }

    /**
     * The check of values that belong to x.
     *
     * @param rows which rows of x are equal
     */
    public static FunctionCheck of(Samples x, Symbols rows) {
        return new FunctionCheck(x, rows);
    }

    /** A warning, if rows of x all differ, that t may be labels or does not follow x. */
    public Optional<String> unrelated(Samples t) {
        return rows.distinct() < x.rows()
                ? Optional.empty()
                : LabelSide.suspected(rows, t)
                        .or(() -> tells(t) ? notFollowing(near().distances(t)) : Optional.empty());
    }

    /** A warning, if rows of x all differ, that t holds noise which an estimate tells apart. */
    public Optional<String> noise(Samples t, Apart apart) {
        return rows.distinct() < x.rows() || !tells(t) ? Optional.empty() : noisy(near().distances(t), apart);
    }

    /** The first of both warnings, or one that rows are too few to see whether t follows x. */
    public Optional<String> unrelatedOrNoise(Samples t, Apart apart) {
        if (rows.distinct() < x.rows()) {
            return Optional.empty();
        }
        Optional<String> labels = LabelSide.suspected(rows, t);
        if (labels.isPresent() || isBeyond(t)) {
            return labels;
        }
        if (x.rows() < LEAST) {
            return Optional.of(
                    "only " + x.rows() + " rows, all different in x: too few to see whether t is a function of x, for"
                            + " which it is taken");
        }
        if (!tells(t)) {
            return Optional.empty();
        }
        NearRows.Distances of = near().distances(t);
        return notFollowing(of).or(() -> noisy(of, apart));
    }

    private boolean tells(Samples t) {
        int least = x.dimensions() <= NEARBY_COLUMNS ? LEAST : NEARBY_ROWS;
        return x.rows() >= least && !isBeyond(t);
    }

    /** Many columns have no near rows; columns of whole numbers may be mere row numbers and are not checked. */
    private boolean isBeyond(Samples t) {
        boolean numbers = x.dimensions() == 1 && LabelSide.isWhole(x);
        return x.dimensions() > FEW || isConstant(t) || numbers;
    }

    private synchronized NearRows near() {
        NearRows found = near.orElseGet(() -> NearRows.of(x));
        near = Optional.of(found);
        return found;
    }

    private static Optional<String> notFollowing(NearRows.Distances of) {
        int m = of.any().length;
        double closer = 0;
        for (int i = 0; i < m; i++) {
            closer += of.nearest()[i] < of.any()[i] ? 1 : of.nearest()[i] == of.any()[i] ? 0.5 : 0;
        }
        return closer > 0.5 * m + ERRORS * Math.sqrt(m / 4.0)
                ? Optional.empty()
                : Optional.of(
                        "t does not follow x: all rows of x differ, so that t is taken for a function of x, yet neighbours"
                                + " in x have values of t as far apart as any; the value is the information in t, whether about x or not");
    }

    /**
     * The distance of t between neighbours falls in proportion to theirs, if t is a function of x, steps included; noise is what
     * would be left of it.
     */
    private Optional<String> noisy(NearRows.Distances of, Apart apart) {
        NearRows rowsNear = near();
        double lever = rowsNear.distance() / (rowsNear.further() - rowsNear.distance());
        if (rowsNear.distance() > NEAR * rowsNear.random() || Double.isInfinite(lever)) {
            return Optional.empty();
        }
        int m = rowsNear.looked();
        double[] left = new double[m];
        double told = 0;
        for (int i = 0; i < m; i++) {
            left[i] = of.nearest()[i] - lever * (of.further()[i] - of.nearest()[i]);
            told += apart.of(rowsNear.row(i), rowsNear.nearest(i)) / m;
        }
        double mean = mean(left);
        double error = Math.sqrt(
                Arrays.stream(left).map(v -> (v - mean) * (v - mean)).average().orElseThrow() / m);
        double all = mean(of.nearest());
        return !(mean - 2 * error > NOISE_PART * all) || told * Math.min(1, mean / all) <= MATTERS
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "t is no function of x: all rows of x differ, so that it is taken for one, yet %.0f %% of its distance between"
                                + " neighbours in x does not come from theirs; the value counts this noise in t as information about"
                                + " x. Estimators for continuous variables, such as ksg1, do not",
                        100 * Math.min(1, mean / all)));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
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
}
