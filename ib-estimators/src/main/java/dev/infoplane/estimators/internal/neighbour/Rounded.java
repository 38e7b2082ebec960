package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.Doubt;
import dev.infoplane.estimators.internal.SortedValues;
import dev.infoplane.estimators.internal.discrete.Symbols;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two sides of a pair, of which columns of rounded values are spread: each value moves at random within less than half the gap to
 * the next one. The rounded value can be told from the spread one and the noise knows of nothing else, so the information is the same.
 * The column is continuous afterwards: no neighbours are at equal distances, where counts depend on how many the rounding put there.
 *
 * <p>Levels ({@link Side}) stay as they are, and so do single values that far more samples share than share those next to them,
 * such as the zeros of rectified units. The noise depends on nothing but the order of the values of its column.
 *
 * @param x the first side, the given samples if no column of it is rounded
 * @param t the second side
 */
public record Rounded(Samples x, Samples t) {
    /** One in so many samples may share its value with others in a continuous column, and its pair in continuous ones. */
    private static final int FEW = 20;

    /** A value shared so many times as often as those around it is no effect of rounding. */
    private static final int CROWD = 4;

    /** How many different values to either side are those around it. */
    private static final int AROUND = 4;

    /** Two sides. Where both are rounded and pairs repeat too, copies count as such and both stay as they are. */
    public static Rounded spread(Samples x, Samples t, int k) {
        Samples ofX = spread(x, k);
        Samples ofT = spread(t, k);
        if (ofX != x && ofT != t) {
            int pairs = Symbols.ofRows(x).with(Symbols.ofRows(t)).distinct();
            if (FEW * (long) (x.rows() - pairs) > x.rows()) {
                return new Rounded(x, t);
            }
        }
        return new Rounded(ofX, ofT);
    }

    /** One side; the same samples if no column is rounded. */
    public static Samples spread(Samples samples, int k) {
        int d = samples.dimensions();
        float[] rows = samples.toArray();
        boolean any = false;
        for (int j = 0; j < d; j++) {
            any |= Column.of(new SortedValues(rows, j, d), rows.length / d).spread(rows, j, d, k);
        }
        return any ? Samples.of(rows, samples.rowShape()) : samples;
    }

    /**
     * A doubt if counting copies of values reads clearly more: neighbouring values are then not alike, as those of codes.
     *
     * @param nats what spread values read
     * @param copies what values as given read
     * @param error the sampling error of {@code nats}
     */
    public static Doubt codes(double nats, double copies, double error) {
        Doubt doubt = Doubt.of(nats, Math.max(nats, copies), error, "counting copies of rounded values");
        return doubt.warning().isPresent() ? doubt : Doubt.NONE;
    }

    /** The different values of a column, each of which begins at a rank; after the last one that of the end. */
    private record Column(SortedValues sorted, int[] starts) {
        static Column of(SortedValues sorted, int n) {
            int[] starts = new int[n + 1];
            int values = 0;
            for (int from = 0; from < n; from = sorted.endOfEqual(from)) {
                starts[values++] = from;
            }
            starts[values] = n;
            return new Column(sorted, Arrays.copyOf(starts, values + 1));
        }

        int different() {
            return starts.length - 1;
        }

        int size(int value) {
            return starts[value + 1] - starts[value];
        }

        double at(int value) {
            return sorted.value(starts[value]);
        }

        /** Whether it did. */
        boolean spread(float[] rows, int column, int d, int k) {
            int n = rows.length / d;
            if (FEW * (long) (n - different()) <= n || isLevels(n, k)) {
                return false;
            }
            boolean[] moves = new boolean[different()];
            int copies = 0;
            for (int value = 0; value < moves.length; value++) {
                moves[value] = !isCrowd(value, k);
                copies += moves[value] ? size(value) - 1 : 0;
            }
            if (FEW * (long) copies <= n) {
                return false;
            }
            move(rows, column, d, moves);
            return true;
        }

        private boolean isLevels(int n, int k) {
            int alone = 0;
            for (int value = 0; value < different(); value++) {
                alone += size(value) <= 2 * k ? size(value) : 0;
            }
            return FEW * (long) alone <= n;
        }

        private boolean isCrowd(int value, int k) {
            if (size(value) <= 2 * k) {
                return false;
            }
            int from = Math.max(0, value - AROUND);
            int to = Math.min(different(), value + AROUND + 1);
            int[] around = new int[to - from - 1];
            for (int other = from, count = 0; other < to; other++) {
                if (other != value) {
                    around[count++] = size(other);
                }
            }
            Arrays.sort(around);
            return size(value) > CROWD * around[around.length / 2];
        }

        /** Moves values, and the whole column so that floats are fine where most of them are. */
        private void move(float[] rows, int column, int d, boolean[] moves) {
            int n = rows.length / d;
            int[] valueOf = new int[n];
            for (int value = 0; value < different(); value++) {
                for (int rank = starts[value]; rank < starts[value + 1]; rank++) {
                    valueOf[sorted.at(rank)] = value;
                }
            }
            SplittableRandom random = new SplittableRandom(Arrays.hashCode(valueOf));
            double middle = sorted.value(n / 2);
            for (int row = 0; row < n; row++) {
                int value = valueOf[row];
                double below = value == 0 ? Double.MAX_VALUE : at(value) - at(value - 1);
                double above = value == different() - 1 ? Double.MAX_VALUE : at(value + 1) - at(value);
                double noise = (random.nextDouble() - 0.5) * Math.min(below, above);
                rows[row * d + column] = (float) (at(value) - middle + (moves[value] ? noise : 0));
            }
        }
    }
}
