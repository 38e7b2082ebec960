package dev.infoplane.estimators.internal;

import java.util.Arrays;

/**
 * Columns that shifting and scaling do not make suitable for distances: a few far values, or values on many scales at once, leave
 * the rest in a lump, of which floats may not even tell the members apart. Information does not change under increasing
 * maps, so these columns are bent: values at ranks no more than √n apart go to their normal scores, and those in between to
 * where they lie in proportion; ranges whose middle value lies at one end are halved further. Unlike ranks, this keeps the
 * chance spacing of neighbours, from which volumes are read.
 */
final class HeavyTails {
    /** Ratio of the standard deviation to the one that the shortest half of the values would have if it were normal. */
    private static final double HEAVY = 3;

    /** A value in the middle of a range by rank that lies in this part of it at an end leaves the range lopsided. */
    private static final double LOPSIDED = 1.0 / 32;

    /** Fewer different values than this have no tails. */
    private static final int LEAST = 8;

    private final SortedValues sorted;
    private final int n;

    HeavyTails(SortedValues sorted, int n) {
        this.sorted = sorted;
        this.n = n;
    }

    /**
     * Whether the column needs to be bent.
     *
     * @param standardised what a shift and a scale to variance 1 make of it
     */
    boolean found(float[] standardised) {
        float[] distinct = new float[n];
        int count = 0;
        boolean merged = false;
        int to;
        for (int from = 0; from < n; from = to) {
            to = sorted.endOfEqual(from);
            distinct[count] = standardised[sorted.at(from)];
            merged |= count > 0 && distinct[count] <= distinct[count - 1];
            count++;
        }
        if (count < LEAST) {
            return false;
        }
        double shortest = Double.POSITIVE_INFINITY;
        for (int i = 0; i + count / 2 < count; i++) {
            shortest = Math.min(shortest, (double) distinct[i + count / 2] - distinct[i]);
        }
        return merged || HEAVY * shortest < ColumnTransforms.BETWEEN_QUARTILES;
    }

    /** Bends the column. */
    void bend(float[] column, double[] quantiles) {
        double[] scores = new double[n];
        int to;
        for (int from = 0; from < n; from = to) {
            to = sorted.endOfEqual(from);
            Arrays.fill(scores, from, to, quantiles[from + to]);
        }
        stretch(column, scores, 0, n - 1, Math.max(2, (int) Math.sqrt(n)));
    }

    /** Places the values between two ranks, both included, halving the range while it is wide or its middle lopsided. */
    private void stretch(float[] column, double[] scores, int low, int high, int widest) {
        double from = sorted.value(low);
        double over = sorted.value(high) - from;
        int middle = (low + high) >>> 1;
        double part = over > 0 ? (sorted.value(middle) - from) / over : 0;
        if (high - low > 1 && (high - low > widest || part < LOPSIDED || part > 1 - LOPSIDED)) {
            stretch(column, scores, low, middle, widest);
            stretch(column, scores, middle, high, widest);
            return;
        }
        for (int rank = low; rank <= high; rank++) {
            double along = over > 0 ? (sorted.value(rank) - from) / over : 0;
            column[sorted.at(rank)] = (float) (scores[low] + along * (scores[high] - scores[low]));
        }
    }
}
