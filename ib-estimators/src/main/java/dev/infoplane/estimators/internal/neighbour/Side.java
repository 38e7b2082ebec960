package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.internal.ColumnTransforms;
import dev.infoplane.estimators.internal.SortedValues;

/**
 * One side of a pair as estimators by nearest neighbours see it: rows of floats, whose columns are mapped as {@link MarginalTransform}
 * say, one row after the other.
 *
 * @param rows the mapped values
 * @param d the number of columns
 * @param scale the standard deviation of the widest column that has no levels, but for values that many samples share, 1 if there is none
 * @param levels how many columns have levels
 */
public record Side(float[] rows, int d, double scale, int levels) {
    /** How far apart neighbouring levels are put: further than continuous columns are wide. */
    public static final int APART = 1 << 10;

    /** All but one in so many values must be shared for a column to have levels. */
    private static final int FEW = 20;

    /** A side whose columns are all treated as continuous. */
    public static Side of(Samples samples, MarginalTransform margins) {
        return of(samples, margins, samples.rows());
    }

    /**
     * A side of which some columns may be codes. Where nearly every value is shared by at least 2k others, the values are levels: they
     * are numbered in their order and put far apart, so that the code (0 and 1, or 5 and a million) makes no difference and
     * neighbours share the level. Columns that are used without a transform have no levels.
     */
    public static Side of(Samples samples, MarginalTransform margins, int k) {
        int d = samples.dimensions();
        if (margins == MarginalTransform.AS_THEY_ARE) {
            float[] rows = samples.toArray();
            return new Side(rows, d, ColumnTransforms.scale(rows, d, margins), 0);
        }
        int n = samples.rows();
        float[] rows = new float[n * d];
        float[] column = new float[n];
        double scale = 0;
        int levels = 0;
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < n; i++) {
                column[i] = samples.get(i, j);
            }
            SortedValues sorted = new SortedValues(column, 0, 1);
            if (isShared(sorted, n, 2 * k)) {
                number(sorted, column);
                levels++;
            } else {
                ColumnTransforms.map(column, sorted, margins);
                float[] apart = withoutCrowds(sorted, column, 2 * k);
                scale = Math.max(scale, apart.length == 0 ? 0 : ColumnTransforms.scale(apart, 1, margins));
            }
            for (int i = 0; i < n; i++) {
                rows[i * d + j] = column[i];
            }
        }
        return new Side(rows, d, scale > 0 ? scale : 1, levels);
    }

    /** The number of rows. */
    public int n() {
        return rows.length / d;
    }

    /** Whether any column has levels. */
    public boolean hasLevels() {
        return levels > 0;
    }

    /** Whether all columns have. */
    public boolean isDiscrete() {
        return levels == d;
    }

    /** Rows of both sides next to each other. */
    public float[] beside(Side other) {
        return ColumnTransforms.join(rows, d, other.rows, other.d);
    }

    private static boolean isShared(SortedValues sorted, int n, int others) {
        int alone = 0;
        int to;
        for (int from = 0; from < n; from = to) {
            to = sorted.endOfEqual(from);
            alone += to - from <= others ? to - from : 0;
        }
        return FEW * (long) alone <= n;
    }

    /** The values of a column that no more than so many others share; the column itself if these are all. */
    private static float[] withoutCrowds(SortedValues sorted, float[] column, int others) {
        int crowded = 0;
        int to;
        for (int from = 0; from < column.length; from = to) {
            to = sorted.endOfEqual(from);
            crowded += to - from > others ? to - from : 0;
        }
        if (crowded == 0) {
            return column;
        }
        float[] apart = new float[column.length - crowded];
        int count = 0;
        for (int from = 0; from < column.length; from = to) {
            to = sorted.endOfEqual(from);
            for (int rank = from; rank < to && to - from <= others; rank++) {
                apart[count++] = column[sorted.at(rank)];
            }
        }
        return apart;
    }

    private static void number(SortedValues sorted, float[] column) {
        int level = 0;
        int to;
        for (int from = 0; from < column.length; from = to) {
            to = sorted.endOfEqual(from);
            for (int rank = from; rank < to; rank++) {
                column[sorted.at(rank)] = (float) level * APART;
            }
            level++;
        }
    }
}
